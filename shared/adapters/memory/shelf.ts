import * as z from 'zod';
import { LeadEvent } from '../../domain/events.ts';
import { Fault } from '../../domain/faults.ts';
import { Inquiry } from '../../domain/inquiry.ts';
import { Lead } from '../../domain/lead.ts';
import type { Ledger } from '../../domain/ledger.ts';
import type { State } from '../../domain/lifecycle.ts';
import type { Review } from '../../domain/review.ts';
import type { RememberedAnswer } from '../../ports/lead-store.ts';

const StoredLead = z.object({ lead: Lead, events: z.array(LeadEvent) });
export type StoredLead = z.infer<typeof StoredLead>;

/** Where a lead stands in the lists, so that they need not read all leads. */
export interface Place {
  leadId: string;
  state: State;
  owner: string | undefined;
  due: string | null;
  /** When somebody should call. */
  call: string | null;
  /** Since when an exclusion waits for a second person. */
  proposed: string | null;
  /** It was joined into another lead and is in no list but that of its state. */
  merged: boolean;
}

/** What a memory store keeps. Leads and inquiries are JSON, as stored. */
export interface Shelf {
  leads: Map<string, string>;
  places: Map<string, Place>;
  inquiries: Map<string, string>;
  holders: Map<string, string>;
  answers: Map<string, RememberedAnswer & { staleAtMs: number }>;
  ledgers: Map<string, Ledger>;
  reviews: Map<string, Review>;
}

export const readLead = (shelf: Shelf, leadId: string): StoredLead | null =>
  read(StoredLead, shelf.leads.get(leadId));

export const readInquiry = (shelf: Shelf, inquiryId: string): Inquiry | null =>
  read(Inquiry, shelf.inquiries.get(inquiryId));

function read<T>(schema: z.ZodType<T>, json: string | undefined): T | null {
  if (json === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(json));
  if (!parsed.success) throw new Fault('item-unreadable', { retryable: false });
  return parsed.data;
}
