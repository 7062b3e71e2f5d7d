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

const NOW = '2027-01-19T09:00:00.000Z';
const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };

function rulesFor(members: readonly Member[], absent: readonly string[] = []): ActiveRules {
  const agents = members.map(({ agent: id }) => {
    const person = { id, name: id, email: `${id}@x.example`, language: 'de' as const };
    return absent.includes(id) ? { ...person, absences: [{ from: '2027-01-18', to: '2027-01-20' }] } : person;
  });
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
): Promise<void> {
  const all = { ...ports, absences: memoryAbsences(), people: memoryPeople() };
  for (const leadId of leadIds) {
    const route = { pool: 'all', rule: 'route/fallback', because: 'all', rulesHash: 'x' };
    const message = { leadId, ...route, eventId: `${leadId}.4`, correlationId: 'cor_1' };
    for (let done = false; !done; ) {
      done = await assignLead(all, message, NOW).then(
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

async function assigned(store: LeadStore, leadIds: readonly string[]): Promise<number> {
  const found = await Promise.all(leadIds.map((leadId) => store.loadWithHistory(leadId)));
  const times = found.map((lead) => lead?.events.filter(({ type }) => type === 'LeadAssigned').length ?? 0);
  expect(Math.max(...times)).toBeLessThanOrEqual(1);
  return times.filter((count) => count === 1).length;
}

/** Nobody is done with a lead in these scenes. */
const mostOf = ({ perDay, open }: { perDay: number; open: number }): number => Math.min(perDay, open);

async function expectFair(store: LeadStore, given: number): Promise<void> {
  const ledger = await store.loadLedger('all');
  const got = Object.values(ledger?.members ?? {}).map((member) => member.got);
  expect(got.reduce((sum, leads) => sum + leads, 0)).toBe(given);
  for (const { tier, standing, bound } of ledger ? fairnessOf(ledger) : []) {
    if (tier === TOTAL) expect(Math.abs(standing)).toBeLessThanOrEqual(bound);
    else expect(Math.abs(standing)).toBeLessThan(bound);
  }
}

describe('turns under repeated, reordered and broken deliveries', () => {
  it('give each lead one owner, keep shares and limits, and leave the absent alone (R123, R124, R128)', async () => {
    const member = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      perDay: fc.integer({ min: 1, max: 12 }),
      open: fc.integer({ min: 1, max: 12 }),
    });
    const scene = fc.record({
      members: fc.array(member, { minLength: 1, maxLength: 5 }),
      absent: fc.array(fc.nat(4), { maxLength: 2 }),
      order: fc.array(fc.nat(29), { minLength: 10, maxLength: 60 }),
      every: fc.integer({ min: 2, max: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ members, absent, order, every }) => {
        const pool = members.map((of, index) => ({ agent: `m${index}`, ...of }));
        const away = absent.map((index) => `m${index}`);
        const rules = rulesFor(pool, away);
        const whole = memoryLeadStore({ now: () => NOW });
        const leadIds = await fill(whole, rules, 30);
        const store = crashing(whole, every);
        const mixed = order.map((index) => `lead_${index}`);
        await Promise.all([mixed, leadIds, [...mixed].reverse()].map((ids) => work({ store, rules }, ids)));
        const given = await assigned(whole, leadIds);
        const ledger = await whole.loadLedger('all');
        const room = pool.filter(({ agent }) => !away.includes(agent)).map(mostOf);
        expect(given).toBe(
          Math.min(
            30,
            room.reduce((sum, leads) => sum + leads, 0),
          ),
        );
        for (const member of pool) {
          const got = ledger?.members[member.agent]?.got ?? 0;
          expect(got).toBeLessThanOrEqual(away.includes(member.agent) ? 0 : mostOf(member));
        }
        await expectFair(whole, given);
      }),
      { numRuns: 12 },
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
    expect(await assigned(store, leadIds)).toBe(16);
    await expectFair(store, 16);
    await emulator.stop();
  });
});
