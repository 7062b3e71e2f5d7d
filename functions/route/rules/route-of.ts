import type { Lead } from '../../../shared/domain/lead.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import { conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import type { RoutingDocument } from '../../../shared/rules/routing.ts';
import { choosePool, type PoolChoice } from './choose-pool.ts';

/** Why a lead is with a pool; `stays` is why it goes to whoever won the person as a customer, if it does. */
export type Route = PoolChoice & { rulesHash: string; stays?: string | undefined };

/** The route of a lead by the routing document in force. */
export function routeOf(lead: Lead, { document, hash }: ActiveDocument<RoutingDocument>): Route {
  const facts = conditionFacts(lead);
  const choice = choosePool(document, (condition) => holds(condition, facts));
  const stays = lead.keeper && document.customers ? { stays: document.customers.because } : {};
  return { ...choice, rulesHash: hash, ...stays };
}
