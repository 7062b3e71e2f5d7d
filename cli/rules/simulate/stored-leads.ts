import { inquiryOf } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { StoredLead } from './simulate-lead.ts';

/** Leads that are read at the same time. */
const PAGE = 25;

/** All leads of a store with their histories and inquiries, a page at a time, so that no more than a page is in memory. */
export async function* storedLeads(
  store: Pick<LeadStore, 'list' | 'loadWithHistory' | 'loadInquiry'>,
): AsyncIterable<StoredLead> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    const found = await Promise.all(page.items.map(({ id }) => stored(store, id)));
    for (const lead of found) if (lead) yield lead;
    cursor = page.cursor;
  } while (cursor);
}

async function stored(
  store: Pick<LeadStore, 'loadWithHistory' | 'loadInquiry'>,
  id: string,
): Promise<StoredLead | null> {
  const found = await store.loadWithHistory(id);
  if (!found) return null;
  const asked = new Set(found.events.flatMap((event) => inquiryOf(event) ?? []));
  const inquiries = await Promise.all([...asked].map((inquiryId) => store.loadInquiry(inquiryId)));
  const known = inquiries.flatMap((inquiry): [string, Inquiry][] => (inquiry ? [[inquiry.id, inquiry]] : []));
  return { events: found.events, inquiries: new Map(known) };
}
