import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FunctionId, functions } from '../../infra/cdk/functions.ts';
import { queues, routes } from '../../shared/wiring.ts';
import { ofType, type Resource, refersTo, synthesised } from './synthesis.ts';

const resources = synthesised('prod');
const named = new Map(resources.map((resource) => [resource.id, resource]));
const lambdas = ofType(resources, 'AWS::Lambda::Function');
const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
/** The function that is started: calls go to its alias. */
const started = (value: unknown) => refersTo(named.get(refersTo(value) ?? '')?.Properties.FunctionName);
const queue = (id: string | undefined): Resource | undefined => named.get(id ?? '');

describe('functions', () => {
  it('are those of the catalogue, one for each entry', () => {
    expect(lambdas.map(({ id }) => id).sort()).toEqual(Object.keys(functions).sort());
    const entries = globSync('**/*.handler.ts', { cwd: resolve(import.meta.dirname, '../../functions') });
    expect(
      Object.values<{ entry: string }>(functions)
        .map(({ entry }) => entry)
        .sort(),
    ).toEqual(entries.sort());
  });

  it.each(Object.keys(functions) as FunctionId[])(
    '%s is told what its schema asks for, and no more',
    (id) => {
      const variables = Object.keys(named.get(id)?.Properties.Environment.Variables ?? {});
      expect(variables.sort()).toEqual(Object.keys(functions[id].env.shape).sort());
    },
  );

  it('run on Node 24 and arm64, each with a role and a log of its own that forgets after a month', () => {
    const roles = new Set(lambdas.map(({ Properties }) => refersTo(Properties.Role)));
    expect(roles.size).toBe(lambdas.length);
    for (const { Properties } of lambdas) {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
      const log = named.get(refersTo(Properties.LoggingConfig.LogGroup) ?? '');
      expect(log?.Properties.RetentionInDays).toBe(30);
    }
  });
});

describe('traces', () => {
  it('are made where somebody waits for an answer, and may be sent there only', () => {
    const serving = [...routes.map(({ serves }) => serves), 'Authorise'];
    const traced = lambdas.filter(({ Properties }) => Properties.TracingConfig?.Mode === 'Active');
    expect(traced.map(({ id }) => id).sort()).toEqual([...new Set(serving)].sort());
    const permitted = ofType(resources, 'AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes('xray:'),
    );
    expect(permitted.map(({ Properties }) => refersTo(Properties.Roles)).sort()).toEqual(
      traced.map(({ id }) => `${id}Role`).sort(),
    );
  });
});

