import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { codeOf } from '../bundles.ts';
import { type EnvironmentOf, type FunctionId, functions } from '../functions.ts';
import type { StateStack } from '../stacks/state.ts';
import { Alarm, everyFiveMinutes } from './alarm.ts';
import { named } from './named.ts';

export type NodeFunctionProps<Id extends FunctionId> = {
  state: StateStack;
  /** what its schema in functions/{folder}/env.ts asks for beyond table, stage and age of rules */
  environment: EnvironmentOf<Id>;
  /** whether somebody waits for its answer, so that it is worth seeing where the time goes; not traced unless told */
  traced?: boolean;
  /** never more than one call at a time, and always room for that one */
  single?: boolean;
  /** it hands work on to itself: Lambda would take that for a loop without end and stop it after 16 turns */
  handsOn?: boolean;
};

/** One Lambda function with a role, a log and a bundle of its own. It may do nothing until `allow` says so. */
export class NodeFunction<Id extends FunctionId = FunctionId> extends Construct {
  readonly lambda: LambdaFunction;
  /** What calls go to: the version that is in force. */
  readonly live: Alias;
  readonly timeout: Duration;
  readonly logs: LogGroup;
  private readonly role: Role;
  private readonly state: StateStack;

  constructor(
    scope: Construct,
    id: Id,
    { state, environment, traced = false, single = false, handsOn = false }: NodeFunctionProps<Id>,
  ) {
    super(scope, id);
    const { memoryMegabytes, timeoutSeconds } = functions[id];
    this.state = state;
    this.timeout = Duration.seconds(timeoutSeconds);
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = named(
      new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }),
      `${id}Role`,
    );
    this.lambda = named(
      new LambdaFunction(this, 'Function', {
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
        handler: 'index.handler',
        code: codeOf(this, id),
        memorySize: memoryMegabytes,
        timeout: this.timeout,
        role: this.role,
        logGroup: this.logs,
        // Lambda samples as it likes (one call a second and a twentieth of the rest), so the number of functions is what can be
        // chosen: traces of all would cost up to five times as much as the functions themselves.
        tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
        ...(handsOn ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
        environment: { ...state.told, ...environment },
        // Only there: an account that is new has nothing to reserve.
        ...(single && state.stage === 'prod' ? { reservedConcurrentExecutions: 1 } : {}),
      }),
      id,
    );
    this.live = named(
      new Alias(this, 'Live', { aliasName: 'live', version: this.lambda.currentVersion }),
      `${id}Live`,
    );
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logs.logGroupArn);
    if (traced)
      Validations.of(this.role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'Traces belong to no resource. A test refuses any other permission on everything.',
      });
  }

  /** Permits exactly these actions on exactly these resources. */
  allow(actions: string[], ...resources: string[]): void {
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
  }

  /** Permits actions on the items of the one table, named without the service: `GetItem`, `PutItem` … */
  allowTable(...actions: string[]): void {
    this.allow(
      actions.map((action) => `dynamodb:${action}`),
      this.state.table.tableArn,
    );
    const writes = actions.some((action) => !/Get|Query/.test(action));
    this.allowKey('dynamodb', 'Decrypt', 'DescribeKey', ...(writes ? ['Encrypt', 'GenerateDataKey'] : []));
  }

  /** Permits to query one index of the table. */
  allowIndex(name: string): void {
    this.allow(['dynamodb:Query'], `${this.state.table.tableArn}/index/${name}`);
    this.allowKey('dynamodb', 'Decrypt', 'DescribeKey');
  }

  /** Permits to read objects, named by key or by prefix with its slash, and to learn that one is missing: who may not list is told `forbidden`. */
  allowReading(bucket: IBucket, ...names: string[]): void {
    this.allow(['s3:GetObject'], ...names.map((name) => objects(bucket, name)));
    this.allow(['s3:ListBucket'], bucket.bucketArn);
    this.allowKey('s3', 'Decrypt');
  }

  /** Permits to write objects, named by key or by prefix with its slash. */
  allowWriting(bucket: IBucket, ...names: string[]): void {
    this.allow(['s3:PutObject'], ...names.map((name) => objects(bucket, name)));
    this.allowKey('s3', 'GenerateDataKey');
  }

  /** Permits to remove objects with all their versions, named by key or by prefix with its slash. */
  allowRemoving(bucket: IBucket, ...names: string[]): void {
    this.allow(['s3:DeleteObjectVersion'], ...names.map((name) => objects(bucket, name)));
    this.allow(['s3:ListBucketVersions'], bucket.bucketArn);
  }

  /** Permits to read one secret. */
  allowSecret(secret: ISecret): void {
    this.allow(['secretsmanager:GetSecretValue'], secret.secretArn);
    this.allowKey('secretsmanager', 'Decrypt');
  }

  /** Permits the use of the customer key, but only by way of a service that keeps data under it. */
  allowKey(service: string, ...actions: string[]): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: actions.map((action) => `kms:${action}`),
        resources: [this.state.key.keyArn],
        conditions: {
          StringEquals: { 'kms:ViaService': `${service}.${this.state.region}.${this.state.urlSuffix}` },
        },
      }),
    );
  }

  /** An alarm on the first error: for functions behind which no queue catches what they could not do. */
  alarmOnErrors(impact: string): void {
    new Alarm(this, `${this.node.id}Errors`, {
      watch: this.state,
      impact,
      metric: this.lambda.metricErrors({ period: everyFiveMinutes }),
      threshold: 1,
    });
  }
}

const objects = (bucket: IBucket, name: string) =>
  bucket.arnForObjects(name.endsWith('/') ? `${name}*` : name);
