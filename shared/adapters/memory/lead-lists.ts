import * as z from 'zod';
import { Fault } from '../../domain/faults.ts';
import { type Inquiry, isSetAside } from '../../domain/inquiry.ts';
import type { Review } from '../../domain/review.ts';
import type { LeadStore, Page } from '../../ports/lead-store.ts';
import { type Place, readInquiry, readLead, type Shelf } from './shelf.ts';

/** What is due, and lists a page at a time. */
export function memoryLists(
  shelf: Shelf,
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
    due: async (until, limit) => {
      const due = [...shelf.places.values()]
        .flatMap(({ leadId, due: at }) => (at === null ? [] : [{ at, leadId }]))
        .sort((a, b) => compare(a.at, b.at));
      const taken = due.filter(({ at }) => at <= until).slice(0, limit);
      const rest = due[taken.length];
      return {
        leadIds: taken.map(({ leadId }) => leadId),
        more: rest !== undefined && rest.at <= until,
        nextAt: rest?.at ?? null,
      };
    },

    list: async ({ state, owner, limit, cursor }) => {
      const fitting = [...shelf.places.values()].filter(
        (place) =>
          (state === undefined ? !place.merged : place.state === state) &&
          (owner === undefined || place.owner === owner),
      );
      const byDue = owner === undefined && state !== undefined;
      const sort = ({ leadId, due }: Place): string => (byDue ? `${due ?? '9999'} ${leadId}` : leadId);
      const newestFirst = state === undefined && owner === undefined;
      const order = { list: `leads ${state} ${owner}`, sort, newestFirst, limit, cursor };
      const { items, ...rest } = page(fitting, order);
      return { items: items.flatMap(({ leadId }) => readLead(shelf, leadId)?.lead ?? []), ...rest };
    },

    listCalls: async ({ limit, cursor }) => {
      const waiting = [...shelf.places.values()].filter(({ call }) => call !== null);
      const sort = ({ call, leadId }: Place): string => `${call} ${leadId}`;
      const { items, ...rest } = page(waiting, { list: 'calls', sort, newestFirst: false, limit, cursor });
      return { items: items.flatMap(({ leadId }) => readLead(shelf, leadId)?.lead ?? []), ...rest };
    },

    listReviews: async ({ limit, cursor }) => {
      const open = [...shelf.reviews.values()].filter(({ decided }) => decided === null);
      const sort = ({ at, id }: Review): string => `${at} ${id}`;
      return structuredClone(page(open, { list: 'reviews', sort, newestFirst: false, limit, cursor }));
    },

    listProposed: async ({ limit, cursor }) => {
      const waiting = [...shelf.places.values()].filter(({ proposed }) => proposed !== null);
      const sort = ({ proposed, leadId }: Place): string => `${proposed} ${leadId}`;
      const { items, ...rest } = page(waiting, { list: 'proposed', sort, newestFirst: false, limit, cursor });
      return { items: items.flatMap(({ leadId }) => readLead(shelf, leadId)?.lead ?? []), ...rest };
    },

    listSetAside: async ({ limit, cursor }) => {
      const waiting = [...shelf.inquiries.keys()]
        .flatMap((id) => readInquiry(shelf, id) ?? [])
        .filter(isSetAside);
      const sort = (inquiry: Inquiry): string => `${inquiry.receivedAt} ${inquiry.id}`;
      return page(waiting, { list: 'set aside', sort, newestFirst: false, limit, cursor });
    },

    count: async (state, most) =>
      Math.min(most, [...shelf.places.values()].filter((place) => place.state === state).length),

    listReceived: async ({ from, to, limit, cursor }) => {
      const fitting = [...shelf.inquiries.keys()]
        .flatMap((id) => readInquiry(shelf, id) ?? [])
        .filter(({ receivedAt }) => receivedAt >= from && receivedAt < to);
      const sort = (inquiry: Inquiry): string => `${inquiry.receivedAt} ${inquiry.id}`;
      return page(fitting, { list: 'received', sort, newestFirst: false, limit, cursor });
    },

    listInquiries: async ({ outcome, channel, limit, cursor }) => {
      const fitting = [...shelf.inquiries.keys()]
        .flatMap((id) => readInquiry(shelf, id) ?? [])
        .filter(
          (inquiry) =>
            (outcome === undefined || inquiry.outcome === outcome) &&
            (channel === undefined || inquiry.channel === channel),
        );
      const sort = (inquiry: Inquiry): string => `${inquiry.receivedAt} ${inquiry.id}`;
      return page(fitting, { list: 'inquiries', sort, newestFirst: true, limit, cursor });
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Order<T> {
  /** Names the list, so that a cursor of another one is known. */
  list: string;
  sort: (item: T) => string;
  newestFirst: boolean;
  limit: number;
  cursor: string | undefined;
}

function page<T>(all: readonly T[], { list, sort, newestFirst, limit, cursor }: Order<T>): Page<T> {
  const sign = newestFirst ? -1 : 1;
  const after = cursor === undefined ? null : readCursor(cursor, list);
  const rest = all
    .filter((item) => after === null || sign * compare(sort(item), after) > 0)
    .sort((a, b) => sign * compare(sort(a), sort(b)));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (rest.length <= limit || !last) return { items };
  return { items, cursor: Buffer.from(JSON.stringify({ list, after: sort(last) })).toString('base64url') };
}

const Cursor = z.object({ list: z.string(), after: z.string() });

function readCursor(cursor: string, list: string): string {
  try {
    const read = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (read.list === list) return read.after;
  } catch {
    // Neither JSON nor ours: the same answer as for another list.
  }
  throw new Fault('bad-cursor', { retryable: false });
}
