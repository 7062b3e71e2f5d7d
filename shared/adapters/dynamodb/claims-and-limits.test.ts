import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoClaims } from './claims.ts';
import { dynamoRateLimit } from './rate-limit.ts';

const NOW = '2026-11-24T11:00:00.000Z';
const dynamo = mockClient(DynamoDBClient);
const at = { table: 'leads', client: new DynamoDBClient({ region: 'eu-central-1' }) };
const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
const refusedBy = (Item: ConditionalCheckFailedException['Item']) =>
  new ConditionalCheckFailedException({ message: '', $metadata: {}, ...(Item ? { Item } : {}) });

beforeEach(() => dynamo.reset());

describe('a claim', () => {
  it('is taken although the answer to the first try was lost', async () => {
    dynamo.on(PutItemCommand).callsFake(({ Item }) => {
      throw refusedBy(Item);
    });
    expect(await dynamoClaims(at).claim('answer:inq_1', NOW)).toEqual({ outcome: 'claimed' });
    expect(await dynamoClaims(at).takeOver('answer:inq_1', NOW, NOW)).toBe(true);
  });

  it('is believed to be done by any copy that says so, and by no copy to be open', async () => {
    const item = (progress: string) => ({
      progress: { S: progress },
      changedAt: { S: NOW },
      reference: { S: 'm1' },
    });
    dynamo.on(GetItemCommand, { ConsistentRead: false }).resolves({ Item: item('claimed') });
    dynamo.on(GetItemCommand, { ConsistentRead: true }).resolves({ Item: item('done') });
    expect((await dynamoClaims(at).read('answer:inq_1'))?.outcome).toBe('done');
    dynamo.on(GetItemCommand, { ConsistentRead: false }).resolves({ Item: item('done') });
    dynamo.resetHistory();
    expect((await dynamoClaims(at).read('answer:inq_1'))?.outcome).toBe('done');
    expect(dynamo.commandCalls(GetItemCommand)).toHaveLength(1);
  });

  it('of an unknown kind is unreadable', async () => {
    dynamo.on(GetItemCommand).resolves({ Item: { progress: { S: 'odd' }, changedAt: { S: NOW } } });
    await expect(dynamoClaims(at).read('k')).rejects.toMatchObject({
      code: 'item-unreadable',
      retryable: false,
    });
  });

  it('is a fault to be tried again while the table is throttled', async () => {
    dynamo.onAnyCommand().rejects(throttled);
    const claims = dynamoClaims(at);
    const fault = { code: 'throttled', retryable: true };
    await expect(claims.claim('k', NOW)).rejects.toMatchObject(fault);
    await expect(claims.done('k', NOW, 'm1')).rejects.toMatchObject(fault);
    await expect(claims.refused('k', NOW, 'bounced')).rejects.toMatchObject(fault);
    await expect(claims.read('k')).rejects.toMatchObject(fault);
  });
});

describe('a rate limit', () => {
  const rule = { perMinute: 60, burst: 2 };
  const fullAt = (ms: number) => ({ fullAt: { N: String(Date.parse(NOW) + ms) } });

  it('costs one write for who comes now and then', async () => {
    dynamo.on(UpdateItemCommand).resolves({ Attributes: fullAt(1_000) });
    expect(await dynamoRateLimit(at).take('block', rule, NOW)).toBeNull();
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('costs nothing for who is known to come too often', async () => {
    dynamo.on(UpdateItemCommand).rejects(refusedBy(fullAt(2_000)));
    const limit = dynamoRateLimit(at);
    expect(await limit.take('block', rule, NOW)).toBe(1);
    expect(dynamo.calls()).toHaveLength(1);
    for (let i = 0; i < 50; i++) expect(await limit.take('block', rule, NOW)).toBe(1);
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('gives up as throttled where others always come first', async () => {
    dynamo.on(UpdateItemCommand).rejects(refusedBy(fullAt(500)));
    await expect(dynamoRateLimit(at).take('block', rule, NOW)).rejects.toMatchObject({ code: 'throttled' });
    dynamo.on(UpdateItemCommand).rejects(throttled);
    await expect(dynamoRateLimit(at).take('block', rule, NOW)).rejects.toMatchObject({ code: 'throttled' });
  });
});
