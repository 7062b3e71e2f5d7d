import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Member } from '../../shared/rules/pools.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { startEmulator } from '../../test/contracts/emulator.ts';
import { received } from '../../test/fixtures/lead.ts';
import { assignLead } from './assign-lead.ts';
import { fairnessOf, TOTAL } from './rules/fairness.ts';

/** A Tuesday and the days after it. */
const DAYS = ['2027-01-19', '2027-01-20', '2027-01-21'];
const NOW = `${DAYS[0]}T09:00:00.000Z`;
/** How often each message comes. */
const DELIVERIES = 10;
const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };

/** @param away the days on which somebody is absent */
function rulesFor(members: readonly Member[], away: (agent: string) => string[] = () => []): ActiveRules {
  const agents = members.map(({ agent: id }) => ({
    ...{ id, name: id, email: `${id}@x.example`, language: 'de' as const },
    absences: away(id).map((day) => ({ from: day, to: day })),
  }));
  return defaultRules({
    agents: { ...defaultDocument('agents').document, agents },
    pools: {
      ...defaultDocument('pools').document,
      pools: [{ id: 'all', name: 'All', members: [...members] }],
    },
    routing: { version: 1, note: 'all', rules: [], fallback: { pool: 'all', because: 'all' } },
  });
}

/** Qualified leads of three tiers, by turns. */
async function fill(store: LeadStore, rules: ActiveRules, count: number): Promise<string[]> {
  const watch = await clockRules(rules);
  const bant = { budget: null, authority: null, need: null, time: null };
  const ids = Array.from({ length: count }, (_, i) => `lead_${i}`);
  for (const [i, leadId] of ids.entries()) {
    const scaled = [95, 75, 30][i % 3] ?? 0;
    const score = { value: scaled, scaled, code: '2B', bant, rulesHash: 'x', criteria: [] };
    const drafts: Draft[] = [
      { ...received({ email: `${leadId}@x.example` }, NOW, `inq_${i}`), to: 'received' },
      { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
      { type: 'LeadScored', data: { score, class: 'hot', stage: 'SQL' } },
      { type: 'LeadQualified', to: 'qualified', data: {} },
    ];
    await store.commit({ ...recordWatched(leadId, null, drafts, origin, watch), expectedVersion: null });
  }
  return ids;
}

/** Works off messages as queues do: whatever fails comes again. */
async function work(
  ports: { store: LeadStore; rules: ActiveRules },
  leadIds: readonly string[],
  now = NOW,
): Promise<void> {
  const all = { ...ports, absences: memoryAbsences(), people: memoryPeople() };
  for (const leadId of leadIds) {
    const route = { pool: 'all', rule: 'route/fallback', because: 'all', rulesHash: 'x' };
    const message = { leadId, ...route, eventId: `${leadId}.4`, correlationId: 'cor_1' };
    for (let done = false; !done; ) {
      done = await assignLead(all, message, now).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Fault && error.retryable) return false;
          throw error;
        },
      );
    }
  }
}

/** Fails before or after every nth write, as a crash does. */
function crashing(store: LeadStore, every: number): LeadStore {
  let writes = 0;
  const crash = () => new Fault('unavailable', { retryable: true });
  return {
    ...store,
    commit: async (change) => {
      writes++;
      if (writes % every === 0) throw crash();
      const outcome = await store.commit(change);
      if (writes % every === 1) throw crash();
      return outcome;
    },
  };
}

/** Who got which lead and when; none went twice. */
async function given(
  store: LeadStore,
  leadIds: readonly string[],
): Promise<{ owner: string; day: string }[]> {
  const found = await Promise.all(leadIds.map((leadId) => store.loadWithHistory(leadId)));
  return found.flatMap((lead) => {
    const times = (lead?.events ?? []).filter((event) => event.type === 'LeadAssigned');
    expect(times.length).toBeLessThanOrEqual(1);
    return times.map(({ at, data }) => ({ owner: data.owner.id, day: at.slice(0, 10) }));
  });
}

