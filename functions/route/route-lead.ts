import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { routeOf } from './rules/route-of.ts';
import type { TurnMessage } from './turn-message.ts';

/**
 * Sends a qualified lead to the line of its pool. A lead that is not waiting for an owner is left alone, so the same
 * message may come any number of times.
 */
export async function routeLead(
  ports: { store: LeadStore; rules: ActiveRules; turns: Queue },
  pointer: EventPointer,
): Promise<void> {
  const lead = await ports.store.load(pointer.leadId, seqOf(pointer.eventId));
  if (lead?.state !== 'qualified') return;
  const routing = await ports.rules.get('routing');
  const route = routeOf(lead, routing);
  const message: TurnMessage = {
    leadId: lead.id,
    ...route,
    eventId: pointer.eventId,
    correlationId: pointer.correlationId,
  };
  await ports.turns.send([
    { body: message, group: route.pool, deduplicationId: pointer.eventId.replace(/[^\w.-]/g, '_') },
  ]);
  log.info('lead-routed', { leadId: lead.id, pool: route.pool, rule: route.rule });
}
