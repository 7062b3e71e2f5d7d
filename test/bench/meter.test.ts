import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { startEmulator } from '../contracts/emulator.ts';
import { meter } from './meter.ts';
import type { Item } from './units.ts';

const emulator = await startEmulator();

describe.skipIf(!emulator)('a metered client', async () => {
  if (!emulator) return;
  const { client } = emulator;
  const TableName = await emulator.freshTable();
  const meters = meter(client);
  afterAll(() => emulator.stop());

  const key = (id: string): Item => ({ pk: { S: id }, sk: { S: 'LEAD' } });
  const item = (id: string, bytes: number, place?: string): Item => ({
    ...key(id),
    type: { S: 'lead' },
    body: { B: new Uint8Array(bytes) },
    ...(place ? { wp: { S: 'w' }, ws: { S: place } } : {}),
  });
  const costs = async (call: () => Promise<unknown>) => {
    meters.reset();
    await call().catch((error: Error) => error);
    return meters.total();
  };

  it('charges a write by the larger size, its index entries, and double in a transaction', async () => {
    const put = (Item: Item) => costs(() => client.send(new PutItemCommand({ TableName, Item })));
    expect(await put(item('a', 500, '1'))).toEqual({ write: 1 + 1, read: 0 });
    expect(await put(item('a', 1_500, '1'))).toEqual({ write: 2, read: 0 });
    expect(await put(item('a', 500, '2'))).toEqual({ write: 2 + 2, read: 0 });
    const both = [item('a', 500, '3'), item('b', 1_500)].map((Item) => ({ Put: { TableName, Item } }));
    expect(await costs(() => client.send(new TransactWriteItemsCommand({ TransactItems: both })))).toEqual({
      write: 2 + 2 + 4,
      read: 0,
    });
    const update = new UpdateItemCommand({
      TableName,
      Key: key('b'),
      UpdateExpression: 'SET wp = :w, ws = :w',
      ExpressionAttributeValues: { ':w': { S: 'w' } },
    });
    expect(await costs(() => client.send(update))).toEqual({ write: 2 + 1, read: 0 });
    expect(await costs(() => client.send(new DeleteItemCommand({ TableName, Key: key('b') })))).toEqual({
      write: 2 + 1,
      read: 0,
    });
  });

  it('charges each write of a batch as if it were alone, and lets nothing pass whose cost it does not know', async () => {
    const requests = [
      { PutRequest: { Item: item('m', 500, '1') } },
      { PutRequest: { Item: item('n', 1_500) } },
      { DeleteRequest: { Key: key('nobody') } },
    ];
    const batch = new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } });
    expect(await costs(() => client.send(batch))).toEqual({ write: 1 + 1 + 2 + 1, read: 0 });
    await expect(client.send(new DescribeTableCommand({ TableName }))).rejects.toThrow('is not known');
  });

  it('charges a write that was refused, without its index entries', async () => {
    const refused = new PutItemCommand({
      TableName,
      Item: item('a', 1_500, '9'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(await costs(() => client.send(refused))).toEqual({ write: 1, read: 0 });
  });

  it('charges reads by size and consistency, and names what was asked', async () => {
    await client.send(new PutItemCommand({ TableName, Item: item('c', 5_000) }));
    expect(
      await costs(() => client.send(new GetItemCommand({ TableName, Key: key('c'), ConsistentRead: true }))),
    ).toEqual({ write: 0, read: 2 });
    expect(await costs(() => client.send(new GetItemCommand({ TableName, Key: key('none') })))).toEqual({
      write: 0,
      read: 0.5,
    });
    const Keys = [key('a'), key('c')];
    const batch = new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } });
    expect(await costs(() => client.send(batch))).toEqual({ write: 0, read: 1.5 });
    const query = new QueryCommand({
      TableName,
      IndexName: 'worklist',
      KeyConditionExpression: 'wp = :w',
      ExpressionAttributeValues: { ':w': { S: 'w' } },
    });
    expect(await costs(() => client.send(query))).toEqual({ write: 0, read: 0.5 });
    expect(meters.report()).toEqual(['Query worklist: 1 × 0 write, 0.5 read']);
  });
});