async function expectFair(store: LeadStore, count: number): Promise<void> {
  const ledger = await store.loadLedger('all');
  const got = Object.values(ledger?.members ?? {}).map((member) => member.got);
  expect(got.reduce((sum, leads) => sum + leads, 0)).toBe(count);
  for (const { tier, standing, bound } of ledger ? fairnessOf(ledger) : []) {
    if (tier === TOTAL) expect(Math.abs(standing)).toBeLessThanOrEqual(bound);
    else expect(Math.abs(standing)).toBeLessThan(bound);
  }
}

describe('turns under repeated, reordered and broken deliveries', () => {
  it('give each lead one owner, keep shares, leave the absent alone, and who comes back no more than the limit of a day (R123, R124, R128)', async () => {
    const member = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      perDay: fc.integer({ min: 1, max: 4 }),
      open: fc.integer({ min: 1, max: 8 }),
    });
    const scene = fc.record({
      members: fc.array(member, { minLength: 1, maxLength: 4 }),
      absent: fc.array(fc.uniqueArray(fc.nat(3), { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
      orders: fc.array(fc.array(fc.nat(), { minLength: 14, maxLength: 14 }), {
        minLength: DELIVERIES,
        maxLength: DELIVERIES,
      }),
      every: fc.integer({ min: 2, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ members, absent, orders, every }) => {
        const pool = members.map((of, index) => ({ agent: `m${index}`, ...of }));
        const isAway = (agent: string, nth: number) => absent[nth]?.includes(Number(agent.slice(1))) ?? false;
        const rules = rulesFor(pool, (agent) => DAYS.filter((_, nth) => isAway(agent, nth)));
        const whole = memoryLeadStore({ now: () => NOW });
        const leadIds = await fill(whole, rules, 14);
        const store = crashing(whole, every);
        const got = new Map<string, number>();
        let waiting = leadIds.length;
        for (const [nth, day] of DAYS.entries()) {
          const inOrder = (keys: readonly number[]) =>
            leadIds.map((id, i) => ({ id, key: keys[i] ?? 0 })).sort((a, b) => a.key - b.key);
          await Promise.all(
            orders.map((keys) =>
              work(
                { store, rules },
                inOrder(keys).map(({ id }) => id),
                `${day}T09:00:00.000Z`,
              ),
            ),
          );
          const today = (await given(whole, leadIds)).filter((one) => one.day === day);
          const rooms = pool.map(({ agent, perDay, open }) => {
            const before = got.get(agent) ?? 0;
            const room = isAway(agent, nth) ? 0 : Math.min(perDay, open - before);
            const mine = today.filter(({ owner }) => owner === agent).length;
            expect(mine).toBeLessThanOrEqual(room);
            got.set(agent, before + mine);
            return room;
          });
          const room = rooms.reduce((sum, leads) => sum + leads, 0);
          expect(today).toHaveLength(Math.min(waiting, room));
          waiting -= today.length;
          await expectFair(whole, leadIds.length - waiting);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('give each lead one owner and lose no turn when eight routers work at once on the real table', async (context) => {
    const emulator = await startEmulator();
    if (!emulator) return context.skip();
    const table = await emulator.freshTable();
    const rules = rulesFor([3, 2, 1].map((weight, index) => ({ agent: `m${index}`, weight })));
    const store = dynamoLeadStore({ table, client: emulator.client });
    const leadIds = await fill(store, rules, 16);
    const routers = Array.from({ length: 8 }, (_, first) => {
      const own = [...leadIds.slice(first * 2), ...leadIds.slice(0, first * 2)];
      return work({ store: dynamoLeadStore({ table, client: emulator.newClient() }), rules }, own);
    });
    await Promise.all(routers);
    expect(await given(store, leadIds)).toHaveLength(16);
    await expectFair(store, 16);
    await emulator.stop();
  });
});
