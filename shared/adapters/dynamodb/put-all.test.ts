import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import type { Item } from './attributes.ts';
import { putAll } from './put-all.ts';

const dynamo = mockClient(DynamoDBClient);
const at = { table: 'leads', client: new DynamoDBClient({ region: 'eu-central-1' }) };
const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, n) => ({ pk: { S: `BLOCK#${n}` } }));
const sent = () =>
  dynamo
    .commandCalls(BatchWriteItemCommand)
    .map(({ args }) => args[0].input.RequestItems?.leads?.map(({ PutRequest }) => PutRequest?.Item?.pk?.S));
const pauses: number[] = [];
const pause = async (milliseconds: number) => pauses.push(milliseconds);

beforeEach(() => {
  dynamo.reset();
  pauses.length = 0;
});

it('puts the entries of a person in one call, and as many as there are in calls of 25', async () => {
  dynamo.on(BatchWriteItemCommand).resolves({});
  await putAll(at, items(5), pause);
  await putAll(at, items(51), pause);
  expect(sent().map((keys) => keys?.length)).toEqual([5, 25, 25, 1]);
});

it('sends again what the table refused, after a pause', async () => {
  const refused = { UnprocessedItems: { leads: [{ PutRequest: { Item: { pk: { S: 'BLOCK#1' } } } }] } };
  dynamo.on(BatchWriteItemCommand).resolvesOnce(refused).resolves({});
  await putAll(at, items(3), pause);
  expect(sent()).toEqual([['BLOCK#0', 'BLOCK#1', 'BLOCK#2'], ['BLOCK#1']]);
  expect(pauses).toEqual([50]);
});

it('is a fault to be tried again where the table refuses on and on', async () => {
  dynamo
    .on(BatchWriteItemCommand)
    .callsFake(async ({ RequestItems }) => ({ UnprocessedItems: RequestItems }));
  await expect(putAll(at, items(2), pause)).rejects.toMatchObject({ code: 'throttled', retryable: true });
});
