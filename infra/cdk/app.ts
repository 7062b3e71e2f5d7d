import { App, Validations } from 'aws-cdk-lib';
import {
  CURRENTLY_RECOMMENDED_FLAGS,
  DEFAULT_CROSS_STACK_REFERENCES,
  VALIDATE_AGAINST_DEFAULT_RULES,
} from 'aws-cdk-lib/cx-api';
import { Checks } from './checks.ts';
import { leitwerk } from './leitwerk.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region, CDK_VALIDATION } = process.env;

const app = new App({
  analyticsReporting: false,
  // Here and not in cdk.json, so that the local cloud, which does without the CDK command, gets the same templates.
  context: {
    ...CURRENTLY_RECOMMENDED_FLAGS,
    [DEFAULT_CROSS_STACK_REFERENCES]: 'strong',
    [VALIDATE_AGAINST_DEFAULT_RULES]: true,
  },
});
leitwerk(app, { ...(account ? { account } : {}), ...(region ? { region } : {}) });
// CDK_VALIDATION=false leaves out the checks of the templates: half of the time, and nothing in the result.
if (CDK_VALIDATION !== 'false') Validations.of(app).addPlugins(new Checks(app));
app.synth();
