import type { LeadEvent } from '../domain/events.ts';
import type { Inquiry } from '../domain/inquiry.ts';
import type { Lead } from '../domain/lead.ts';

/** One write as the table's stream shows it: a lead with the events that the write added, or an inquiry without a lead. */
export type StoredChange =
  | { kind: 'lead'; before: Lead | null; events: readonly LeadEvent[] }
  | { kind: 'inquiry'; inquiry: Inquiry };
