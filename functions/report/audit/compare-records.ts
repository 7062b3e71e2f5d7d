import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import { prefixes } from '../../../shared/wiring.ts';

/** What of an inquiry in the table the audit asks for. */
export type StoredInquiry = Pick<Inquiry, 'id' | 'leadId' | 'receivedAt'> & {
  list?: Inquiry['list'] | undefined;
};

/** A lead as the table has it. */
interface Standing {
  state: State;
  updatedAt: string;
}

/** What the analysis data say of an inquiry. */
interface Analysed {
  at: string;
  /** State of its lead at the end of the day; `set-aside` where it became no lead. */
  place: string;
}

/** The three records of the inquiries of a day, each written by itself. */
export interface Records {
  /** Senders were told of these; `at` is when it was noted. */
  acknowledged: ReadonlyMap<string, string>;
  stored: ReadonlyMap<string, StoredInquiry>;
  /** By id; null where the table has none. */
  leads: ReadonlyMap<string, Standing | null>;
  analysed: ReadonlyMap<string, Analysed>;
}

/** Which record lacks an inquiry, or the lead that it belongs to. */
type Missing = 'table' | 'lead' | 'analysis' | 'acknowledgement';

interface Finding {
  missing: Missing;
  inquiryId: string;
  leadId: string | null;
}

/** What an audit of a span found. */
export interface Audit {
  from: string;
  to: string;
  /** Inquiries that senders were told of. */
  acknowledged: number;
  /** Rows of lists, of which the list tells. */
  listed: number;
  /** Of all inquiries, how many are in which state; `erased` is one of them, `set-aside` became no lead. */
  places: Record<string, number>;
  findings: Finding[];
}

/**
 * Holds the records of a span against each other: whatever a sender was told of is in the table, belongs to a lead that is in
 * exactly one state or was set aside, and is in the analysis data; and nobody is in the table unnoted. Pure.
 */
export function compareRecords(records: Records, { from, to }: { from: string; to: string }): Audit {
  const inSpan = (at: string) => at >= from && at < to;
  const ids = [
    ...[...records.stored.values()].filter(({ receivedAt }) => inSpan(receivedAt)).map(({ id }) => id),
    ...[...records.acknowledged]
      .filter(([id, at]) => !records.stored.has(id) && inSpan(at))
      .map(([id]) => id),
    ...[...records.analysed]
      .filter(([id, { at }]) => !records.stored.has(id) && inSpan(at))
      .map(([id]) => id),
  ];
  const audit: Omit<Audit, 'places'> = { from, to, acknowledged: 0, listed: 0, findings: [] };
  const places = new Map<string, number>();
  for (const id of [...new Set(ids)].sort()) {
    const stored = records.stored.get(id);
    if (records.acknowledged.has(id)) audit.acknowledged++;
    else if (stored?.list) audit.listed++;
    const missing = lack(id, records, to);
    if (missing) audit.findings.push({ missing, inquiryId: id, leadId: stored?.leadId ?? null });
    if (missing === 'table' || missing === 'lead') continue;
    const place = records.analysed.get(id)?.place ?? standingOf(records, stored)?.state ?? 'set-aside';
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  // In an order of their own, so that a day audited again reads the same.
  return { ...audit, places: Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function lack(id: string, { acknowledged, analysed, ...records }: Records, to: string): Missing | null {
  const stored = records.stored.get(id);
  if (!stored) return 'table';
  const lead = standingOf({ ...records, acknowledged, analysed }, stored);
  if (stored.leadId !== null && !lead) return 'lead';
  const known = analysed.get(id);
  if (!known) return 'analysis';
  // Nothing has happened to the lead since: its newest state must have been told.
  if (lead && lead.updatedAt < to && known.place !== lead.state) return 'analysis';
  // What is known of an erased person is only that there was one.
  if (acknowledged.has(id) || stored.list || lead?.state === 'erased') return null;
  return 'acknowledgement';
}

function standingOf({ leads }: Records, stored: StoredInquiry | undefined): Standing | null {
  return stored?.leadId ? (leads.get(stored.leadId) ?? null) : null;
}

/** The inquiry that a received mail became, by the object that it is; null for what the provider put there to try it out. */
export function inquiryOfMail(key: string): string | null {
  const name = key.slice(prefixes.inboundMail.length);
  return name === '' || name.startsWith('AMAZON_SES_SETUP') ? null : `inq_${name}`;
}
