import { describe, expect, it } from 'vitest';
import { ofType, synthesised } from './synthesis.ts';

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Principal?: { AWS?: unknown };
};

const resources = synthesised('prod');
const statements = (type: string): [string, Statement][] =>
  ofType(resources, type).flatMap(({ id, Properties }) => {
    const { Statement } = Properties.PolicyDocument ?? Properties.KeyPolicy;
    return Statement.map((statement: Statement): [string, Statement] => [id, statement]);
  });
const actions = ({ Action }: Statement) => [Action].flat();
const targets = ({ Resource }: Statement) => [Resource].flat();

describe('functions', () => {
  it('may do named things only', () => {
    for (const [id, statement] of statements('AWS::IAM::Policy'))
      for (const action of actions(statement)) expect(`${id} ${action}`).not.toContain('*');
  });

  it('may do things to named resources only, except for traces and the state of alarms, which belong to none', () => {
    const everywhere = statements('AWS::IAM::Policy').filter(([, statement]) =>
      targets(statement).includes('*'),
    );
    expect(new Set(everywhere.flatMap(([, statement]) => actions(statement)))).toEqual(
      new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'cloudwatch:DescribeAlarms']),
    );
  });

  it('use the customer key by way of the services that keep data under it', () => {
    for (const [id, statement] of statements('AWS::IAM::Policy'))
      if (actions(statement).some((action) => action.startsWith('kms:')))
        expect(JSON.stringify(statement), id).toContain('kms:ViaService');
  });

  it('have no permissions that somebody else wrote', () => {
    for (const { id, Properties } of ofType(resources, 'AWS::IAM::Role'))
      expect([id, Properties.ManagedPolicyArns, Properties.Policies]).toEqual([id, undefined, undefined]);
  });
});

describe('buckets, queues and topics', () => {
  it.each(['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'])(
    'let nobody in by a wildcard: %s',
    (type) => {
      for (const [id, statement] of statements(type))
        if (statement.Effect === 'Allow')
          expect(`${id} ${JSON.stringify(statement.Principal)} ${actions(statement)}`).not.toContain('*');
    },
  );
});

describe('the customer key', () => {
  it('is given away whole to nobody but the account itself', () => {
    for (const [, statement] of statements('AWS::KMS::Key'))
      if (actions(statement).includes('kms:*'))
        expect(JSON.stringify(statement.Principal)).toContain(':root');
  });
});
