import type { Draft, LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';

/** Where an order still finds its lead after sales let go of it. */
const LET_GO: readonly State[] = ['lost', 'dormant', 'qualifying', 'qualified'];

/** Of an order by its number: somebody keeps books about it, and says which lead it belongs to. */
interface Told {
  action: string;
  orderId?: string | undefined;
}

/** True where an order is told of a lead that sales let go of. */
export const isLate = (lead: Pick<Lead, 'state'>, { action, orderId }: Told): boolean =>
  action === 'won' && orderId !== undefined && orderId !== '' && LET_GO.includes(lead.state);

/**
 * The way of a lead that sales let go of (lost, at rest, returned) back to whoever had it last, when an order turns up that
 * it started (R136): each state in between with its event, so that the order stands at the end of a whole history.
 * @param events of the lead
 * @param now ISO instant
 * @returns empty where nobody ever had it, or where the person objected: nothing brings that lead back
 */
export function backForOrder(lead: Lead, events: readonly LeadEvent[], now: string): Draft[] {
  const had = events.findLast((event) => event.type === 'LeadAssigned');
  if (!had || lead.reason === 'objection') return [];
  const { owner, pool } = had.data;
  const because = `an order of this lead turned up: ${owner.name} had it last`;
  const reasons = { rule: 'route/late-order', because, rulesHash: 'by-hand' };
  const turn = (lead.assignment?.turn ?? 0) + 1;
  const data = { pool, owner, assignment: { ...reasons, at: now, turn, candidates: [{ id: owner.id }] } };
  const way: Draft[] = [
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'late-order' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    { type: 'LeadAssigned', ...reasons, to: 'assigned', data },
  ];
  return way.slice(lead.state === 'qualified' ? 2 : lead.state === 'qualifying' ? 1 : 0);
}
