import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { Person } from '../../domain/person.ts';
import type { Erasure } from '../../ports/erasure.ts';
import { type Item, number, readBytes, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { unpack } from './codec.ts';
import { inquiryItem, leadItem } from './items.ts';
import {
  blockPartition,
  historyPrefix,
  identityKey,
  type Key,
  organisationPartition,
  recognisedKey,
  reviewKey,
  visitorPartition,
} from './keys.ts';
import { asFault, fail } from './store-faults.ts';
import { getItem, putItem, type Table } from './table-access.ts';

/** Takes what is personal out of the table, item by item, so that what was done stays done. Throws like the lead store. */
export function dynamoErasure(options: { table: string; client?: DynamoDBClient }): Erasure {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    forgetPerson: async (leadId) => {
      const item = await getItem(table, recognisedKey(leadId));
      if (!item) return;
      const { keys, organisations } = unpack(Person, readBytes(item, 'body'), 'person');
      const entries = [...keys.map(blockPartition), ...organisations.map(organisationPartition)];
      await removeAll(
        table,
        entries.map((pk) => ({ pk, sk: leadId })),
      );
      // The entry that names the others goes last: what is left after a failure is found by it.
      await remove(table, recognisedKey(leadId));
    },
    forgetIdentity: (identity, leadId) =>
      remove(table, identityKey(identity), {
        ConditionExpression: 'leadId = :self',
        ExpressionAttributeValues: { ':self': text(leadId) },
      }),
    forgetReview: (id) => remove(table, reviewKey(id)),
    forgetVisitor: async (visitor) => removeAll(table, await keysIn(table, visitorPartition(visitor))),
    anonymise: async (inquiry) => {
      await putItem(table, { Item: inquiryItem(inquiry) });
    },
    commit: async (lead, events, expectedVersion) => {
      const found = await putItem(table, {
        Item: leadItem({ lead, events: [...events] }),
        ConditionExpression: 'version = :expected',
        ExpressionAttributeValues: { ':expected': number(expectedVersion) },
      });
      return found === null;
    },
    forgetHistory: async (leadId) => {
      const { pk, sk } = historyPrefix(leadId);
      await removeAll(table, await keysIn(table, pk, sk));
    },
  };
}

/** Keys of a partition's items. @param prefix what their sort keys begin with */
async function keysIn({ table, client }: Table, partition: string, prefix?: string): Promise<Key[]> {
  const keys: Key[] = [];
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :sk)' : 'pk = :pk',
      ExpressionAttributeValues: texts({ ':pk': partition, ...(prefix ? { ':sk': prefix } : {}) }),
      ConsistentRead: true,
      ExclusiveStartKey: from,
    });
    const page = await client.send(command).catch(fail);
    keys.push(...(page.Items ?? []).map((item) => ({ pk: readText(item, 'pk'), sk: readText(item, 'sk') })));
    from = page.LastEvaluatedKey;
  } while (from);
  return keys;
}

async function removeAll(table: Table, keys: readonly Key[]): Promise<void> {
  await Promise.all(keys.map((key) => remove(table, key)));
}

/** Removes an item if there is one, and if the condition holds. */
async function remove(
  { table, client }: Table,
  key: Key,
  condition: Pick<DeleteItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'> = {},
): Promise<void> {
  try {
    await client.send(new DeleteItemCommand({ TableName: table, Key: texts({ ...key }), ...condition }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw asFault(error);
  }
}
