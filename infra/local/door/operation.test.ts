import { expect, it } from 'vitest';
import { callerOf } from './caller.ts';
import { askedOf } from './operation.ts';

const asked = (
  service: string,
  request: { target?: string; body?: unknown; method?: string; path?: string; headers?: object },
) =>
  askedOf({
    service,
    method: request.method ?? 'POST',
    url: new URL(request.path ?? '/', 'http://127.0.0.1'),
    headers: { ...(request.target ? { 'x-amz-target': request.target } : {}), ...request.headers },
    body: Buffer.from(typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? '')),
  });
const use = (action: string, resource: string) => ({ action, resource });

it('the caller signs with its own name', () => {
  const header =
    'AWS4-HMAC-SHA256 Credential=IngestForm/20261124/eu-central-1/sqs/aws4_request, SignedHeaders=host, Signature=0';
  expect(callerOf(header)).toEqual({ name: 'IngestForm', service: 'sqs' });
  expect(callerOf(undefined)).toBeUndefined();
  expect(callerOf('Bearer x')).toBeUndefined();
});

it('a query of an index needs the right to the index', () => {
  const target = 'DynamoDB_20120810.Query';
  expect(asked('dynamodb', { target, body: { TableName: 'T', IndexName: 'worklist' } })).toEqual({
    operation: 'Query',
    uses: [use('Query', 'T/index/worklist')],
  });
});

it('a transaction needs the rights of its parts', () => {
  const body = {
    TransactItems: [
      { Put: { TableName: 'T', Item: {} } },
      { Put: { TableName: 'T', Item: {} } },
      { ConditionCheck: { TableName: 'T', Key: {} } },
    ],
  };
  expect(asked('dynamodb', { target: 'DynamoDB_20120810.TransactWriteItems', body })).toEqual({
    operation: 'TransactWriteItems',
    uses: [use('PutItem', 'T'), use('ConditionCheckItem', 'T')],
  });
});

it('batches name their table in their own way', () => {
  const body = { RequestItems: { T: { Keys: [] } } };
  expect(asked('dynamodb', { target: 'DynamoDB_20120810.BatchGetItem', body }).uses).toEqual([
    use('BatchGetItem', 'T'),
  ]);
});

it('a batch of messages needs the right to send', () => {
  const body = { QueueUrl: 'http://127.0.0.1:1/000000000000/ScoreQueue', Entries: [] };
  expect(asked('sqs', { target: 'AmazonSQS.SendMessageBatch', body })).toEqual({
    operation: 'SendMessageBatch',
    uses: [use('SendMessage', 'ScoreQueue')],
  });
});

it.each([
  ['PUT', '/raw/mail/a%20b?x-id=PutObject', {}, 'PutObject', use('PutObject', 'raw/mail/a b')],
  ['PUT', '/raw/k', { 'x-amz-copy-source': 'raw/j' }, 'CopyObject', use('PutObject', 'raw/k')],
  ['PUT', '/raw/k?partNumber=1&uploadId=u', {}, 'UploadPart', use('PutObject', 'raw/k')],
  ['POST', '/raw/k?uploads', {}, 'CreateMultipartUpload', use('PutObject', 'raw/k')],
  ['POST', '/raw/k?uploadId=u', {}, 'CompleteMultipartUpload', use('PutObject', 'raw/k')],
  ['DELETE', '/raw/k?uploadId=u', {}, 'AbortMultipartUpload', use('AbortMultipartUpload', 'raw/k')],
  ['PUT', '/raw/k?tagging', {}, 'PutObject tagging', use('PutObject tagging', 'raw/k')],
  ['GET', '/raw/k', {}, 'GetObject', use('GetObject', 'raw/k')],
  ['HEAD', '/raw/k', {}, 'HeadObject', use('GetObject', 'raw/k')],
  ['GET', '/raw/?list-type=2', {}, 'ListObjectsV2', use('ListBucket', 'raw')],
  ['POST', '/raw/?delete', {}, 'DeleteObjects', use('DeleteObject', 'raw')],
])('S3: %s %s is %s', (method, path, headers, operation, used) => {
  expect(asked('s3', { method, path, headers })).toEqual({ operation, uses: [used] });
});

it('a mail needs the right to the domain of its sender, and to the configuration set if it goes under one', () => {
  const body = 'Action=SendRawEmail&Version=2010-12-01&Source=a%40werk.example&RawMessage.Data=eA%3D%3D';
  const identity = use('SendRawEmail', 'identity/werk.example');
  expect(asked('ses', { body })).toEqual({ operation: 'SendRawEmail', uses: [identity] });
  expect(asked('ses', { body: `${body}&ConfigurationSetName=set` }).uses).toEqual([
    identity,
    use('SendRawEmail', 'configuration-set/set'),
  ]);
});

it('services that speak in forms name their action in the body', () => {
  expect(asked('ses', { body: 'Version=2010-12-01&Action=SendRawEmail&Raw=x' }).operation).toBe(
    'SendRawEmail',
  );
  expect(
    asked('ssm', { target: 'AmazonSSM.GetParametersByPath', body: { Path: '/leitwerk/local/' } }),
  ).toEqual({
    operation: 'GetParametersByPath',
    uses: [use('GetParametersByPath', '/leitwerk/local/')],
  });
});
