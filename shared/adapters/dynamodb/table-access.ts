import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Item, texts } from './attributes.ts';
import type { Key } from './keys.ts';
import { asFault, fail } from './store-faults.ts';

/** Where items are. */
export interface Table {
  table: string;
  client: DynamoDBClient;
}

/** An item to put, and the condition under which it may be. */
export type ConditionalPut = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeValues'
> & {
  Item: Item;
};

/** @param consistent false: a copy that may be a moment old will do, at half the read units */
export async function getItem(
  { table, client }: Table,
  key: Key,
  { consistent = true } = {},
): Promise<Item | undefined> {
  const command = new GetItemCommand({
    TableName: table,
    Key: texts({ ...key }),
    ConsistentRead: consistent,
  });
  return (await client.send(command).catch(fail)).Item;
}

/** Puts one item. @returns null, or the item that stands there where the condition does not hold */
export async function putItem({ table, client }: Table, put: ConditionalPut): Promise<Item | null> {
  const command = new PutItemCommand({
    ...put,
    TableName: table,
    ...(put.ConditionExpression ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
  });
  try {
    await client.send(command);
    return null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
    throw asFault(error);
  }
}
