import * as z from 'zod';
import { nextDue } from '../../domain/clock.ts';
import { LeadEvent } from '../../domain/events.ts';
import { Fault } from '../../domain/faults.ts';
import { Inquiry } from '../../domain/inquiry.ts';
import { Lead } from '../../domain/lead.ts';
import { type Now, systemClock } from '../../ports/clock.ts';
import type {
  CommitOutcome,
  Identity,
  LeadChange,
  LeadStore,
  Ledger,
  Page,
  RememberedAnswer,
} from '../../ports/lead-store.ts';

const REMEMBER_MS = 24 * 3_600_000;

/** One entry of the feed: what the stream would show of a commit. */
export interface Change {
  before: Lead | null;
  lead: Lead;
  events: LeadEvent[];
}

export interface MemoryLeadStore extends LeadStore {
  /** All commits so far, in order. */
  changes(): readonly Change[];
  /** Makes a lead unreadable, as an item of an unknown shape is. */
  spoil(leadId: string): void;
}

const StoredLead = z.object({ lead: Lead, events: z.array(LeadEvent) });
type StoredLead = z.infer<typeof StoredLead>;

/**
 * The lead store in memory, with the behaviour of `dynamoLeadStore` (both pass `test/contracts/lead-store.contract.ts`).
 * Leads and inquiries are kept as JSON and parsed on reading, so what does not survive storing shows here as well.
 */
