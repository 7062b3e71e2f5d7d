import type { Lead } from '../../shared/domain/lead.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { People } from '../../shared/ports/people.ts';
import { boundTo, organisationKey, organisationOwner } from './rules/organisation-owner.ts';
import type { Route } from './rules/route-of.ts';

export interface OrganisationPorts {
  store: Pick<LeadStore, 'load'>;
  rules: ActiveRules;
  people: Pick<People, 'ofOrganisation'>;
}

/** Leads of one organisation that are looked at, newest first. */
const MOST = 25;

/**
 * The route of a lead with whoever its organisation belongs to, where nobody has a better claim. Of an organisation that
 * nobody else has written from, it costs half a read unit; of others as much more for each lead as it takes to read it.
 */
export async function bindOrganisation(
  { store, rules, people }: OrganisationPorts,
  lead: Lead,
  route: Route,
): Promise<Route> {
  const key = organisationKey(lead);
  if (route.bound || key === undefined) return route;
  const { document } = await rules.get('routing');
  if (!document.organisations) return route;
  const ids = (await people.ofOrganisation([key], MOST + 1)).filter((id) => id !== lead.id).slice(0, MOST);
  const others = await Promise.all(ids.map((id) => store.load(id)));
  const found = organisationOwner(
    lead,
    others.filter((other) => other !== null),
  );
  const bound = found && boundTo(found, document);
  return bound ? { ...route, bound } : route;
}
