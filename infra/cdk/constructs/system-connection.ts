import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { Connection } from '../../../cli/connection.ts';
import { connectionName } from '../../../shared/wiring.ts';
import type { MailStack } from '../stacks/mail.ts';
import type { StateStack } from '../stacks/state.ts';
import type { NodeFunction } from './node-function.ts';

/** Names of what is deployed, as a parameter: by it the command line finds the system of a stage. */
export class SystemConnection extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      state,
      mail,
      issuer,
      reader,
      reporter,
    }: { state: StateStack; mail: MailStack; issuer: string; reader: Role; reporter: NodeFunction },
  ) {
    super(scope, id);
    const connection: Connection = {
      stage: state.stage,
      table: state.table.tableName,
      rawBucket: state.raw.bucketName,
      reportsBucket: state.reports.bucketName,
      rulesBucket: state.rules.bucketName,
      templatesBucket: state.templates.bucketName,
      apiUrl: mail.publicUrl,
      issuer,
      sender: mail.senderEnvironment.SENDER,
      recipients: mail.recipients,
      receiptRules: mail.receiptRules,
      linkSecret: state.linkSecret.secretArn,
      hookKeys: state.hookKeys.secretArn,
      simulationRole: reader.roleArn,
      reportFunction: reporter.lambda.functionName,
    };
    new StringParameter(this, 'Parameter', {
      parameterName: connectionName(state.stage),
      description: 'Where the command line finds this system',
      stringValue: Stack.of(this).toJsonString(connection),
    });
  }
}
