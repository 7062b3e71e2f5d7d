import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Now, systemClock } from '../../ports/clock.ts';
import type { LeadStore } from '../../ports/lead-store.ts';
import { survivor } from '../survivor.ts';
import { readText } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { inquiryItem, mayHaveChanged, readInquiry, readLedger, readRemembered, readReview } from './items.ts';
import { idempotencyKey, identityKey, inquiryKey, ledgerKey, reviewKey } from './keys.ts';
import { commitChange } from './lead-commit.ts';
import { readHistoryOf } from './lead-history.ts';
import { leadLists } from './lead-lists.ts';
import { leadReader } from './lead-reader.ts';
import { getItem, putItem, type Table } from './table-access.ts';
import { onceDecided } from './transaction.ts';

/**
 * The lead store on DynamoDB. Every call throws `Fault`: `throttled` or `unavailable` (retryable), `store-refused` or
 * `item-unreadable` (not).
 * @param now decides whether a remembered answer is stale; the table removes it up to two days late
 * @param pause waits (ms) before keys that were left unread are asked for again
 */
export function dynamoLeadStore(options: {
  table: string;
  client?: DynamoDBClient;
  now?: Now;
  pause?: (ms: number) => Promise<unknown>;
}): LeadStore {
  const { table: name, client = dynamoClient(), now = systemClock, pause = setTimeout } = options;
  const table: Table = { table: name, client };
  const reader = leadReader(table);
  return {
    load: (leadId, atLeast) =>
      survivor((id, least) => reader.get(id, least), leadId, atLeast).then((found) => found?.lead ?? null),
    loadWithHistory: (leadId, atLeast) =>
      survivor((id, least) => readHistoryOf(table, id, least), leadId, atLeast),
    loadItself: (leadId) => readHistoryOf(table, leadId),
    commit: (change) => commitChange(table, reader, change),
    ...singleItems(table, now),
    ...leadLists({ ...table, pause }),
  };
}

type SingleItems =
  | 'loadReview'
  | 'holderOf'
  | 'rememberedAnswer'
  | 'keepInquiry'
  | 'loadInquiry'
  | 'loadLedger';

function singleItems(table: Table, now: Now): Pick<LeadStore, SingleItems> {
  return {
    holderOf: async (identity) => {
      const item = await getItem(table, identityKey(identity));
      return item ? readText(item, 'leadId') : null;
    },

    rememberedAnswer: async (source, key) => {
      const item = await getItem(table, idempotencyKey(source, key));
      if (!item) return null;
      const { bodyHash, answer, staleAt } = readRemembered(item);
      return Date.parse(now()) / 1000 < staleAt ? { source, key, bodyHash, answer } : null;
    },

    keepInquiry: async (inquiry) =>
      (await putItem(table, { Item: inquiryItem(inquiry), ...onceDecided(inquiry) })) === null,

    loadInquiry: async (inquiryId) => {
      const key = inquiryKey(inquiryId);
      // Most never change, so a copy is as good as the item, at half the read units; only absence must be certain.
      const copy = await getItem(table, key, { consistent: false });
      const item = copy && !mayHaveChanged(copy) ? copy : await getItem(table, key);
      return item ? readInquiry(item) : null;
    },

    loadReview: async (id) => {
      const item = await getItem(table, reviewKey(id));
      return item ? readReview(item) : null;
    },

    loadLedger: async (pool, freshness) => {
      const item = await getItem(table, ledgerKey(pool), { consistent: freshness !== 'moment-old' });
      return item ? readLedger(item, pool) : null;
    },
  };
}
