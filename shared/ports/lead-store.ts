import type { LeadEvent } from '../domain/events.ts';
import type { Inquiry, InquiryOutcome } from '../domain/inquiry.ts';
import type { Lead } from '../domain/lead.ts';
import type { Ledger } from '../domain/ledger.ts';
import type { State } from '../domain/lifecycle.ts';
import type { Review } from '../domain/review.ts';

/**
 * A sure key of a person: at most one lead holds it. `value` is normalised. An id that an open form `claimed` is apart from
 * those that a source gave which is known to be itself.
 */
export interface Identity {
  kind: 'email' | 'external' | 'claimed';
  value: string;
}

/** An answer that was given under an `Idempotency-Key`, to be given again for the same body (24 h). */
export interface RememberedAnswer {
  source: string;
  key: string;
  bodyHash: string;
  answer: string;
}

/** One change of one lead, written whole or not at all. */
export interface LeadChange {
  /** The lead after the change; `events` are the new ones. */
  lead: Lead;
  events: readonly LeadEvent[];
  /** The version that the change was decided on; null for a new lead. */
  expectedVersion: number | null;
  /** Sure keys that the lead is to hold from now on. */
  identities?: readonly Identity[];
  /** The inquiry that caused the change, stored with it; with one more decision on it, it replaces the stored one. */
  inquiry?: Inquiry;
  remember?: RememberedAnswer;
  /** The pool's ledger after the turn; its `version` is the one it was read with. */
  ledger?: Ledger;
  /** Another lead that changes in the same step: all of both is written, or nothing. */
  beside?: Pick<LeadChange, 'lead' | 'events' | 'expectedVersion'>;
  /** A review of this lead and another one, opened or decided. */
  review?: Review;
}

export type CommitOutcome =
  | { outcome: 'stored' }
  /** Somebody else changed the lead or the ledger meanwhile: read again, decide again. */
  | { outcome: 'conflict'; on: 'lead' | 'ledger' }
  /** Another lead holds a sure key already. */
  | { outcome: 'held'; identity: Identity; leadId: string }
  /** The inquiry is stored already: the same delivery came twice, or somebody else has decided about it. */
  | { outcome: 'duplicate'; inquiryId: string }
  /** The idempotency key was used before. */
  | { outcome: 'remembered'; bodyHash: string; answer: string };

export interface Page<T> {
  items: T[];
  cursor?: string;
}

/** Everything about leads and inquiries that is kept. Reading parses; an unreadable item is a fault. */
export interface LeadStore {
  /**
   * The lead as it stands, or null. A lead that was joined into another one answers with that one.
   * @param atLeast number of an event that the caller knows of: a state that has it is enough, though it may be a moment
   * old, at half the read units. Right where each later change brings a message of its own.
   */
  load(leadId: string, atLeast?: number): Promise<Lead | null>;
  /** The lead with its whole history in order, or null; of a lead that was joined into another one, that one's. */
  loadWithHistory(leadId: string, atLeast?: number): Promise<{ lead: Lead; events: LeadEvent[] } | null>;
  /** The lead of this very id with its whole history, also where it was joined into another one; or null. */
  loadItself(leadId: string): Promise<{ lead: Lead; events: LeadEvent[] } | null>;
  /** Writes a change in one step. Throws `Fault` `throttled`/`unavailable` (retryable). */
  commit(change: LeadChange): Promise<CommitOutcome>;
  /** The lead that holds a sure key, or null. */
  holderOf(identity: Identity): Promise<string | null>;
  /** What was answered under an idempotency key, or null. */
  rememberedAnswer(source: string, key: string): Promise<RememberedAnswer | null>;
  /**
   * Stores an inquiry that became no lead, with the reason; with one more decision on it, it replaces the stored one.
   * False if it is stored already, or was decided on meanwhile.
   */
  keepInquiry(inquiry: Inquiry): Promise<boolean>;
  loadInquiry(inquiryId: string): Promise<Inquiry | null>;
  /**
   * The ledger of a pool, or null.
   * @param freshness `moment-old` allows a copy at half the read units: right where what follows is only written on the
   * version that was read
   */
  loadLedger(pool: string, freshness?: 'moment-old'): Promise<Ledger | null>;
  /**
   * Ids of leads whose next step is due at or before `until`, soonest first, at most `limit`; and when the
   * next one after those is due, if any.
   */
  due(until: string, limit: number): Promise<{ leadIds: string[]; more: boolean; nextAt: string | null }>;
  /**
   * A page of leads: all, newest first; of one state, soonest due first; or of one owner, oldest first. A page may hold
   * fewer than `limit`; there is more as long as a cursor comes with it. Throws `Fault` `bad-cursor` for a foreign one.
   * A lead that stays where it is while pages are turned is met exactly once; in the list of all leads, every lead is.
   */
  list(filter: { state?: State; owner?: string; limit: number; cursor?: string }): Promise<Page<Lead>>;
  /** A page of the leads that somebody should call (`callDue`), the longest due first. */
  listCalls(filter: { limit: number; cursor?: string }): Promise<Page<Lead>>;
  loadReview(id: string): Promise<Review | null>;
  /** A page of the reviews that nobody has decided, the oldest first. */
  listReviews(filter: { limit: number; cursor?: string }): Promise<Page<Review>>;
  /** A page of the leads whose exclusion was proposed and waits for a second person, the oldest proposal first. */
  listProposed(filter: { limit: number; cursor?: string }): Promise<Page<Lead>>;
  /** A page of the inquiries that were set aside by themselves and nobody has decided about, the oldest first. */
  listSetAside(filter: { limit: number; cursor?: string }): Promise<Page<Inquiry>>;
  /** How many leads are in a state, counted up to `most`; the index follows a change a moment later. */
  count(state: State, most: number): Promise<number>;
  /** A page of the inquiries received from an instant on and before another one, the oldest first. */
  listReceived(span: { from: string; to: string; limit: number; cursor?: string }): Promise<Page<Inquiry>>;
  /** A page of all inbound items, newest first; fewer than `limit` may match, see `list`. */
  listInquiries(filter: {
    outcome?: InquiryOutcome;
    channel?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<Inquiry>>;
}
