import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { leadsOfPerson } from './leads-of-person.ts';
import { keptByLaw } from './rules/kept-by-law.ts';
import { inquiriesOf, objectsOf, passedTo } from './rules/of-person.ts';

/** What an erasure of a person would take, keep and tell, in numbers and ids. */
export interface Foreseen {
  /** Leads of the person that are not erased yet, the one that answers first. */
  leads: { id: string; state: string }[];
  events: number;
  inquiries: number;
  /** Payloads and attachments in the raw bucket. */
  objects: number;
  /** What the law makes one keep, why, and until which day. */
  kept: { what: string; because: string; until: string }[];
  /** Who is told, as far as is known here. */
  told: string[];
}

/** Looks at what would be erased and changes nothing. Null where nobody is known by that id. @param now ISO instant */
export async function foreseeErasure(
  store: LeadStore,
  leadId: string,
  now: string,
): Promise<Foreseen | null> {
  const all = await leadsOfPerson(store, leadId);
  if (all.length === 0) return null;
  const leads = all.filter(({ lead }) => lead.state !== 'erased');
  const ids = inquiriesOf(leads);
  let objects = 0;
  for (const id of ids) {
    const inquiry = await store.loadInquiry(id);
    objects += inquiry ? objectsOf(inquiry).length : 0;
  }
  const kept = keptByLaw(leads, now);
  return {
    leads: leads.map(({ lead: { id, state } }) => ({ id, state })),
    events: leads.reduce((sum, { events }) => sum + events.length, 0),
    inquiries: ids.length,
    objects,
    kept: [
      ...(kept?.orders ?? []).map(({ id, because, until }) => ({ what: `order ${id}`, because, until })),
      ...(kept?.consents ?? []).map(({ because, until }) => ({
        what: 'consent to be called',
        because,
        until,
      })),
    ],
    told: [...new Set(leads.flatMap(passedTo))],
  };
}
