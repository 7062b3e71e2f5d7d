// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub is written
import { describe, expect, it } from 'vitest';
import { Resolver } from './resolve.ts';
import type { Template } from './templates.ts';

const empty = { Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, Resources: {} };
const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({
  Type,
  Properties,
  Metadata: {},
});
const state: Template = {
  ...empty,
  stack: 'state',
  Resources: {
    Table: resource('AWS::DynamoDB::Table'),
    Limit: resource('AWS::SSM::Parameter', { Name: '/limit', Value: '7' }),
    Loop: resource('AWS::SQS::Queue', { QueueName: { 'Fn::GetAtt': ['Loop', 'QueueName'] } }),
  },
  Outputs: { Out: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'state:TableArn' } } },
};
const intake: Template = {
  ...empty,
  stack: 'intake',
  Parameters: {
    Size: { Type: 'Number', Default: 3 },
    Bare: { Type: 'String', Default: undefined },
    Limit: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/limit' },
  },
  Conditions: { Big: { 'Fn::Equals': [{ Ref: 'Size' }, 3] }, Small: { 'Fn::Not': [{ Condition: 'Big' }] } },
  Mappings: { Regions: { 'eu-central-1': { zone: 'a' } } },
  Resources: {
    Queue: resource('AWS::SQS::Queue', { FifoQueue: true }),
    Api: resource('AWS::ApiGatewayV2::Api'),
  },
};
const place = {
  region: 'eu-central-1',
  account: '000000000000',
  endpoint: 'http://127.0.0.1:5000',
  publicUrl: 'http://127.0.0.1:3000',
};
const resolver = new Resolver({ templates: [state, intake], assets: new Map() }, place);
const resolve = (value: unknown) => resolver.resolve('intake', value);

describe('intrinsics', () => {
  it.each([
    [{ Ref: 'AWS::Region' }, 'eu-central-1'],
    [{ Ref: 'Size' }, 3],
    [{ Ref: 'Limit' }, '7'],
    [{ Ref: 'Queue' }, 'http://127.0.0.1:5000/000000000000/intake-Queue.fifo'],
    [{ 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:eu-central-1:000000000000:intake-Queue.fifo'],
    [{ 'Fn::GetAtt': 'Queue.QueueName' }, 'intake-Queue.fifo'],
    [{ 'Fn::ImportValue': 'state:TableArn' }, 'arn:aws:dynamodb:eu-central-1:000000000000:table/state-Table'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Size' }]] }, 'a-3'],
    [{ 'Fn::Sub': '${AWS::StackName}/${Queue.QueueName}/${!kept}' }, 'intake/intake-Queue.fifo/${kept}'],
    [{ 'Fn::Sub': ['${a}', { a: { Ref: 'Size' } }] }, '3'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::If': ['Big', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['Small', 'yes', 'no'] }, 'no'],
    [{ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'zone'] }, 'a'],
    [{ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    ['{{resolve:ssm:/limit}}', '7'],
  ])('%j', (value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('the address that AWS would give the API is the address of this machine', () => {
    const url = {
      'Fn::Join': [
        '',
        ['https://', { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.amazonaws.com/v1'],
      ],
    };
    expect(resolve(url)).toBe('http://127.0.0.1:3000/v1');
  });
});

describe('what is not in the template does not exist', () => {
  it.each([
    [{ Ref: 'Missing' }, 'intake refers to Missing, which is not in the template'],
    [{ Ref: 'Bare' }, 'parameter Bare has no default'],
    [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, 'attribute Colour of Queue (AWS::SQS::Queue)'],
    [{ 'Fn::ImportValue': 'state:Nothing' }, 'nothing exports state:Nothing'],
    [{ 'Fn::If': ['Unknown', 1, 2] }, 'condition Unknown is not in the template'],
    [{ 'Fn::Transform': {} }, 'Fn::Transform is not known'],
    ['{{resolve:ssm:/nothing}}', 'parameter /nothing'],
  ])('%j', (value, message) => {
    expect(() => resolve(value)).toThrow(message);
  });

  it('a resource that refers to itself is an error, not an endless loop', () => {
    expect(() => resolver.address('state', 'Loop')).toThrow('Loop refers to itself');
  });
});
