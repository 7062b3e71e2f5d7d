import { BeforeAction, type LeadEvent } from './events.ts';
import { rebuild } from './evolve.ts';
import type { Lead } from './lead.ts';

/**
 * What a lead goes back to when an action is taken back: all of it is as it was before, and what came in since stays.
 * @param events the history of the lead until now
 * @param act ids of the events of the action
 * @returns the lead before the action with what is restored of it; null where the lead began with the action
 */
export function beforeAct(
  events: readonly LeadEvent[],
  act: readonly string[],
): { lead: Lead; restored: BeforeAction } | null {
  const first = events.findIndex(({ id }) => act.includes(id));
  const lead = rebuild(events.slice(0, Math.max(first, 0)));
  const present = rebuild(events);
  if (!lead || !present) return null;
  const own = events.filter(({ id }) => act.includes(id));
  const since = events.slice(first).filter(({ id }) => !act.includes(id));
  const bought = new Set(own.flatMap(ordersOf));
  const keeper = since.map(keeperIn).findLast(Boolean) ?? lead.keeper;
  const orders = present.orders.filter(({ id }) => !bought.has(id));
  const { keeper: _, ...before } = BeforeAction.parse(lead);
  return { lead, restored: { ...before, orders, ...(keeper ? { keeper } : {}) } };
}

function ordersOf(event: LeadEvent): string[] {
  if (event.type === 'LeadWon') return [event.data.order.id];
  return event.type === 'CustomerKnown' ? event.data.orders.map(({ id }) => id) : [];
}

/** Whose customer the person is, as far as an event tells that beside what owners do. */
function keeperIn(event: LeadEvent): Lead['keeper'] {
  return event.type === 'CustomerKnown' || event.type === 'DuplicateMerged' ? event.data.keeper : undefined;
}
