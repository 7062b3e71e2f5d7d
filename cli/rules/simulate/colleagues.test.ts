import { describe, expect, it } from 'vitest';
import { leadHistories } from '../../../test/fixtures/lead-histories.ts';
import { shippedRules } from '../../../test/fixtures/shipped-rules.ts';
import { simulate } from './simulate.ts';
import type { SimulatedRules } from './simulated-rules.ts';

const now = shippedRules();
const { organisations: _, ...document } = now.routing.document;
const byTurn: SimulatedRules = { ...now, routing: { ...now.routing, hash: 'by-turn', document } };
/** Leads of whom six at a time are of one company. */
const leadsOf = (rules: SimulatedRules) => [...leadHistories(120, rules, (n) => `Werft ${n % 20} GmbH`)];
const kept = (rules: SimulatedRules) =>
  leadsOf(rules).filter(({ events }) =>
    events.some(({ type, rule }) => type === 'LeadAssigned' && rule === 'route/organisation'),
  );
const none = { class: 0, pool: 0, owner: 0, deadline: 0 };

describe('a simulation knows colleagues', () => {
  it('so that the rules in force come out as it is stored, though organisations have owners (R23)', async () => {
    expect(kept(now).length).toBeGreaterThan(10);
    const found = await simulate(leadsOf(now), { before: now, after: now });
    expect(found.changes).toEqual(none);
    expect(found.unlikeStored).toEqual({ class: 0, ripe: 0, owner: 0, deadline: 0 });
  });

  it('so that it says who would have had whom if everybody of an organisation went by turn', async () => {
    const found = await simulate(leadsOf(now), { before: now, after: byTurn });
    expect(found.unlikeStored.owner).toBe(0);
    expect(found.changes.owner).toBeGreaterThan(0);
  });

  it('so that it says the same as came of it, if organisations had had owners already then', async () => {
    expect(kept(byTurn)).toEqual([]);
    const found = await simulate(leadsOf(byTurn), { before: byTurn, after: now });
    expect(found.unlikeStored.owner).toBe(0);
    const loads = Object.entries(found.load).flatMap(([owner, { after }]) =>
      after > 0 ? [[owner, after]] : [],
    );
    const truth = new Map<string, number>();
    for (const { events } of leadsOf(now))
      for (const event of events)
        if (event.type === 'LeadAssigned') {
          const { id } = event.data.owner;
          truth.set(id, (truth.get(id) ?? 0) + 1);
        }
    expect(Object.fromEntries(loads)).toEqual(Object.fromEntries(truth));
  });
});
