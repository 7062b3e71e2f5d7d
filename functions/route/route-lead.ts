import { type EventPointer, seqOf } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { WITH_SALES } from '../../shared/domain/lifecycle.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { routeOf } from './rules/route-of.ts';
import type { TurnMessage } from './turn-message.ts';

/** Leads of a line that are looked at: some of them may have left it by another way. */
const LOOKED_AT = 5;

/**
 * Sends a qualified lead to the line of its pool. One that has left its owner makes room: the first that waits there is
 * sent instead, if the pool limits how many leads its members work on. The same message may come any number of times.
 */
export async function routeLead(
  ports: { store: LeadStore; rules: ActiveRules; turns: Queue },
  pointer: EventPointer,
): Promise<void> {
  const found = await ports.store.load(pointer.leadId, seqOf(pointer.eventId));
  const lead = found?.state === 'qualified' ? found : await firstInLine(ports, found);
  if (!lead) return;
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

/**
 * Who waits for room that another lead leaves: of the first few in the line the last, for those before it are asked first
 * (some of them may have been with everybody already). Null where nobody waits.
 */
async function firstInLine(
  { store, rules }: { store: LeadStore; rules: ActiveRules },
  over: Lead | null,
): Promise<Lead | null> {
  if (!over?.pool || WITH_SALES.includes(over.state)) return null;
  const { document } = await rules.get('pools');
  const pool = document.pools.find(({ id }) => id === over.pool);
  if (!pool?.members.some(({ open }) => open !== undefined)) return null;
  const ledger = await store.loadLedger(pool.id);
  for (const { leadId } of (ledger?.waiting ?? []).slice(0, LOOKED_AT).reverse()) {
    const lead = await store.load(leadId);
    if (lead?.state === 'qualified') return lead;
  }
  return null;
}
