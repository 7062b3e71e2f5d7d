import { CfnOutput, Duration, Lazy, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { prefixes, routes, table } from '../../../shared/wiring.ts';
import { Alarm, everyFiveMinutes } from '../constructs/alarm.ts';
import { named } from '../constructs/named.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { releaseGradually } from '../constructs/releases.ts';
import { StaffPool } from '../constructs/staff-pool.ts';
import { Subscriber } from '../constructs/subscriber.ts';
import type { EnvironmentOf, FunctionId } from '../functions.ts';
import type { StateStack } from './state.ts';

/** Steady requests per second of the whole API, and the burst above: twenty times a fair's peak, far below the account's limit. */
const throttle = { rateLimit: 200, burstLimit: 400 };

/** Where staff sign in, and for which client. */
type Staff = Pick<StaffPool, 'issuer' | 'audience'>;
/** `staff` where people sign in elsewhere: without it, the stack makes a user pool. */
type IntakeProps = StackProps & { state: StateStack; staff?: Staff };

/** How the outside reaches Leitwerk: the HTTP API with its functions, and who may use the staff routes. */
export class IntakeStack extends Stack {
  readonly api: HttpApi;
  private readonly errors: Alarm;
  /** issuer of staff tokens */
  readonly issuer: string;

  constructor(scope: Construct, id: string, { state, staff: elsewhere, ...props }: IntakeProps) {
    super(scope, id, props);
    this.api = this.httpApi(state.stage);
    this.errors = new Alarm(this, 'ApiErrors', {
      watch: state,
      impact: 'Forms, pages or staff get errors instead of answers.',
      metric: this.api.metricServerError({ period: everyFiveMinutes, statistic: 'sum' }),
      threshold: 1,
    });
    const staff = elsewhere ?? new StaffPool(this, 'Staff', { state, publicUrl: this.publicUrl });
    this.issuer = staff.issuer;
    const authorise = this.serving('Authorise', state, { ISSUER: staff.issuer, AUDIENCE: staff.audience });
    // No identity source: the token comes in a header or in a cookie, and the gateway would insist on all sources named.
    // Therefore nothing to cache by either.
    const authorizer = new HttpLambdaAuthorizer('StaffAuthorizer', authorise.live, {
      identitySource: [],
      resultsCacheTtl: Duration.seconds(0),
      responseTypes: [HttpLambdaResponseType.SIMPLE],
    });
    const integrations = {
      IngestForm: behind(this.ingestForm(state)),
      IngestHook: behind(this.ingestHook(state)),
      Behaviour: behind(this.behaviour(state)),
      Capture: behind(this.capture(state)),
      Review: behind(this.review(state)),
      Questions: behind(this.questions(state)),
      Privacy: behind(this.privacy(state)),
      About: behind(this.about(state)),
      ListsAsked: behind(this.listsAsked(state, this.listRows(state))),
      OwnerPage: behind(this.ownerPage(state)),
      StaffApi: behind(this.staffApi(state)),
      SignIn: behind(this.signIn(state, staff)),
      Console: behind(this.console(state)),
    };
    for (const { method, path, serves, staff: asked } of routes) {
      const route = new HttpRoute(this, `${method} ${path}`, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: integrations[serves],
        ...(asked ? { authorizer } : {}),
      });
      if (!asked)
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'Open to everybody, who signs in there, or to whoever holds the personal link, which the function checks itself.',
        });
    }
    new CfnOutput(this, 'Url', { value: this.publicUrl });
  }

  /** The address under which people reach the pages. */
  get publicUrl(): string {
    return this.api.apiEndpoint;
  }

  private httpApi(stage: string): HttpApi {
    const api = named(
      new HttpApi(this, 'Api', { apiName: `leitwerk-${stage}`, createDefaultStage: false }),
      'Api',
    );
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    named(
      new HttpStage(this, 'DefaultStage', {
        httpApi: api,
        stageName: '$default',
        autoDeploy: true,
        throttle,
        accessLogSettings: {
          destination: new LogGroupLogDestination(logs),
          // The route and not the path: paths carry tokens, queries carry names.
          format: AccessLogFormat.custom(
            JSON.stringify({
              at: '$context.requestTime',
              requestId: '$context.requestId',
              route: '$context.routeKey',
              status: '$context.status',
              milliseconds: '$context.responseLatency',
              bytes: '$context.responseLength',
              error: '$context.integrationErrorMessage',
              authorizer: '$context.authorizer.error',
            }),
          ),
        },
      }),
      'DefaultStage',
    );
    return api;
  }

  /** A function for whose answer somebody waits: traced, and its new versions are watched at the API too. */
  private serving<Id extends FunctionId>(
    id: Id,
    state: StateStack,
    environment: EnvironmentOf<Id>,
  ): NodeFunction<Id> {
    const serving = new NodeFunction(this, id, { state, environment, traced: true });
    releaseGradually(serving, state, [this.errors]);
    return serving;
  }

  private ingestForm(state: StateStack): NodeFunction {
    const ingest = this.serving('IngestForm', state, {
      RAW_BUCKET: state.raw.bucketName,
      LINK_SECRET: state.linkSecret.secretArn,
    });
    ingest.allowSecret(state.linkSecret);
    ingest.allowTable('GetItem', 'PutItem', 'UpdateItem');
    ingest.allowWriting(state.raw, prefixes.inquiries, prefixes.acknowledged);
    ingest.alarmOnErrors('Web inquiries are refused with an error and must be sent again.');
    return ingest;
  }

  private ingestHook(state: StateStack): NodeFunction {
    const ingest = this.serving('IngestHook', state, {
      RAW_BUCKET: state.raw.bucketName,
      HOOK_KEYS: state.hookKeys.secretArn,
    });
    ingest.allowTable('GetItem', 'PutItem', 'UpdateItem');
    ingest.allowWriting(state.raw, prefixes.inquiries, prefixes.acknowledged);
    ingest.allowSecret(state.hookKeys);
    ingest.alarmOnErrors('Form and ad tools are refused with an error; most try again for a day.');
    return ingest;
  }

  private behaviour(state: StateStack): NodeFunction {
    const behaviour = this.serving('Behaviour', state, { LINK_SECRET: state.linkSecret.secretArn });
    behaviour.allowTable('GetItem', 'PutItem', 'UpdateItem', 'Query');
    behaviour.allowSecret(state.linkSecret);
    return behaviour;
  }

  /** Lists are worked off one after the other: a large one must not crowd out what people wait for. */
  private listRows(state: StateStack): Queue {
    const lists: Subscriber<'ListRows'> = new Subscriber(this, 'Lists', {
      state,
      handler: 'ListRows',
      environment: {
        RAW_BUCKET: state.raw.bucketName,
        // The function is made before the queue that wakes it, and sends to it.
        LISTS_QUEUE: Lazy.string({ produce: () => lists.queue.queueUrl }),
      },
      impact: 'Lists of leads lie untouched.',
      batchSize: 1,
      maxConcurrency: 2,
      handsOn: true,
    });
    const { queue, handler } = lists;
    handler.allowTable('GetItem', 'PutItem');
    handler.allowReading(state.raw, prefixes.droppedLists, prefixes.imports);
    handler.allowWriting(state.raw, prefixes.imports);
    handler.allow(['sqs:SendMessage'], queue.queueArn);
    named(
      new Rule(this, 'ListDropped', {
        description: 'Lists that are dropped into the raw bucket',
        eventPattern: {
          source: ['aws.s3'],
          detailType: ['Object Created'],
          detail: {
            bucket: { name: [state.raw.bucketName] },
            object: { key: [{ prefix: prefixes.droppedLists }] },
          },
        },
        targets: [new SqsQueue(queue)],
      }),
      'ListDropped',
    );
    return queue;
  }

  private listsAsked(state: StateStack, queue: Queue): NodeFunction {
    const api = this.serving('ListsAsked', state, {
      RAW_BUCKET: state.raw.bucketName,
      LISTS_QUEUE: queue.queueUrl,
      LINK_SECRET: state.linkSecret.secretArn,
    });
    api.allowTable('GetItem', 'PutItem', 'Query');
    api.allowReading(state.raw, prefixes.imports);
    api.allowWriting(state.raw, prefixes.imports);
    api.allow(['sqs:SendMessage'], queue.queueArn);
    api.allowSecret(state.linkSecret);
    return api;
  }

  private capture(state: StateStack): NodeFunction {
    const page = this.serving('Capture', state, {
      RAW_BUCKET: state.raw.bucketName,
      LINK_SECRET: state.linkSecret.secretArn,
    });
    page.allowTable('GetItem', 'PutItem');
    page.allowWriting(state.raw, prefixes.acknowledged, prefixes.inquiries);
    page.allowSecret(state.linkSecret);
    page.alarmOnErrors('What call agents and fair stands capture waits in their browsers.');
    return page;
  }

  private review(state: StateStack): NodeFunction {
    const review = this.serving('Review', state, {
      RAW_BUCKET: state.raw.bucketName,
      LINK_SECRET: state.linkSecret.secretArn,
      HOOK_KEYS: state.hookKeys.secretArn,
    });
    review.allowTable('GetItem', 'PutItem');
    review.allowReading(state.raw, prefixes.inboundMail, prefixes.inquiries);
    review.allowWriting(state.raw, prefixes.inquiries);
    review.allowSecret(state.linkSecret);
    review.allowSecret(state.hookKeys);
    return review;
  }

  private privacy(state: StateStack): NodeFunction {
    const page = this.serving('Privacy', state, { LINK_SECRET: state.linkSecret.secretArn });
    page.allowTable('GetItem', 'PutItem', 'Query');
    page.allowSecret(state.linkSecret);
    page.alarmOnErrors('People cannot see their data, unsubscribe or object.');
    return page;
  }

  private questions(state: StateStack): NodeFunction {
    const page = this.serving('Questions', state, { LINK_SECRET: state.linkSecret.secretArn });
    page.allowTable('GetItem', 'PutItem');
    page.allowSecret(state.linkSecret);
    return page;
  }

  private about(state: StateStack): NodeFunction {
    const about = this.serving('About', state, { LINK_SECRET: state.linkSecret.secretArn });
    about.allowSecret(state.linkSecret);
    return about;
  }

  private ownerPage(state: StateStack): NodeFunction {
    const page = this.serving('OwnerPage', state, {
      PUBLIC_URL: this.publicUrl,
      LINK_SECRET: state.linkSecret.secretArn,
      RAW_BUCKET: state.raw.bucketName,
    });
    page.allowReading(state.raw, prefixes.inquiries);
    page.allowTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem');
    page.allowIndex(table.indexes.owners.name);
    page.allowSecret(state.linkSecret);
    return page;
  }

  private console(state: StateStack): NodeFunction {
    const pages = this.serving('Console', state, { LINK_SECRET: state.linkSecret.secretArn });
    pages.allowTable('GetItem', 'BatchGetItem', 'Query', 'PutItem');
    pages.allowIndex(table.indexes.worklist.name);
    pages.allowIndex(table.indexes.owners.name);
    pages.allowIndex(table.indexes.register.name);
    pages.allowSecret(state.linkSecret);
    return pages;
  }

  private signIn(state: StateStack, { issuer, audience }: Staff): NodeFunction {
    const signIn = this.serving('SignIn', state, {
      ISSUER: issuer,
      AUDIENCE: audience,
      PUBLIC_URL: this.publicUrl,
      LINK_SECRET: state.linkSecret.secretArn,
    });
    signIn.allowSecret(state.linkSecret);
    return signIn;
  }

  private staffApi(state: StateStack): NodeFunction {
    const api = this.serving('StaffApi', state, { RAW_BUCKET: state.raw.bucketName });
    api.allowReading(state.raw, prefixes.inquiries);
    api.allowTable('GetItem', 'BatchGetItem', 'Query', 'PutItem');
    api.allowIndex(table.indexes.worklist.name);
    api.allowIndex(table.indexes.owners.name);
    api.allowIndex(table.indexes.register.name);
    return api;
  }
}

/** One integration and one permission for all routes of a function. */
const behind = (serving: NodeFunction) =>
  new HttpLambdaIntegration(serving.node.id, serving.live, { scopePermissionToRoute: false });
