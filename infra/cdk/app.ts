import { App, Validations } from 'aws-cdk-lib';
import { Checks } from './checks.ts';
import { flags } from './flags.ts';
import { leitwerk } from './leitwerk.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region, CDK_VALIDATION } = process.env;

const app = new App({ analyticsReporting: false, context: flags });
leitwerk(app, { ...(account ? { account } : {}), ...(region ? { region } : {}) });
// CDK_VALIDATION=false leaves out the checks of the templates: half of the time, and nothing in the result.
if (CDK_VALIDATION !== 'false') Validations.of(app).addPlugins(new Checks(app));
app.synth();
