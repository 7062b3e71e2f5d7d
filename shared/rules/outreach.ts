import { mayBeContacted } from '../domain/contact.ts';
import type { Lead } from '../domain/lead.ts';
import type { State } from '../domain/lifecycle.ts';

/** States in which nobody of sales speaks to the person, and somebody could. */
export const OUTREACH: readonly State[] = ['qualifying', 'dormant', 'lost'];

/** Whether somebody may go up to the person of their own accord. */
export function mayBeApproached(lead: Lead): boolean {
  return OUTREACH.includes(lead.state) && lead.reason !== 'objection' && mayBeContacted(lead);
}

/** Leads by what could be earned with them in a year, the largest first; then by score. Where that is not known, last (R101, R108). */
export function byPotential<T extends Pick<Lead, 'id' | 'score'>>(leads: readonly T[]): T[] {
  const euros = ({ score }: T) => score?.potential?.euros ?? -1;
  return leads.toSorted(
    (a, b) =>
      euros(b) - euros(a) || (b.score?.scaled ?? -1) - (a.score?.scaled ?? -1) || (a.id < b.id ? -1 : 1),
  );
}
