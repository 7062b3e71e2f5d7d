import * as z from 'zod';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import { isHidden } from './own-leads.ts';

/** Leads of one answer. */
const PAGE = 100;
/** Leads that a search without an exact key looks at; beyond that it says so. */
const SEARCHED = 2000;

/** What to search for. */
export const SearchText = z.object({ text: z.string().trim().min(2).max(200) });

/**
 * Finds leads by id, inquiry or e-mail address at once, else by name, company, phone or place among the newest 2,000.
 * @returns `complete` is false where older leads were not looked at
 */
export async function findLeads(
  store: LeadStore,
  caller: Caller,
  searched: string,
): Promise<{ leads: Lead[]; complete: boolean }> {
  const text = searched.toLowerCase();
  const exact = await exactly(store, text);
  const found = exact ? { leads: [exact], complete: true } : await among(store, text);
  return { ...found, leads: found.leads.filter((lead) => !isHidden(lead, caller)) };
}

async function exactly(store: LeadStore, text: string): Promise<Lead | null> {
  if (text.startsWith('lead_')) return store.load(text);
  if (text.startsWith('inq_')) {
    const inquiry = await store.loadInquiry(text);
    return inquiry?.leadId ? store.load(inquiry.leadId) : null;
  }
  if (!text.includes('@')) return null;
  const holder = await store.holderOf({ kind: 'email', value: text });
  return holder ? store.load(holder) : null;
}

async function among(store: LeadStore, text: string): Promise<{ leads: Lead[]; complete: boolean }> {
  const leads: Lead[] = [];
  let cursor: string | undefined;
  let seen = 0;
  do {
    const page = await store.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    leads.push(...page.items.filter((lead) => mentions(lead, text)));
    seen += page.items.length;
    cursor = page.cursor;
  } while (cursor && seen < SEARCHED && leads.length < PAGE);
  return { leads, complete: cursor === undefined };
}

function mentions({ facts }: Lead, text: string): boolean {
  const { firstName, lastName, name, company, email, phone, city } = facts;
  return [`${firstName ?? ''} ${lastName ?? ''}`, name, company, email, phone, city].some((value) =>
    value?.toLowerCase().includes(text),
  );
}
