import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { DueMessage } from './due-message.ts';

/** Leads announced per minute: so many are worked off before the next sweep, which would announce them again. */
const LEADS_PER_SWEEP = 10_000;
/** Longest time without a sweep where nothing is due, in milliseconds. */
const LONGEST_IDLE = 86_400_000;

/**
 * Announces the leads on which a step is due, the longest due first.
 * @returns how many, and until when nothing will become due (ISO instant) unless a lead changes
 */
export async function sweep({
  store,
  queue,
  now,
}: {
  store: LeadStore;
  queue: Queue;
  now: Now;
}): Promise<{ announced: number; idleUntil?: string }> {
  const at = now();
  const { leadIds, more, nextAt } = await store.due(at, LEADS_PER_SWEEP);
  await queue.send(leadIds.map((leadId) => ({ body: { leadId } satisfies DueMessage })));
  if (more) return { announced: leadIds.length };
  const latest = new Date(Date.parse(at) + LONGEST_IDLE).toISOString();
  return { announced: leadIds.length, idleUntil: nextAt !== null && nextAt < latest ? nextAt : latest };
}
