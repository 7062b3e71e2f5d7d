import type { LeadEvent } from '../domain/events.ts';
import type { Inquiry } from '../domain/inquiry.ts';
import type { Lead } from '../domain/lead.ts';
import type { Identity } from './lead-store.ts';

/**
 * Takes what is personal out of the store. Each step may be done again; whoever erases a person does the lead itself last,
 * because it is what the rest is found by.
 */
export interface Erasure {
  /** Under which the person would be recognised: people, organisations. */
  forgetPerson(leadId: string): Promise<void>;
  /** A sure key, if it is this lead's. */
  forgetIdentity(identity: Identity, leadId: string): Promise<void>;
  forgetReview(id: string): Promise<void>;
  /** What somebody did before they were known, by the keyed hash of the visitor. */
  forgetVisitor(visitor: string): Promise<void>;
  /** Puts what is left of an inquiry in the place of what was stored. */
  anonymise(inquiry: Inquiry): Promise<void>;
  /** The erased lead, with its last events as all of its history; false where the lead moved on meanwhile. */
  commit(lead: Lead, events: readonly LeadEvent[], expectedVersion: number): Promise<boolean>;
  /** Older events of a lead that is erased. */
  forgetHistory(leadId: string): Promise<void>;
}