describe('queues', () => {
  const all = ofType(resources, 'AWS::SQS::Queue');
  const working = all.filter(({ Properties }) => Properties.RedrivePolicy);
  const dead = all.filter(({ Properties }) => !Properties.RedrivePolicy);

  it('are those of the wiring, each with dead letters behind it', () => {
    expect(working.map(({ id }) => id).sort()).toEqual(queues.map((name) => `${name}Queue`).sort());
    for (const { id, Properties } of working) {
      expect(refersTo(Properties.RedrivePolicy.deadLetterTargetArn)).toBe(
        id.replace(/Queue$/, 'DeadLetters'),
      );
      expect(Properties.RedrivePolicy.maxReceiveCount).toBe(5);
    }
  });

  it.each(dead.map(({ id }) => id))(
    '%s keep a message for two weeks and call for a person at the first one',
    (id) => {
      expect(queue(id)?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
      const alarm = alarms.find(({ Properties }) => refersTo(Properties.Dimensions?.[0]?.Value) === id);
      expect(alarm?.Properties).toMatchObject({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Threshold: 1,
      });
    },
  );

  it('are encrypted and take and give nothing in clear text', () => {
    const guarded = ofType(resources, 'AWS::SQS::QueuePolicy').filter(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
    );
    expect(guarded).toHaveLength(all.length);
    for (const { Properties } of all)
      expect(Properties.SqsManagedSseEnabled ?? Properties.KmsMasterKeyId).toBeTruthy();
  });

  it('hide a message for six timeouts of the function that works on it, and take back the part that failed', () => {
    for (const { id, Properties } of working) {
      const mapping = mappings.find((one) => refersTo(one.Properties.EventSourceArn) === id);
      const worker = named.get(started(mapping?.Properties.FunctionName) ?? '');
      expect(Properties.VisibilityTimeout).toBe(6 * worker?.Properties.Timeout);
      expect(mapping?.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
  });

  it('put the leads of a pool in the order in which they came, and pools side by side', () => {
    expect(queue('TurnQueue')?.Properties).toMatchObject({
      FifoQueue: true,
      ContentBasedDeduplication: false,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
    expect(queue('TurnDeadLetters')?.Properties.FifoQueue).toBe(true);
  });

  it('hold mail headers under the customer key', () => {
    for (const id of ['InboundQueue', 'InboundDeadLetters'])
      expect(refersTo(queue(id)?.Properties.KmsMasterKeyId)).toBe('Key');
  });
});

describe('the stream of the table', () => {
  it('gets past a record that cannot be passed on', () => {
    const mapping = named.get('StreamMapping')?.Properties;
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(refersTo(mapping?.DestinationConfig.OnFailure.Destination)).toBe('StreamDeadLetters');
    expect(started(mapping?.FunctionName)).toBe('Dispatch');
  });
});

describe('the HTTP API', () => {
  it('has the routes of the wiring, and asks who is there before the staff ones', () => {
    const authorizer = ofType(resources, 'AWS::ApiGatewayV2::Authorizer')[0]?.id;
    const made = ofType(resources, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => ({
      route: Properties.RouteKey,
      serves: started(named.get(refersTo(Properties.Target) ?? '')?.Properties.IntegrationUri),
      staff: Properties.AuthorizationType === 'CUSTOM' && refersTo(Properties.AuthorizerId) === authorizer,
    }));
    expect(made).toEqual(
      routes.map(({ method, path, serves, staff }) => ({ route: `${method} ${path}`, serves, staff })),
    );
  });

  it('asks the authoriser whether the token comes in a header or in a cookie, and never takes an old answer', () => {
    expect(ofType(resources, 'AWS::ApiGatewayV2::Authorizer')[0]?.Properties).toMatchObject({
      IdentitySource: [],
      AuthorizerResultTtlInSeconds: 0,
      EnableSimpleResponses: true,
      AuthorizerPayloadFormatVersion: '2.0',
    });
  });

  it('asks an issuer of the company where there is one, and makes no user pool then', () => {
    const settings = { staffIssuer: 'https://login.example.com/', staffClient: 'leitwerk' };
    const elsewhere = synthesised('prod', settings);
    expect(ofType(elsewhere, 'AWS::Cognito::UserPool')).toEqual([]);
    for (const name of ['Authorise', 'SignIn'])
      expect(elsewhere.find(({ id }) => id === name)?.Properties.Environment.Variables).toMatchObject({
        ISSUER: 'https://login.example.com/',
        AUDIENCE: 'leitwerk',
      });
  });

  it('logs the route, never the path with its token nor the query with its names', () => {
    const { AccessLogSettings, DefaultRouteSettings } = named.get('DefaultStage')?.Properties ?? {};
    expect(AccessLogSettings.Format).toContain('$context.routeKey');
    expect(AccessLogSettings.Format).not.toMatch(
      /context\.(path|rawPath|identity|requestOverride)|querystring/i,
    );
    expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
  });
});

describe('what wakes functions by the clock and by events', () => {
  it.each([
    ['MinutePassed', 'Sweep', { ScheduleExpression: 'rate(1 minute)' }],
    ['RulesLookedAt', 'Rules', { ScheduleExpression: 'rate(5 minutes)' }],
    ['DayEnded', 'Report', { ScheduleExpression: 'cron(30 2 * * ? *)' }],
    ['ParameterChanged', 'Rules', { EventPattern: { 'detail-type': ['Parameter Store Change'] } }],
    ['MailReported', 'MailEventsQueue', { EventPattern: { source: ['aws.ses'] } }],
  ])('%s starts %s', (rule, target, properties) => {
    expect(named.get(rule)?.Properties).toMatchObject(properties);
    const { Arn } = named.get(rule)?.Properties.Targets[0] ?? {};
    expect(started(Arn) ?? refersTo(Arn)).toBe(target);
  });
});

describe('received mail', () => {
  it('is scanned, stored whole, and told to the intake', () => {
    const { Rule } = named.get('ReceiptRule')?.Properties ?? {};
    expect(Rule).toMatchObject({ Enabled: true, ScanEnabled: true });
    expect(Rule.Actions).toHaveLength(1);
    expect(refersTo(Rule.Actions[0].S3Action.BucketName)).toBe('Raw');
    expect(refersTo(Rule.Actions[0].S3Action.TopicArn)).toBe('MailReceived');
    const subscription = ofType(resources, 'AWS::SNS::Subscription')[0]?.Properties;
    expect(refersTo(subscription?.Endpoint)).toBe('InboundQueue');
  });
});
