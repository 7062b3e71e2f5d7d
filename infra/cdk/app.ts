import { App } from 'aws-cdk-lib';
import { leitwerk } from './leitwerk.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

const app = new App({ analyticsReporting: false });
leitwerk(app, { ...(account ? { account } : {}), ...(region ? { region } : {}) });
app.synth();
