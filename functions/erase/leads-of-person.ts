import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { joinedInto, type OfPerson } from './rules/of-person.ts';

/** The lead that answers for the person, first, and all that were joined into it, also those that are erased already. */
export async function leadsOfPerson(store: LeadStore, leadId: string): Promise<OfPerson[]> {
  const found: OfPerson[] = [];
  const waiting = [(await store.load(leadId))?.id ?? leadId];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (found.some(({ lead }) => lead.id === id)) continue;
    const one = await store.loadItself(id);
    if (!one) continue;
    found.push(one);
    waiting.push(...joinedInto([one]));
  }
  return found;
}
