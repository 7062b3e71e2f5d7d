import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { callDue } from '../../domain/calls.ts';
import { Fault } from '../../domain/faults.ts';
import { type Inquiry, isSetAside } from '../../domain/inquiry.ts';
import { isProposed, type Lead } from '../../domain/lead.ts';
import { OVER, State } from '../../domain/lifecycle.ts';
import type { Review } from '../../domain/review.ts';
import type { LeadStore, Page } from '../../ports/lead-store.ts';
import { type Item, readText, text, texts } from './attributes.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { readInquiry, readLead, readReview } from './items.ts';
import {
  callsPartition,
  type IndexPartition,
  inquiriesPartition,
  leadKey,
  leadsPartition,
  ownerPartition,
  proposalsPartition,
  readDueSort,
  reviewsPartition,
  setAsidePartition,
  statePartition,
} from './keys.ts';
import { fail } from './store-faults.ts';
import type { Table } from './table-access.ts';

/** BatchGetItem takes 100 keys. */
const BATCH = 100;
/** Reads of one page whose filter finds little; then the page goes out short, with a cursor. */
const MOST_ROUNDS = 10;
/** Places read first of each state: 25 of some 130 bytes still are one half read unit (4 KB), as one place would be. */
const FIRST_LOOK = 25;
const MOST_TRIES = 5;

interface Connection extends Table {
  pause: (ms: number) => Promise<unknown>;
}

/** What the store answers out of indexes: lists a page at a time, and what is due. */
export function leadLists(
  at: Connection,
): Pick<
  LeadStore,
  | 'due'
  | 'list'
  | 'count'
  | 'listCalls'
  | 'listInquiries'
  | 'listReceived'
  | 'listSetAside'
  | 'listReviews'
  | 'listProposed'
> {
  return {
    due: (until, limit) => due(at, until, limit),

    list: ({ state, owner, limit, cursor }) =>
      page<Lead>(at, {
        of: owner !== undefined ? ownerPartition(owner) : state ? statePartition(state) : leadsPartition,
        newestFirst: owner === undefined && state === undefined,
        read: (item) => readLead(item).lead,
        // The index follows the table a moment later: what counts is the lead.
        fits: (lead) =>
          (state === undefined || lead.state === state) && (owner === undefined || lead.owner?.id === owner),
        limit,
        cursor,
      }),

    listCalls: ({ limit, cursor }) =>
      page<Lead>(at, {
        of: callsPartition,
        newestFirst: false,
        read: (item) => readLead(item).lead,
        fits: (lead) => callDue(lead) !== null,
        limit,
        cursor,
      }),

    listReviews: ({ limit, cursor }) =>
      page<Review>(at, {
        of: reviewsPartition,
        newestFirst: false,
        read: readReview,
        fits: ({ decided }) => decided === null,
        limit,
        cursor,
      }),

    listProposed: async ({ limit, cursor }) => {
      const { items: ids, ...rest } = await page<string>(at, {
        of: proposalsPartition,
        newestFirst: false,
        read: (item) => readText(item, 'leadId'),
        fits: () => true,
        limit,
        cursor,
      });
      const leads = await getAll(
        at,
        ids.map((id) => texts({ ...leadKey(id) })),
      );
      return { items: leads.map((item) => readLead(item).lead).filter(isProposed), ...rest };
    },

    listSetAside: ({ limit, cursor }) =>
      page<Inquiry>(at, {
        of: setAsidePartition,
        newestFirst: false,
        read: readInquiry,
        fits: isSetAside,
        limit,
        cursor,
      }),

    count: (state, most) => count(at, statePartition(state), most),

    listReceived: ({ from, to, limit, cursor }) =>
      page<Inquiry>(at, {
        of: inquiriesPartition,
        between: [from, to],
        newestFirst: false,
        read: readInquiry,
        fits: () => true,
        limit,
        cursor,
      }),

    listInquiries: ({ outcome, channel, limit, cursor }) =>
      page<Inquiry>(at, {
        of: inquiriesPartition,
        newestFirst: true,
        read: readInquiry,
        fits: (inquiry) =>
          (outcome === undefined || inquiry.outcome === outcome) &&
          (channel === undefined || inquiry.channel === channel),
        limit,
        cursor,
      }),
  };
}

interface Listing<T> {
  of: IndexPartition;
  /** Of the sort keys, from the first on and before the second. */
  between?: readonly [string, string];
  newestFirst: boolean;
  read: (item: Item) => T;
  fits: (value: T) => boolean;
  limit: number;
  cursor: string | undefined;
}