export function memoryLeadStore(options: { now?: Now } = {}): MemoryLeadStore {
  const { now = systemClock } = options;
  const leads = new Map<string, string>();
  const inquiries = new Map<string, string>();
  const holders = new Map<string, string>();
  const answers = new Map<string, RememberedAnswer & { staleAtMs: number }>();
  const ledgers = new Map<string, Ledger>();
  const feed: Change[] = [];

  const stored = (leadId: string): StoredLead | null => read(StoredLead, leads.get(leadId));
  const allLeads = (): Lead[] => [...leads.values()].flatMap((json) => read(StoredLead, json)?.lead ?? []);
  const answerFor = (source: string, key: string, atMs: number): RememberedAnswer | null => {
    const found = answers.get(JSON.stringify([source, key]));
    if (!found || found.staleAtMs <= atMs) return null;
    const { staleAtMs: _, ...answer } = found;
    return answer;
  };

  function refusal(change: LeadChange, before: StoredLead | null): CommitOutcome | null {
    const { lead, identities = [], inquiry, remember, ledger, expectedVersion } = change;
    const given = remember && answerFor(remember.source, remember.key, Date.parse(lead.updatedAt));
    if (given) return { outcome: 'remembered', bodyHash: given.bodyHash, answer: given.answer };
    if (inquiry && inquiries.has(inquiry.id)) return { outcome: 'duplicate', inquiryId: inquiry.id };
    for (const identity of identities) {
      const holder = holders.get(identityName(identity));
      if (holder !== undefined && holder !== lead.id) return { outcome: 'held', identity, leadId: holder };
    }
    if (ledger && (ledgers.get(ledger.pool)?.version ?? 0) !== ledger.version)
      return { outcome: 'conflict', on: 'ledger' };
    return (before?.lead.version ?? null) === expectedVersion ? null : { outcome: 'conflict', on: 'lead' };
  }

  function write(
    { lead, events, identities = [], inquiry, remember, ledger }: LeadChange,
    before: StoredLead | null,
  ): void {
    leads.set(lead.id, JSON.stringify({ lead, events: [...(before?.events ?? []), ...events] }));
    for (const identity of identities) holders.set(identityName(identity), lead.id);
    if (inquiry) inquiries.set(inquiry.id, JSON.stringify(inquiry));
    if (ledger) ledgers.set(ledger.pool, structuredClone({ ...ledger, version: ledger.version + 1 }));
    if (remember) {
      const staleAtMs = Date.parse(lead.updatedAt) + REMEMBER_MS;
      answers.set(JSON.stringify([remember.source, remember.key]), { ...remember, staleAtMs });
    }
    feed.push(structuredClone({ before: before?.lead ?? null, lead, events: [...events] }));
  }

  return {
    changes: () => feed,
    spoil: (leadId) => leads.set(leadId, '{"lead":{}}'),

    load: async (leadId) => stored(leadId)?.lead ?? null,
    loadWithHistory: async (leadId) => stored(leadId),
    commit: async (change) => {
      const before = stored(change.lead.id);
      const refused = refusal(change, before);
      if (refused) return refused;
      write(change, before);
      return { outcome: 'stored' };
    },
    holderOf: async (identity) => holders.get(identityName(identity)) ?? null,
    rememberedAnswer: async (source, key) => answerFor(source, key, Date.parse(now())),
    keepInquiry: async (inquiry) => {
      if (inquiries.has(inquiry.id)) return false;
      inquiries.set(inquiry.id, JSON.stringify(inquiry));
      return true;
    },
    loadInquiry: async (inquiryId) => read(Inquiry, inquiries.get(inquiryId)),
    loadLedger: async (pool) => structuredClone(ledgers.get(pool) ?? null),

    due: async (until, limit) => {
      const places = allLeads()
        .flatMap((lead) => {
          const at = nextDue(lead.clocks);
          return at === null ? [] : [{ at, leadId: lead.id }];
        })
        .sort((a, b) => compare(a.at, b.at));
      const taken = places.filter((place) => place.at <= until).slice(0, limit);
      const rest = places[taken.length];
      return {
        leadIds: taken.map((place) => place.leadId),
        more: rest !== undefined && rest.at <= until,
        nextAt: rest?.at ?? null,
      };
    },

    list: async ({ state, owner, limit, cursor }) => {
      const fitting = allLeads().filter(
        (lead) =>
          (state === undefined || lead.state === state) && (owner === undefined || lead.owner?.id === owner),
      );
      const newestFirst = state === undefined && owner === undefined;
      const place = (lead: Lead): string =>
        owner === undefined && state !== undefined ? `${nextDue(lead.clocks) ?? '9999'} ${lead.id}` : lead.id;
      return page(fitting, { list: `leads ${state} ${owner}`, place, newestFirst, limit, cursor });
    },

    listInquiries: async ({ outcome, channel, limit, cursor }) => {
      const fitting = [...inquiries.values()]
        .flatMap((json) => read(Inquiry, json) ?? [])
        .filter(
          (inquiry) =>
            (outcome === undefined || inquiry.outcome === outcome) &&
            (channel === undefined || inquiry.channel === channel),
        );
      const place = (inquiry: Inquiry): string => `${inquiry.receivedAt} ${inquiry.id}`;
      return page(fitting, { list: 'inquiries', place, newestFirst: true, limit, cursor });
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const identityName = ({ kind, value }: Identity): string => `${kind} ${value}`;

function read<T>(schema: z.ZodType<T>, json: string | undefined): T | null {
  if (json === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(json));
  if (!parsed.success) throw new Fault('item-unreadable', { retryable: false });
  return parsed.data;
}

const Cursor = z.object({ list: z.string(), after: z.string() });

function page<T>(
  all: readonly T[],
  order: {
    list: string;
    place: (item: T) => string;
    newestFirst: boolean;
    limit: number;
    cursor: string | undefined;
  },
): Page<T> {
  const { list, place, limit, cursor } = order;
  const sign = order.newestFirst ? -1 : 1;
  const after = cursor === undefined ? null : readCursor(cursor, list);
  const rest = all
    .filter((item) => after === null || sign * compare(place(item), after) > 0)
    .sort((a, b) => sign * compare(place(a), place(b)));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  if (rest.length <= limit || !last) return { items };
  return { items, cursor: Buffer.from(JSON.stringify({ list, after: place(last) })).toString('base64url') };
}

function readCursor(cursor: string, list: string): string {
  try {
    const read = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (read.list === list) return read.after;
  } catch {}
  throw new Fault('bad-cursor', { retryable: false });
}
