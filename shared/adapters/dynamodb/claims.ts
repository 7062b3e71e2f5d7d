import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Claim, Claims } from '../../ports/claims.ts';
import { table as layout } from '../../wiring.ts';
import { type Item, number, readText, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { SCHEMA_VERSION, unreadable } from './codec.ts';
import { claimKey } from './keys.ts';
import { type ConditionalPut, getItem, putItem, type Table } from './table-access.ts';

/** A claim is kept longer than anything can be delivered again: 14 days in a queue, 14 behind it, and a good reserve. */
const KEEP_SECONDS = 90 * 86_400;

/** Claims as items of their own: one conditional put takes one, whoever asks first. Throws like the lead store. */
export function dynamoClaims(options: { table: string; client?: DynamoDBClient }): Claims {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    claim: async (key, now) => {
      const found = await take(table, key, now, { ConditionExpression: 'attribute_not_exists(pk)' });
      return found ? readClaim(found) : { outcome: 'claimed' };
    },

    takeOver: async (key, since, now) => {
      const found = await take(table, key, now, {
        ConditionExpression: 'progress IN (:claimed, :refused) AND changedAt = :since',
        ExpressionAttributeValues: texts({ ':claimed': 'claimed', ':refused': 'refused', ':since': since }),
      });
      return found === null;
    },

    done: async (key, now, reference) => {
      await putItem(table, { Item: claimItem(key, now, { is: 'done', reference }) });
    },

    refused: async (key, now, reason) => {
      await putItem(table, { Item: claimItem(key, now, { is: 'refused', reason }) });
    },

    // What is done stays done, so a copy that says so is enough, at half the read units.
    read: async (key) => {
      const early = await getItem(table, claimKey(key), { consistent: false });
      const found =
        early && readClaim(early).outcome === 'done' ? early : await getItem(table, claimKey(key));
      return found ? readClaim(found) : null;
    },
  };
}

/** Writes a fresh claim where the condition holds. @returns null when it is ours, else the item that stands there */
async function take(
  table: Table,
  key: string,
  now: string,
  condition: Omit<ConditionalPut, 'Item'>,
): Promise<Item | null> {
  const nonce = randomUUID();
  const found = await putItem(table, { Item: claimItem(key, now, { is: 'claimed', nonce }), ...condition });
  // A try that timed out after it was written is tried again by the client and then meets itself.
  return found?.nonce?.S === nonce ? null : found;
}

type Progress =
  | { is: 'claimed'; nonce: string }
  | { is: 'done'; reference: string }
  | { is: 'refused'; reason: string };

function claimItem(key: string, at: string, { is, ...rest }: Progress): Item {
  return {
    ...texts({ ...claimKey(key), type: 'claim', progress: is, changedAt: at, ...rest }),
    schemaVersion: number(SCHEMA_VERSION),
    [layout.timeToLive]: number(Math.floor(Date.parse(at) / 1000) + KEEP_SECONDS),
  };
}

function readClaim(item: Item): Claim {
  const at = readText(item, 'changedAt');
  switch (readText(item, 'progress')) {
    case 'claimed':
      return { outcome: 'in-doubt', since: at };
    case 'done':
      return { outcome: 'done', at, reference: readText(item, 'reference') };
    case 'refused':
      return { outcome: 'refused', at, reason: readText(item, 'reason') };
    default:
      throw unreadable('claim');
  }
}
