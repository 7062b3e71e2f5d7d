import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import { decidingOn } from '../../../shared/rules/pilot.ts';
import type { RoutingDocument } from '../../../shared/rules/routing.ts';
import { choosePool, type PoolChoice } from './choose-pool.ts';

/** Somebody who a lead belongs to before any turn: whom, by which rule and why. */
export interface Bound {
  owner: string;
  rule: string;
  because: string;
  /** The lead of the same organisation for which it is so. */
  colleague?: string;
}

/** Why a lead is with a pool, and whose it is without a turn, if so. */
export type Route = PoolChoice & { rulesHash: string; bound?: Bound | undefined };

/** The route of a lead by the routing document in force. A pilot decides about leads that became ready while it lasted. */
export function routeOf(lead: Lead, { document, hash }: ActiveDocument<RoutingDocument>): Route {
  const facts = conditionFacts(lead);
  const { document: deciding, named } = decidingOn(document, lead, lead.stateSince);
  const choice = choosePool(deciding, (condition) => holds(condition, facts));
  const bound = formerOf(lead) ?? customerOf(lead, document) ?? accountOf(lead, document);
  return { ...choice, rule: named(choice.rule), rulesHash: hash, ...(bound ? { bound } : {}) };
}

/** Who is addressed again is so by whoever knows them. */
function formerOf({ formerOwner }: Lead): Bound | null {
  return formerOwner
    ? { owner: formerOwner.id, rule: 'route/former-owner', because: `addressed again by ${formerOwner.name}` }
    : null;
}

/** A customer belongs to whoever won them. */
function customerOf({ keeper }: Lead, { customers }: RoutingDocument): Bound | null {
  return keeper && customers
    ? { owner: keeper.id, rule: 'route/customers', because: customers.because }
    : null;
}

/** A named account belongs to its owner. */
function accountOf({ organisation, facts }: Lead, { accounts = [] }: RoutingDocument): Bound | null {
  const domain = organisation?.domain?.toLowerCase();
  const name = plain(organisation?.name ?? facts.company ?? '');
  const found = accounts.find(
    ({ domains, names }) =>
      domains.some((known) => domain === plain(known) || domain?.endsWith(`.${plain(known)}`)) ||
      (name !== '' && names.some((known) => plain(known) === name)),
  );
  return found ? { owner: found.owner, rule: `route/account/${found.id}`, because: found.because } : null;
}

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');
