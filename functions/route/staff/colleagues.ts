import type { Lead } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import type { LeadStore } from '../../../shared/ports/lead-store.ts';
import type { People } from '../../../shared/ports/people.ts';
import { organisationKeys } from '../../../shared/rules/organisation-keys.ts';
import { personOf } from '../pages/lead-parts.ts';
import { isHidden } from './own-leads.ts';

/** People of one organisation that are looked at, newest first: a buying centre has fewer. */
const MOST = 20;

/** What somebody has to say in the organisation, who decides first (R86). */
const ROLES = ['decider', 'buyer', 'influencer', 'user', 'unknown'] as const;

/** Leads that are no people to speak to, or not yet. */
const LEFT_OUT: readonly State[] = ['quarantined', 'excluded', 'erased'];

/** Another lead of the same organisation. Of one that the reader may not see, only what it takes to ask its owner. */
export type Colleague = Pick<Lead, 'state' | 'owner'> & {
  role: (typeof ROLES)[number];
  who?: { id: string; name: string; jobTitle?: string | undefined };
};

/** The leads of the organisation of a lead without itself: who decides comes first. */
export async function colleaguesOf(
  { store, people }: { store: LeadStore; people: People },
  lead: Lead,
  caller: Caller,
): Promise<Colleague[]> {
  const keys = organisationKeys(lead);
  if (keys.length === 0) return [];
  const ids = (await people.ofOrganisation(keys, MOST + 1)).slice(0, MOST + 1);
  const found = await Promise.all(ids.filter((id) => id !== lead.id).map((id) => store.load(id)));
  const others = new Map(found.flatMap((other) => (other ? [[other.id, other]] : [])));
  return [...others.values()]
    .filter(({ id, state }) => id !== lead.id && !LEFT_OUT.includes(state))
    .map((other) => colleague(other, caller))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}

function colleague(lead: Lead, caller: Caller): Colleague {
  const { id, state, owner, facts } = lead;
  const shown = { role: facts.authority ?? ('unknown' as const), state, owner };
  return isHidden(lead, caller)
    ? shown
    : { ...shown, who: { id, name: personOf(lead), jobTitle: facts.jobTitle } };
}
