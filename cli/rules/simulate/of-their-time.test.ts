import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../../shared/rules/active.ts';
import { contentHash } from '../../../shared/rules/content-hash.ts';
import type { Subject } from '../../../shared/rules/documents.ts';
import { leadHistories } from '../../../test/fixtures/lead-histories.ts';
import { shippedRules, shippedSet } from '../../../test/fixtures/shipped-rules.ts';
import { SetsOfTheirTime } from './of-their-time.ts';
import { simulate } from './simulate.ts';
import { type SimulatedRules, simulatedRules } from './simulated-rules.ts';

const LEADS = 100;
const now = shippedRules();
const exact = { class: 0, ripe: 0, owner: 0, deadline: 0 };

/** The shipped documents with one that was otherwise then. */
function setWith(subject: Subject, change: (document: SimulatedRules) => object): RuleSet {
  const source = change(now);
  return { ...shippedSet(), [subject]: { hash: contentHash(source), source } };
}
const earlier = setWith('calendars', ({ calendars: { document } }) => ({
  ...document,
  calendars: {
    ...document.calendars,
    company: { ...document.calendars.company, open: { mon: [['10:00', '12:00']] } },
  },
}));
const away = setWith('agents', ({ agents: { document } }) => ({
  ...document,
  agents: document.agents.map((agent) =>
    agent.id === 'anke-petersen' ? { ...agent, absences: [{ from: '2026-09-01', to: '2026-12-31' }] } : agent,
  ),
}));
const kept: Record<string, RuleSet> = { earlier, away, today: shippedSet() };
const sets = () => new SetsOfTheirTime(async (hash) => kept[hash] ?? null);
/** Leads that a set of that name decided about, and from a number on the one of today. */
const decidedBy = (name: string, until = LEADS) =>
  leadHistories(LEADS, (n) => {
    const set = n < until ? name : 'today';
    return { rules: simulatedRules(kept[set] ?? {}), set };
  });

describe('a simulation decides with what was so at the time', () => {
  it.each([
    ['the calendars, for deadlines', 'earlier', 'deadline'],
    ['the members and their absences, for turns', 'away', 'owner'],
  ] as const)('%s (R23)', async (_, name, aspect) => {
    const found = await simulate(decidedBy(name, 60), { before: now, after: now }, { sets: sets() });
    expect(found.unlikeStored).toEqual(exact);
    const blind = await simulate(decidedBy(name, 60), { before: now, after: now });
    expect(blind.unlikeStored[aspect]).toBeGreaterThan(0);
  });

  it('unless just these are to be changed', async () => {
    const after = simulatedRules(away);
    const found = await simulate(decidedBy('today'), { before: now, after }, { sets: sets() });
    expect(found.unlikeStored).toEqual(exact);
    expect(found.load['anke-petersen']).toEqual({ before: expect.any(Number), after: 0 });
    expect(found.changes.owner).toBeGreaterThan(0);
  });

  it('and begins a period with the standings that the turns before it left', async () => {
    const from = [...decidedBy('today')][LEADS / 2]?.events[0]?.at;
    const period = { from };
    const found = await simulate(decidedBy('today'), { before: now, after: now }, { sets: sets(), period });
    expect(found.unlikeStored).toEqual(exact);
    const empty = [...decidedBy('today')].slice(LEADS / 2 - 15);
    const blind = await simulate(empty, { before: now, after: now }, { sets: sets(), period });
    expect(blind.unlikeStored.owner).toBeGreaterThan(0);
  });

  it('and changes nothing before the period', async () => {
    const { document } = now.scoring;
    const thresholds = { ...document.thresholds, hot: 55 };
    const after = { ...now, scoring: { hash: 'other', document: { ...document, thresholds } } };
    const end = [...decidedBy('today')].at(-1)?.events.at(-1)?.at;
    const none = await simulate(
      decidedBy('today'),
      { before: now, after },
      { sets: sets(), period: { from: end } },
    );
    expect(none).toMatchObject({ leads: 1, changes: { class: 0, pool: 0, owner: 0, deadline: 0 } });
    const all = await simulate(decidedBy('today'), { before: now, after }, { sets: sets() });
    expect(all.changes.class).toBeGreaterThan(0);
  });

  it('and lets who cannot take a lead any more wait or pass it on, as limits say', async () => {
    const { document } = now.pools;
    const pools = document.pools.map((pool) => ({
      ...pool,
      members: pool.members.map((member) => ({ ...member, open: 3 })),
    }));
    const after = { ...now, pools: { hash: 'other', document: { ...document, pools } } };
    const found = await simulate(decidedBy('today'), { before: now, after }, { sets: sets() });
    expect(found.load.nobody?.before ?? 0).toBe(0);
    expect(found.load.nobody?.after).toBeGreaterThan(0);
    expect(found.load['anke-petersen']?.after).toBeLessThan(found.load['anke-petersen']?.before ?? 0);
    expect(found.changes).toMatchObject({ class: 0, pool: 0, deadline: 0 });
  });
});
