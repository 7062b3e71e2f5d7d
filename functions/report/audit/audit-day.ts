import {
  addCalendarDays,
  type Calendar,
  dayBounds,
  localDate,
} from '../../../shared/domain/business-time.ts';
import type { Analysis } from '../../../shared/ports/analysis.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { Objects } from '../../../shared/ports/objects.ts';
import { acknowledgedFolder, prefixes } from '../../../shared/wiring.ts';
import { inquiries } from '../sql/inquiries.sql.ts';
import {
  type Audit,
  compareRecords,
  inquiryOfMail,
  type Records,
  type StoredInquiry,
} from './compare-records.ts';

export interface AuditPorts {
  store: Pick<LeadStore, 'load' | 'loadInquiry' | 'listReceived'>;
  raw: Pick<Objects, 'list'>;
  analysis: Analysis;
  calendar: Calendar;
  now: () => string;
}

/** What came in last may still be on its way into the analysis data, which are written once a minute, and again after faults. */
const SETTLED_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
/** Leads and inquiries that are read side by side. */
const AT_ONCE = 20;

/**
 * Audits the inquiries of one day: three records, each written by itself, must agree. Reads only what the day brought.
 * @param day local date `yyyy-mm-dd`
 * @throws Fault where a record cannot be read
 */
export async function auditDay(ports: AuditPorts, day: string): Promise<Audit> {
  const { from, to: end } = dayBounds(day, ports.calendar);
  const settled = new Date(Date.parse(ports.now()) - SETTLED_MS).toISOString();
  const span = { from, to: settled < end ? settled : end };
  if (span.to <= from) return { ...span, acknowledged: 0, listed: 0, places: {}, findings: [] };
  const [acknowledged, analysed, listed] = await Promise.all([
    noted(ports, span),
    analysedOf(ports, span),
    received(ports, span),
  ]);
  const stored = new Map<string, StoredInquiry>(listed.map((inquiry) => [inquiry.id, inquiry]));
  const unlisted = [...acknowledged.keys(), ...analysed.keys()].filter((id) => !stored.has(id));
  await sideBySide([...new Set(unlisted)], async (id) => {
    const inquiry = await ports.store.loadInquiry(id);
    if (inquiry) stored.set(id, inquiry);
  });
  const leads: Map<string, Standing> = new Map();
  await sideBySide([...new Set([...stored.values()].flatMap(({ leadId }) => leadId ?? []))], async (id) => {
    leads.set(id, await standing(ports, id));
  });
  return compareRecords({ acknowledged, stored, leads, analysed }, span);
}

interface Span {
  from: string;
  to: string;
}
type Standing = NonNullable<ReturnType<Records['leads']['get']>> | null;

/** Forms, tools and captures are noted under their day; of a mail, the stored mail itself is what the sender was told. */
async function noted({ raw }: AuditPorts, { from, to }: Span): Promise<Map<string, string>> {
  const days = new Set([from, to].map((at) => at.slice(0, 10)));
  const folders = await Promise.all(
    [...days].map(async (day) => {
      const folder = acknowledgedFolder(day);
      return (await raw.list(folder)).map(({ key, at }) => [key.slice(folder.length), at] as const);
    }),
  );
  const around = (at: string) => Math.abs(Date.parse(at) - Date.parse(from)) < 3 * DAY_MS;
  const mails = (await raw.list(prefixes.inboundMail)).flatMap(({ key, at }) => {
    const id = inquiryOfMail(key);
    return id !== null && around(at) ? [[id, at] as const] : [];
  });
  return new Map([...folders.flat(), ...mails]);
}

async function analysedOf({ analysis, calendar }: AuditPorts, span: Span): Promise<Records['analysed']> {
  const folder = (days: number, at: string) => localDate(addCalendarDays(at, days, calendar), calendar);
  const rows = await analysis.query(
    inquiries(span, { first: folder(-2, span.from), last: folder(2, span.to) }),
  );
  return new Map(
    rows.map(([id, at, place]) => [String(id), { at: `${at}.000Z`, place: place ?? 'received' }] as const),
  );
}

async function received({ store }: AuditPorts, span: Span): Promise<StoredInquiry[]> {
  const all: StoredInquiry[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listReceived({ ...span, limit: 1000, ...(cursor ? { cursor } : {}) });
    all.push(...page.items.map(({ id, leadId, receivedAt, list }) => ({ id, leadId, receivedAt, list })));
    cursor = page.cursor;
  } while (cursor);
  return all;
}

/** A lead that was joined into another one is in that state as long as the other one is there. */
async function standing({ store }: AuditPorts, leadId: string): Promise<Standing> {
  const lead = await store.load(leadId);
  if (!lead) return null;
  return { state: lead.id === leadId ? lead.state : 'merged', updatedAt: lead.updatedAt };
}

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = all.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const one of rest) await work(one);
    }),
  );
}
