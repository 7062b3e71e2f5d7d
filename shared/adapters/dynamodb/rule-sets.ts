import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { RuleSets } from '../../ports/rule-sets.ts';
import { RuleSet, setHash } from '../../rules/active.ts';
import { bytes, number, readBytes, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import { currentRulesKey, type Key, ruleSetKey } from './keys.ts';
import { asFault } from './store-faults.ts';

/**
 * Rule sets in the table: each set is one item that never changes, a pointer names the one in force. All documents of the
 * demo company together take some 6 KB there; an item holds 400 KB.
 */
export function dynamoRuleSets(options: { table: string; client?: DynamoDBClient }): RuleSets {
  const client = options.client ?? dynamoClient();
  const key = ({ pk, sk }: Key) => texts({ pk, sk });

  return {
    async current() {
      const hash = await currentSetHash({ ...options, client }, { consistent: true });
      const set = hash && (await ruleSetOf({ ...options, client }, hash));
      return hash && set ? { hash, set } : null;
    },

    async activate(set, before) {
      const hash = setHash(set);
      const head = { schemaVersion: number(SCHEMA_VERSION) };
      const item = {
        ...key(ruleSetKey(hash)),
        ...texts({ type: 'rule-set' }),
        ...head,
        body: bytes(pack(set)),
      };
      const pointer = { ...key(currentRulesKey), ...texts({ type: 'rules', setHash: hash }), ...head };
      try {
        await client.send(new PutItemCommand({ TableName: options.table, Item: item }));
        await client.send(
          new PutItemCommand({
            TableName: options.table,
            Item: pointer,
            ...(before === null
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'setHash = :before',
                  ExpressionAttributeValues: { ':before': text(before) },
                }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw asFault(error);
      }
    },
  };
}

interface Reading {
  table: string;
  client: DynamoDBClient;
}

/** The hash of the set in force; half a read unit. Null while none was ever activated. */
export async function currentSetHash(
  { table, client }: Reading,
  { consistent }: { consistent: boolean } = { consistent: false },
): Promise<string | null> {
  try {
    const { pk, sk } = currentRulesKey;
    const command = new GetItemCommand({
      TableName: table,
      Key: texts({ pk, sk }),
      ConsistentRead: consistent,
    });
    const { Item: item } = await client.send(command);
    return item ? readText(item, 'setHash') : null;
  } catch (error) {
    throw asFault(error);
  }
}

/** A set by its hash, or null. It is read consistently, because it may be as young as the pointer to it. */
export async function ruleSetOf({ table, client }: Reading, hash: string): Promise<RuleSet | null> {
  try {
    const { pk, sk } = ruleSetKey(hash);
    const command = new GetItemCommand({ TableName: table, Key: texts({ pk, sk }), ConsistentRead: true });
    const { Item: item } = await client.send(command);
    return item ? unpack(RuleSet, readBytes(item, 'body'), 'rule-set') : null;
  } catch (error) {
    throw asFault(error);
  }
}
