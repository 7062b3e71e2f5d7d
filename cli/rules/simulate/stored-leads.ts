import { archiveKey } from '../../../shared/area-tables.ts';
import { inquiryOf, type LeadEvent } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { Objects } from '../../../shared/ports/objects.ts';
import type { RuleSet } from '../../../shared/rules/active.ts';
import type { Contents } from '../../replay/read-store.ts';
import type { StoredLead } from './history.ts';

/** Leads that are read at the same time. */
const PAGE = 25;

type Readable = Pick<LeadStore, 'list' | 'loadItself' | 'loadInquiry'>;

/**
 * All leads of a store with their histories and inquiries, a page at a time, so that no more than a page is in memory; those
 * that were joined into others too, for they took their turns.
 */
export async function* storedLeads(store: Readable): AsyncIterable<StoredLead> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    const found = await Promise.all(page.items.map(({ id }) => stored(store, id)));
    for (const leads of found) yield* leads;
    cursor = page.cursor;
  } while (cursor);
}

/** A lead, and those that were joined into it: they stand in no list. */
async function stored(store: Readable, id: string): Promise<StoredLead[]> {
  const found = await store.loadItself(id);
  if (!found) return [];
  const asked = new Set(found.events.flatMap((event) => inquiryOf(event) ?? []));
  const inquiries = await Promise.all([...asked].map((inquiryId) => store.loadInquiry(inquiryId)));
  const known = inquiries.flatMap((inquiry): [string, Inquiry][] => (inquiry ? [[inquiry.id, inquiry]] : []));
  const joined = await Promise.all([...joinedIn(found.events)].map((other) => stored(store, other)));
  return [{ events: found.events, inquiries: new Map(known) }, ...joined.flat()];
}

/** Leads that are part of another one at the end of its history. */
function joinedIn(events: readonly LeadEvent[]): Set<string> {
  const joined = new Set<string>();
  for (const event of events) {
    if (event.type === 'DuplicateMerged') joined.add(event.data.lead);
    if (event.type === 'MergeUndone') joined.delete(event.data.lead);
  }
  return joined;
}

/** The leads of an export or of a data folder. */
export function* leadsIn({ leads, inquiries }: Contents): Iterable<StoredLead> {
  const known = new Map(inquiries.map((inquiry) => [inquiry.id, inquiry]));
  for (const { events } of leads) yield { events, inquiries: known };
}

/** The archive of an export or a data folder, as the rules bucket has it. */
export function archiveIn({ archive: { sources } }: Contents): Pick<Objects, 'get'> {
  const byKey = new Map([...sources].map(([hash, source]) => [archiveKey(hash), source]));
  return {
    get: async (key) => (byKey.has(key) ? Buffer.from(JSON.stringify(byKey.get(key))) : null),
  };
}

/** A rule set of an archive; null where it is not whole. */
export function archivedSet({ archive: { sets, sources } }: Contents, hash: string): RuleSet | null {
  const set = sets.get(hash);
  if (!set) return null;
  return Object.fromEntries(
    Object.entries(set).map(([subject, document]) => [
      subject,
      { hash: document, source: sources.get(document) },
    ]),
  );
}

/** The rule set that decided last of all. */
export function newestSet(contents: Contents): RuleSet | null {
  let newest = { at: '', set: '' };
  for (const { events } of contents.leads)
    for (const { at, set } of events) if (set !== undefined && at >= newest.at) newest = { at, set };
  return archivedSet(contents, newest.set);
}
