import { callDue } from '../../domain/calls.ts';
import { nextDue } from '../../domain/clock.ts';
import type { LeadEvent } from '../../domain/events.ts';
import type { Inquiry } from '../../domain/inquiry.ts';
import { isProposed, type Lead } from '../../domain/lead.ts';
import { type Now, systemClock } from '../../ports/clock.ts';
import type {
  CommitOutcome,
  Identity,
  LeadChange,
  LeadStore,
  RememberedAnswer,
} from '../../ports/lead-store.ts';
import { survivor } from '../survivor.ts';
import { memoryLists } from './lead-lists.ts';
import { readInquiry, readLead, type Shelf, type StoredLead } from './shelf.ts';

/** Answers are remembered for 24 h (contract: Idempotency-Key). */
const REMEMBER_MS = 24 * 3_600_000;

/** One entry of the feed: what the stream would show of a commit. */
interface Change {
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

/**
 * The lead store in memory, with the behaviour of `dynamoLeadStore` (both pass `test/contracts/lead-store.contract.ts`).
 * Leads and inquiries are kept as JSON and parsed on reading, so what does not survive storing shows here as well.
 */
export function memoryLeadStore({ now = systemClock }: { now?: Now } = {}): MemoryLeadStore {
  const shelf: Shelf = {
    leads: new Map(),
    places: new Map(),
    inquiries: new Map(),
    holders: new Map(),
    answers: new Map(),
    ledgers: new Map(),
    reviews: new Map(),
  };
  const feed: Change[] = [];
  return {
    changes: () => feed,
    spoil: (leadId) => shelf.leads.set(leadId, '{"lead":{}}'),
    load: async (leadId) => (await survivor(async (id) => readLead(shelf, id), leadId))?.lead ?? null,
    loadWithHistory: (leadId) => survivor(async (id) => readLead(shelf, id), leadId),
    loadItself: async (leadId) => readLead(shelf, leadId),
    commit: async (change) => {
      const all: LeadChange[] = change.beside ? [change, change.beside] : [change];
      const stands = all.map((one) => ({ one, before: readLead(shelf, one.lead.id) }));
      for (const { one, before } of stands) {
        const refused = refusal(shelf, one, before);
        if (refused) return refused;
      }
      for (const { one, before } of stands) {
        write(shelf, one, before);
        feed.push(structuredClone({ before: before?.lead ?? null, lead: one.lead, events: [...one.events] }));
      }
      return { outcome: 'stored' };
    },
    holderOf: async (identity) => shelf.holders.get(identityName(identity)) ?? null,
    rememberedAnswer: async (source, key) => answerFor(shelf, { source, key }, Date.parse(now())),
    keepInquiry: async (inquiry) => {
      if (!mayBeStored(shelf, inquiry)) return false;
      shelf.inquiries.set(inquiry.id, JSON.stringify(inquiry));
      return true;
    },
    loadInquiry: async (inquiryId) => readInquiry(shelf, inquiryId),
    loadReview: async (id) => structuredClone(shelf.reviews.get(id) ?? null),
    loadLedger: async (pool) => structuredClone(shelf.ledgers.get(pool) ?? null),
    ...memoryLists(shelf),
  };
}

function refusal(shelf: Shelf, change: LeadChange, before: StoredLead | null): CommitOutcome | null {
  const { lead, identities = [], inquiry, remember, ledger, expectedVersion } = change;
  const given = remember && answerFor(shelf, remember, Date.parse(lead.updatedAt));
  if (given) return { outcome: 'remembered', bodyHash: given.bodyHash, answer: given.answer };
  if (inquiry && !mayBeStored(shelf, inquiry)) return { outcome: 'duplicate', inquiryId: inquiry.id };
  for (const identity of identities) {
    const holder = shelf.holders.get(identityName(identity));
    if (holder !== undefined && holder !== lead.id) return { outcome: 'held', identity, leadId: holder };
  }
  const turns = ledger && (shelf.ledgers.get(ledger.pool)?.version ?? 0);
  if (ledger && turns !== ledger.version) return { outcome: 'conflict', on: 'ledger' };
  return (before?.lead.version ?? null) === expectedVersion ? null : { outcome: 'conflict', on: 'lead' };
}

/** Stored once; with one more decision on it, it replaces what was stored with one less. */
function mayBeStored(shelf: Shelf, { id, review }: Inquiry): boolean {
  const stored = readInquiry(shelf, id);
  const decisions = review?.decisions.length ?? 0;
  return stored ? (stored.review?.decisions.length ?? 0) === decisions - 1 : decisions === 0;
}

function write(
  shelf: Shelf,
  { lead, events, identities = [], inquiry, remember, ledger, review }: LeadChange,
  before: StoredLead | null,
): void {
  const { id: leadId, state, owner } = lead;
  const merged = lead.merged !== undefined;
  const proposed = isProposed(lead) ? (lead.proposed?.at ?? null) : null;
  const [due, call] = [nextDue(lead.clocks), callDue(lead)];
  const place = { leadId, state, owner: owner?.id, due, call, proposed, merged };
  shelf.places.set(leadId, place);
  if (review) shelf.reviews.set(review.id, structuredClone(review));
  shelf.leads.set(leadId, JSON.stringify({ lead, events: [...(before?.events ?? []), ...events] }));
  for (const identity of identities) shelf.holders.set(identityName(identity), leadId);
  if (inquiry) shelf.inquiries.set(inquiry.id, JSON.stringify(inquiry));
  if (ledger) shelf.ledgers.set(ledger.pool, structuredClone({ ...ledger, version: ledger.version + 1 }));
  if (remember) {
    const staleAtMs = Date.parse(lead.updatedAt) + REMEMBER_MS;
    shelf.answers.set(answerName(remember), { ...remember, staleAtMs });
  }
}

function answerFor(
  shelf: Shelf,
  name: { source: string; key: string },
  atMs: number,
): RememberedAnswer | null {
  const found = shelf.answers.get(answerName(name));
  if (!found || found.staleAtMs <= atMs) return null;
  const { staleAtMs: _, ...answer } = found;
  return answer;
}

const identityName = ({ kind, value }: Identity): string => `${kind} ${value}`;
const answerName = ({ source, key }: { source: string; key: string }): string =>
  JSON.stringify([source, key]);
