import { DueMessage } from '../../functions/sla/due-message.ts';
import { sweep } from '../../functions/sla/sweep.ts';
import { takeDueSteps } from '../../functions/sla/take-due-steps.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryNotices } from '../../shared/adapters/memory/notices.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import { nextDue } from '../../shared/domain/clock.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';

/** Tuesday, ten o'clock in Cologne: the four hours of acceptance end at 14:00 for everybody. */
const START = Date.parse('2026-11-24T09:00:00.000Z');
const DUE = START + 4 * 3_600_000;
const MINUTE = 60_000;

const assigned: Draft[] = [
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  {
    type: 'LeadAssigned',
    to: 'assigned',
    data: {
      pool: 'north',
      owner: { id: 'anna', name: 'Anna' },
      assignment: { rule: 'r', because: '', rulesHash: 'h', at: '', turn: 1, candidates: [] },
    },
  },
];

/**
 * Lets many leads become due in the same minute and works them off, every seventh message coming twice.
 * @returns leads whose step was taken exactly once, sweeps until nothing was due, and seconds of CPU
 */
export async function workOffAtOnce(
  leads: number,
): Promise<{ taken: number; sweeps: number; cpuSeconds: number }> {
  const { store, steps } = countingStore();
  const rules = defaultRules();
  const watch = await clockRules(rules);
  const origin = { now: new Date(START).toISOString(), by: 'system', correlationId: 'c' };
  for (let i = 0; i < leads; i++) {
    const change = recordWatched(`lead_${i}`, null, assigned, origin, watch);
    await store.commit({ ...change, expectedVersion: null });
  }
  const queue = memoryQueue();
  const ports = { store, notices: memoryNotices(), leads: queue, readers: memoryQueue() };
  const before = process.cpuUsage();
  let sweeps = 0;
  for (let at = DUE + 1; ; at += MINUTE) {
    const now = () => new Date(at).toISOString();
    const { announced } = await sweep({ ...ports, now });
    if (announced === 0) break;
    sweeps++;
    for (const [i, { body }] of queue.drain().entries()) {
      const { leadId } = DueMessage.parse(body);
      await takeDueSteps({ store, rules, now }, leadId);
      if (i % 7 === 0) await takeDueSteps({ store, rules, now }, leadId);
    }
  }
  const { user, system } = process.cpuUsage(before);
  const taken = [...steps.values()].filter((count) => count === 1).length;
  return { taken, sweeps, cpuSeconds: (user + system) / 1e6 };
}

/** A store without the cost of keeping anything safe, which counts the steps taken of each lead. */
function countingStore(): { store: LeadStore; steps: Map<string, number> } {
  const leads = new Map<string, Lead>();
  const steps = new Map<string, number>();
  const store: LeadStore = {
    ...memoryLeadStore(),
    load: async (leadId) => leads.get(leadId) ?? null,
    commit: async ({ lead, events, expectedVersion }) => {
      if ((leads.get(lead.id)?.version ?? null) !== expectedVersion)
        return { outcome: 'conflict', on: 'lead' };
      leads.set(lead.id, lead);
      const taken = events.filter(({ type }) => type === 'ClockStepTaken').length;
      if (taken > 0) steps.set(lead.id, (steps.get(lead.id) ?? 0) + taken);
      return { outcome: 'stored' };
    },
    due: async (until, limit) => {
      const places = [...leads.values()].flatMap(({ id, clocks }) => {
        const at = nextDue(clocks);
        return at === null ? [] : [{ id, at }];
      });
      places.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
      const due = places.filter(({ at }) => at <= until);
      return {
        leadIds: due.slice(0, limit).map(({ id }) => id),
        more: due.length > limit,
        nextAt: places[Math.min(due.length, limit)]?.at ?? null,
      };
    },
  };
  return { store, steps };
}
