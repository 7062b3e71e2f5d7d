import { setTimeout } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { LeadEvent } from '../../domain/events.ts';
import { Fault } from '../../domain/faults.ts';
import { type Now, systemClock } from '../../ports/clock.ts';
import type { CommitOutcome, LeadChange, LeadStore } from '../../ports/lead-store.ts';
import { type Item, readNumber, readText, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import {
  historyItem,
  inquiryItem,
  readInquiry,
  readLead,
  readLedger,
  readRemembered,
  type StoredLead,
} from './items.ts';
import { idempotencyKey, identityKey, inquiryKey, type Key, leadKey, ledgerKey } from './keys.ts';
import { readHistoryOf } from './lead-history.ts';
import { leadLists } from './lead-lists.ts';
import { recentEvents, settleEvents } from './recent-events.ts';
import { asFault, fail } from './store-faults.ts';
import { unchangedSince, type Write, writesBeside, writeTogether } from './transaction.ts';

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
  const { table, client = dynamoClient(), now = systemClock, pause = setTimeout } = options;
  const recent = recentEvents();

  async function get(key: Key, { consistent = true } = {}): Promise<Item | undefined> {
    const command = new GetItemCommand({
      TableName: table,
      Key: texts({ ...key }),
      ConsistentRead: consistent,
    });
    return (await client.send(command).catch(fail)).Item;
  }

  async function getLead(leadId: string, atLeast?: number): Promise<StoredLead | null> {
    const early = atLeast === undefined ? undefined : await get(leadKey(leadId), { consistent: false });
    const fresh = early && atLeast !== undefined && readNumber(early, 'seq') >= atLeast;
    const item = fresh ? early : await get(leadKey(leadId));
    if (!item) return null;
    const stored = readLead(item);
    recent.keep(stored);
    return stored;
  }

  /** Puts one item. @returns null, or the item that stands there where the condition does not hold */
  async function put({ Item, ...condition }: Write['put']): Promise<Item | null> {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item,
          ...condition,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return null;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
      throw asFault(error);
    }
  }

  /** A lead alone. A try that timed out after it was written is tried again by the client, and then meets itself. */
  async function putLead({ put: own, refused }: Write): Promise<CommitOutcome | null> {
    try {
      const found = await put(own);
      return found === null || sameBody(found, own.Item) ? null : refused(found);
    } catch (error) {
      if (error instanceof Fault && error.cause instanceof TransactionConflictException)
        return refused(undefined);
      throw error;
    }
  }

  /** The events that the lead item holds already at the version that a change was decided on; null if it moved on. */
  async function eventsAt(leadId: string, version: number | null): Promise<LeadEvent[] | null> {
    if (version === null) return [];
    const known = recent.at(leadId, version);
    if (known) return known;
    const stored = await getLead(leadId);
    return stored?.lead.version === version ? stored.events : null;
  }

  async function commit(change: LeadChange): Promise<CommitOutcome> {
    const { lead, expectedVersion } = change;
    const before = await eventsAt(lead.id, expectedVersion);
    if (before === null) return { outcome: 'conflict', on: 'lead' };
    const { stored, item, older } = settleEvents(change, before);
    const write: Write = {
      put: { Item: item, ...unchangedSince(expectedVersion) },
      refused: () => ({ outcome: 'conflict', on: 'lead' }),
    };
    const beside = [...writesBeside(change), ...(older ? [historyWrite(lead.id, older)] : [])];
    const refusal =
      beside.length === 0 ? await putLead(write) : await writeTogether(client, table, [...beside, write]);
    if (refusal) recent.forget(lead.id);
    else recent.keep(stored);
    return refusal ?? { outcome: 'stored' };
  }

  return {
    load: async (leadId, atLeast) => (await getLead(leadId, atLeast))?.lead ?? null,

    loadWithHistory: (leadId, atLeast) => readHistoryOf({ client, table, leadId }, atLeast),

    commit,

    holderOf: async (identity) => {
      const item = await get(identityKey(identity));
      return item ? readText(item, 'leadId') : null;
    },

    rememberedAnswer: async (source, key) => {
      const item = await get(idempotencyKey(source, key));
      if (!item) return null;
      const { bodyHash, answer, staleAt } = readRemembered(item);
      return Date.parse(now()) / 1000 < staleAt ? { source, key, bodyHash, answer } : null;
    },

    keepInquiry: async (inquiry) =>
      (await put({ Item: inquiryItem(inquiry), ...unchangedSince(null) })) === null,

    loadInquiry: async (inquiryId) => {
      // It never changes, so a copy is as good as the item, at half the read units; only absence must be certain.
      const item =
        (await get(inquiryKey(inquiryId), { consistent: false })) ?? (await get(inquiryKey(inquiryId)));
      return item ? readInquiry(item) : null;
    },

    loadLedger: async (pool) => {
      const item = await get(ledgerKey(pool));
      return item ? readLedger(item, pool) : null;
    },

    ...leadLists({ table, client, pause }),
  };
}

function sameBody({ body: a }: Item, { body: b }: Item): boolean {
  return a?.B !== undefined && b?.B !== undefined && Buffer.compare(a.B, b.B) === 0;
}

function historyWrite(leadId: string, older: readonly [LeadEvent, ...LeadEvent[]]): Write {
  return {
    put: { Item: historyItem(leadId, older), ConditionExpression: 'attribute_not_exists(pk)' },
    refused: () => ({ outcome: 'conflict', on: 'lead' }),
  };
}
