import { type DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { Act } from '../../domain/behaviour.ts';
import type { Visits } from '../../ports/visits.ts';
import { table as layout } from '../../wiring.ts';
import { bytes, type Item, number, readBytes, readNumber, readText, text, texts } from './attributes.ts';
import { dynamoClient } from './client.ts';
import { pack, SCHEMA_VERSION, unpack } from './codec.ts';
import { countsKey, type Key, personKey, timeToLiveNames, visitKey, visitPrefix } from './keys.ts';
import { fail } from './store-faults.ts';
import { getItem, putItem, type Table } from './table-access.ts';

/** Batches that one identification links: a month of daily visits, and a bound for whoever writes more. */
const MOST_BATCHES = 100;
/** Counts are kept for a year and a month, so that a month can be held against the one a year before. */
const COUNTS_DAYS = 396;
const DAY_MS = 86_400_000;
const Batch = z.array(Act);
/** Names of counted attributes begin so, and meet none of the item's own. */
const COUNTED = 'n:';

/**
 * Visits as items of their own that expire: a batch of acts is one write unit below 1 KB, in no index, and asking whose
 * they are half a read unit. Throws like the lead store.
 */
export function dynamoVisits(options: { table: string; client?: DynamoDBClient }): Visits {
  const table: Table = { table: options.table, client: options.client ?? dynamoClient() };
  return {
    keep: async (visitor, acts, expires) => {
      const key = visitKey(visitor, acts[0].at, acts[0].id);
      await putItem(table, { Item: { ...expiring('visit', key, expires), body: bytes(pack(acts)) } });
    },

    personOf: async (visitor) => {
      const item = await getItem(table, personKey(visitor), { consistent: false });
      return item ? readText(item, 'leadId') : null;
    },

    identify: async (visitor, leadId, expires) => {
      const person = { ...expiring('visitor', personKey(visitor), expires), leadId: text(leadId) };
      await putItem(table, { Item: person });
      return before(table, visitor);
    },

    count: async (day, counts) => {
      const entries = Object.entries(counts);
      await table.client
        .send(
          new UpdateItemCommand({
            TableName: table.table,
            Key: texts({ ...countsKey(day) }),
            UpdateExpression: `SET #ttl = :ttl ADD ${entries.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
            ExpressionAttributeNames: {
              ...timeToLiveNames,
              ...Object.fromEntries(entries.map(([type], n) => [`#c${n}`, `${COUNTED}${type}`])),
            },
            ExpressionAttributeValues: {
              ':ttl': number(Math.ceil((Date.parse(day) + COUNTS_DAYS * DAY_MS) / 1000)),
              ...Object.fromEntries(entries.map(([, count], n) => [`:c${n}`, number(count)])),
            },
          }),
        )
        .catch(fail);
    },

    counted: async (day) => {
      const item = (await getItem(table, countsKey(day))) ?? {};
      const names = Object.keys(item).filter((name) => name.startsWith(COUNTED));
      return Object.fromEntries(names.map((name) => [name.slice(COUNTED.length), readNumber(item, name)]));
    },
  };
}

function expiring(type: string, key: Key, expires: string): Item {
  return {
    ...texts({ ...key, type }),
    schemaVersion: number(SCHEMA_VERSION),
    [layout.timeToLive]: number(Math.ceil(Date.parse(expires) / 1000)),
  };
}

async function before({ table, client }: Table, visitor: string): Promise<Act[]> {
  const { pk, sk } = visitPrefix(visitor);
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: texts({ ':pk': pk, ':sk': sk }),
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: MOST_BATCHES,
  });
  const { Items = [] } = await client.send(query).catch(fail);
  return Items.flatMap((item) => unpack(Batch, readBytes(item, 'body'), 'visit'));
}
