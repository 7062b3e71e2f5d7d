/** Whose an organisation is: whoever won a customer there, else whoever works on a lead of it (spec 5). */
import type { Lead } from '../../../shared/domain/lead.ts';
import { WITH_SALES } from '../../../shared/domain/lifecycle.ts';
import { organisationKeys } from '../../../shared/rules/organisation-keys.ts';
import type { RoutingDocument } from '../../../shared/rules/routing.ts';
import type { Bound } from './route-of.ts';

/** An agent, and the lead for which the organisation is theirs. */
export interface OrganisationOwner {
  owner: string;
  lead: string;
}

/**
 * The key by which colleagues are known: the domain. Only of who has none, as with an address of a mail provider, the name
 * of the company; names alike may be two companies, and their domains would say so.
 */
export function organisationKey(lead: Pick<Lead, 'organisation' | 'facts'>): string | undefined {
  return organisationKeys(lead)[0];
}

/**
 * The owner of the organisation of a lead. Customers come first, the one with the newest order; then what sales works on,
 * the newest assignment.
 * @param others leads that may be of the same organisation, or were once
 */
export function organisationOwner(lead: Lead, others: readonly Lead[]): OrganisationOwner | null {
  const key = organisationKey(lead);
  const colleagues = others.filter(
    (other) => key !== undefined && other.id !== lead.id && organisationKeys(other).includes(key),
  );
  const customers = colleagues.flatMap(({ id, keeper, orders }) =>
    keeper ? [{ owner: keeper.id, lead: id, since: orders.at(-1)?.at ?? '' }] : [],
  );
  const open = colleagues.flatMap(({ id, state, owner, assignment }) =>
    owner && WITH_SALES.includes(state) ? [{ owner: owner.id, lead: id, since: assignment?.at ?? '' }] : [],
  );
  const found = newest(customers) ?? newest(open);
  return found ? { owner: found.owner, lead: found.lead } : null;
}

/** The one since the latest instant; of several, by their ids. */
export function newest<T extends { since: string; lead: string }>(of: readonly T[]): T | undefined {
  return [...of].sort((a, b) => b.since.localeCompare(a.since) || b.lead.localeCompare(a.lead))[0];
}

/** Whose a lead is by its organisation, if the document says so. */
export function boundTo(
  { owner, lead }: OrganisationOwner,
  { organisations }: RoutingDocument,
): Bound | undefined {
  return (
    organisations && { owner, rule: 'route/organisation', because: organisations.because, colleague: lead }
  );
}
