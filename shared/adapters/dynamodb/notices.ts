import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { newId } from '../../domain/ids.ts';
import type { Bundle, Notice, Notices } from '../../ports/notices.ts';
import { table as layout } from '../../wiring.ts';
import { bytes, type Item, number, readBytes, readNumber, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import {
  noticedKey,
  noticeKey,
  noticesPrefix,
  readersPartition,
  readTurnSort,
  turnKey,
  turnSort,
} from './keys.ts';
import { asFault, fail, storeFault } from './store-faults.ts';
import { getItem, putItem, type Table } from './table-access.ts';

/** That a message was taken is remembered longer than anything can be delivered again. */
const KEEP_SECONDS = 90 * 86_400;
/** Writes of one transaction. */
const MOST_WRITES = 100;
const ABSENT = 'attribute_not_exists(pk)';

const StoredNotice = z.object({ eventId: z.string(), leadId: z.string(), at: z.string() });
const StoredBundle = z.object({ id: z.string(), notices: z.array(StoredNotice), more: z.boolean() });
type Turn = { version: number; at: string; bundle?: z.infer<typeof StoredBundle> };

/**
 * Each message that waits is an item of its reader's partition; a turn is one more, in the index of what is due. Throws
 * like the lead store.
 */
export function dynamoNotices(options: { table: string; client?: DynamoDBClient }): Notices {
  const at: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    add: async (reader, notice, now) => {
      await keepOnce(at, reader, notice);
      // The message lies there first: whoever ends a turn looks again after it is gone.
      if (!(await readTurn(at, reader))) await beginTurn(at, reader, now);
    },

    take: (reader, now, most) => take(at, reader, { now, most }),

    told: async ({ reader, notices, version }, nextTurn) => {
      const keys = notices.map((notice) => texts({ ...noticeKey(reader, notice) }));
      for (let done = 0; done < keys.length; done += MOST_WRITES) {
        const TransactItems = keys
          .slice(done, done + MOST_WRITES)
          .map((Key) => ({ Delete: { TableName: at.table, Key } }));
        await at.client.send(new TransactWriteItemsCommand({ TransactItems })).catch(fail);
      }
      await replaceTurn(at, reader, version, { version: version + 1, at: nextTurn });
    },

    due: async (until, limit) => {
      const { index, partitionKey, partition } = readersPartition;
      const command = new QueryCommand({
        TableName: at.table,
        IndexName: index,
        KeyConditionExpression: '#in = :readers',
        ExpressionAttributeNames: { '#in': partitionKey },
        ExpressionAttributeValues: { ':readers': text(partition) },
        Limit: limit + 1,
      });
      const { Items = [] } = await at.client.send(command).catch(fail);
      const all = Items.map((item) => readTurnSort(readText(item, readersPartition.sortKey)));
      const due = all.filter((turn) => turn.at <= until).slice(0, limit);
      return { readers: due.map(({ reader }) => reader), nextAt: all[due.length]?.at ?? null };
    },
  };
}

/** Two items in one step, so that a message which was told and forgotten is not taken for a new one. */
async function keepOnce(at: Table, reader: string, notice: Notice): Promise<void> {
  const { table, client } = at;
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName: table, Item: knownItem(reader, notice), ConditionExpression: ABSENT } },
      { Put: { TableName: table, Item: noticeItem(reader, notice) } },
    ],
  });
  try {
    await client.send(command);
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw asFault(error);
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes[0] === 'ConditionalCheckFailed') return;
    throw storeFault(codes.find((code) => code && code !== 'None') ?? error.name, error);
  }
}

async function take(
  at: Table,
  reader: string,
  { now, most }: { now: string; most: number },
): Promise<Bundle | null> {
  const turn = await readTurn(at, reader);
  if (!turn || turn.at > now) return null;
  if (turn.bundle) return { reader, version: turn.version, ...turn.bundle };
  const waiting = await waitingFor(at, reader, most + 1);
  if (waiting.length === 0) {
    await endTurn(at, reader, { turn, now });
    return null;
  }
  const bundle = { id: newId('note', now), notices: waiting.slice(0, most), more: waiting.length > most };
  const version = turn.version + 1;
  const ours = await replaceTurn(at, reader, turn.version, { version, at: turn.at, bundle });
  return ours ? { reader, version, ...bundle } : null;
}

/** Nothing waits: the turn goes, unless a message came meanwhile, which may have seen it and planned none. */
async function endTurn(at: Table, reader: string, { turn, now }: { turn: Turn; now: string }): Promise<void> {
  const command = new DeleteItemCommand({
    TableName: at.table,
    Key: texts({ ...turnKey(reader) }),
    ConditionExpression: 'version = :expected',
    ExpressionAttributeValues: { ':expected': number(turn.version) },
  });
  try {
    await at.client.send(command);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return;
    throw asFault(error);
  }
  const [late] = await waitingFor(at, reader, 1);
  if (late) await beginTurn(at, reader, now);
}

/** Numbered by the time, so that no bundle of an earlier turn is taken for one of this. */
async function beginTurn(at: Table, reader: string, now: string): Promise<void> {
  const turn = { version: Date.parse(now), at: now };
  await putItem(at, { Item: turnItem(reader, turn), ConditionExpression: ABSENT });
}

async function waitingFor({ table, client }: Table, reader: string, most: number): Promise<Notice[]> {
  const { pk, sk } = noticesPrefix(reader);
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: texts({ ':pk': pk, ':sk': sk }),
    ConsistentRead: true,
    Limit: most,
  });
  const { Items = [] } = await client.send(command).catch(fail);
  return Items.map((item) => ({
    eventId: readText(item, 'eventId'),
    leadId: readText(item, 'leadId'),
    at: readText(item, 'at'),
  }));
}

async function readTurn(at: Table, reader: string): Promise<Turn | null> {
  const item = await getItem(at, turnKey(reader));
  if (!item) return null;
  const bundle = item.body ? unpack(StoredBundle, readBytes(item, 'body'), 'turn') : undefined;
  const { at: planned } = readTurnSort(readText(item, readersPartition.sortKey));
  return { version: readNumber(item, 'version'), at: planned, ...(bundle ? { bundle } : {}) };
}

/** @returns false if somebody else changed it meanwhile */
async function replaceTurn(at: Table, reader: string, version: number, turn: Turn): Promise<boolean> {
  const found = await putItem(at, {
    Item: turnItem(reader, turn),
    ConditionExpression: 'version = :expected',
    ExpressionAttributeValues: { ':expected': number(version) },
  });
  return found === null;
}

function turnItem(reader: string, { version, at, bundle }: Turn): Item {
  const { partitionKey, sortKey, partition } = readersPartition;
  return {
    ...texts({ ...turnKey(reader), type: 'turn' }),
    schemaVersion: number(SCHEMA_VERSION),
    version: number(version),
    ...(bundle ? { body: bytes(pack(bundle)) } : {}),
    ...texts({ [partitionKey]: partition, [sortKey]: turnSort(reader, at) }),
  };
}

const noticeItem = (reader: string, notice: Notice): Item => ({
  ...texts({ ...noticeKey(reader, notice), type: 'notice', ...notice }),
  schemaVersion: number(SCHEMA_VERSION),
});

const knownItem = (reader: string, { eventId, at }: Notice): Item => ({
  ...texts({ ...noticedKey(reader, eventId), type: 'noticed' }),
  schemaVersion: number(SCHEMA_VERSION),
  [layout.timeToLive]: number(Math.floor(Date.parse(at) / 1000) + KEEP_SECONDS),
});