async function page<T>(at: Connection, listing: Listing<T>): Promise<Page<T>> {
  const { of, between, newestFirst, read, fits, limit } = listing;
  const items: T[] = [];
  let from = listing.cursor === undefined ? undefined : readCursor(listing.cursor, of);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const places = await readPlaces(at, {
      of,
      between,
      newestFirst,
      limit: Math.min(limit - items.length, BATCH),
      from,
    });
    items.push(...(await getAll(at, places.items)).map(read).filter(fits));
    from = places.next;
    if (!from || items.length >= limit) break;
  }
  return from ? { items, cursor: cursorOf(from) } : { items };
}

/** Places of an index partition in order; each holds the keys of its item and nothing else. */
async function readPlaces(
  { table, client }: Connection,
  {
    of,
    between,
    newestFirst = false,
    limit,
    from,
  }: {
    of: IndexPartition;
    between?: readonly [string, string] | undefined;
    newestFirst?: boolean;
    limit: number;
    from?: Item | undefined;
  },
): Promise<{ items: Item[]; next: Item | undefined }> {
  const command = new QueryCommand({
    TableName: table,
    IndexName: of.index,
    KeyConditionExpression: `${of.partitionKey} = :partition${between ? ` AND ${of.sortKey} BETWEEN :from AND :to` : ''}`,
    ExpressionAttributeValues: texts({
      ':partition': of.partition,
      ...(between ? { ':from': between[0], ':to': between[1] } : {}),
    }),
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ExclusiveStartKey: from,
  });
  const answer = await client.send(command).catch(fail);
  return { items: answer.Items ?? [], next: answer.LastEvaluatedKey };
}

/** Counts places without reading them out: a thousand of some 130 bytes are 16 read units. */
async function count({ table, client }: Connection, of: IndexPartition, most: number): Promise<number> {
  let counted = 0;
  let from: Item | undefined;
  do {
    const command = new QueryCommand({
      TableName: table,
      IndexName: of.index,
      KeyConditionExpression: `${of.partitionKey} = :partition`,
      ExpressionAttributeValues: { ':partition': text(of.partition) },
      Select: 'COUNT',
      Limit: most - counted,
      ExclusiveStartKey: from,
    });
    const answer = await client.send(command).catch(fail);
    counted += answer.Count ?? 0;
    from = answer.LastEvaluatedKey;
  } while (from && counted < most);
  return counted;
}

/** The items behind places, in the order of the places; one that is gone meanwhile is left out. */
async function getAll({ table, client, pause }: Connection, places: readonly Item[]): Promise<Item[]> {
  const found = new Map<string, Item>();
  let open: Item[] = places.map((place) => texts({ pk: readText(place, 'pk'), sk: readText(place, 'sk') }));
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === MOST_TRIES) throw new Fault('throttled', { retryable: true, detail: 'unprocessed keys' });
    if (tries > 0) await pause(25 * 2 ** tries);
    const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: open } } });
    const answer = await client.send(command).catch(fail);
    for (const item of answer.Responses?.[table] ?? []) found.set(readText(item, 'pk'), item);
    open = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return places.map((place) => found.get(readText(place, 'pk'))).filter((item) => item !== undefined);
}

interface DuePlace {
  at: string;
  leadId: string;
}

const MAY_BE_DUE = State.options.filter((state) => !OVER.includes(state));

/**
 * Looks at the head of each state's worklist, all states at once; only states with more due than the first look shows
 * are read on. With nothing due that is 11 queries, 5.5 read units.
 */
async function due(at: Connection, until: string, limit: number): ReturnType<LeadStore['due']> {
  const heads = await Promise.all(MAY_BE_DUE.map((state) => dueOf(at, statePartition(state), until, limit)));
  const places = heads.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const taken = places.filter((place) => place.at <= until).slice(0, limit);
  const rest = places[taken.length];
  return {
    leadIds: taken.map((place) => place.leadId),
    more: rest !== undefined && rest.at <= until,
    nextAt: rest?.at ?? null,
  };
}

/** The due leads of a state, at most `limit`, and the one that follows them. */
async function dueOf(at: Connection, of: IndexPartition, until: string, limit: number): Promise<DuePlace[]> {
  const places: DuePlace[] = [];
  let from: Item | undefined;
  do {
    const look = places.length === 0 ? FIRST_LOOK : limit;
    const { items, next } = await readPlaces(at, { of, limit: look, from });
    for (const item of items) {
      const { at: dueAt, leadId } = readDueSort(readText(item, of.sortKey));
      if (dueAt === null) return places;
      places.push({ at: dueAt, leadId });
      if (dueAt > until || places.length > limit) return places;
    }
    from = next;
  } while (from);
  return places;
}
