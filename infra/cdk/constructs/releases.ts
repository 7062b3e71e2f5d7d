import { Stack, Validations } from 'aws-cdk-lib';
import { type IAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { StateStack } from '../stacks/state.ts';
import { Alarm, everyMinute } from './alarm.ts';
import { named } from './named.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * Lets a new version of a function take a tenth of its calls for five minutes before it takes all (docs/adr/0006): the first
 * error of the new version, or an alarm of `stops`, gives all calls back to the old one and takes the deployment back.
 * @param stops alarms beside the function's own that speak of the new version too
 */
export function releaseGradually(released: NodeFunction, state: StateStack, stops: IAlarm[] = []): void {
  if (!state.gradualReleases) return;
  const stack = Stack.of(released);
  const found = stack.node.tryFindChild('Releases');
  const releases = found instanceof Releases ? found : new Releases(stack, 'Releases');
  releases.add(released, state, stops);
}

/** What CodeDeploy needs to move calls from version to version in one stack. */
class Releases extends Construct {
  private readonly application: LambdaApplication;
  private readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.application = named(new LambdaApplication(this, 'Application'), 'Releases');
    this.role = named(
      new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') }),
      'ReleasesRole',
    );
    this.role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'CodeDeploy asks for the state of alarms, which tells no more than that. A test refuses any other permission.',
    });
  }

  add(released: NodeFunction, state: StateStack, stops: IAlarm[]): void {
    const { lambda, live } = released;
    const { id } = released.node;
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        // Spelled and not asked of the alias: this has to be permitted before the alias moves.
        resources: [lambda.functionArn, `${lambda.functionArn}:${live.aliasName}`],
      }),
    );
    const errors = new Alarm(released, `${id}Release`, {
      watch: state,
      heading: 'Release',
      impact: `The new version of ${id} fails and is taken back: what was to be mended with it is not.`,
      // Only of this version: one that fails already must not keep its mend out.
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        statistic: 'sum',
        period: everyMinute,
        dimensionsMap: {
          FunctionName: lambda.functionName,
          Resource: `${lambda.functionName}:${live.aliasName}`,
          ExecutedVersion: lambda.currentVersion.version,
        },
      }),
      threshold: 1,
    });
    const group = named(
      new LambdaDeploymentGroup(released, 'Release', {
        alias: live,
        application: this.application,
        // As it is: the construct would add a policy of AWS that permits the same on every function of the account.
        role: this.role.withoutPolicyUpdates(),
        deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
        alarms: [errors, ...stops],
        autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
      }),
      `${id}Releases`,
    );
    group.node.addDependency(this.role);
  }
}
