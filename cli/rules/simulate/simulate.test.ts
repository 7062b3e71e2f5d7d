import { describe, expect, it } from 'vitest';
import type { Documents } from '../../../shared/rules/documents.ts';
import { leadHistories } from '../../../test/fixtures/lead-histories.ts';
import { shippedRules } from '../../../test/fixtures/shipped-rules.ts';
import { broken, Limits } from './limits.ts';
import { simulate } from './simulate.ts';
import type { SimulatedRules } from './simulated-rules.ts';

const shipped = shippedRules();
const LEADS = 300;
const withOther = <S extends keyof Documents>(subject: S, document: Documents[S]): SimulatedRules => ({
  ...shipped,
  [subject]: { hash: 'other', document },
});
const against = (after: SimulatedRules) =>
  simulate(leadHistories(LEADS, shipped), { before: shipped, after });

describe('a simulation on stored leads', () => {
  it('of the rules in force finds no difference at all', async () => {
    const found = await against(
      Object.fromEntries(
        Object.entries(shipped).map(([subject, { document }]) => [subject, { hash: 'same words', document }]),
      ) as SimulatedRules,
    );
    expect(found).toMatchObject({
      leads: LEADS,
      changes: { class: 0, pool: 0, owner: 0, deadline: 0 },
      ripe: { gained: 0, lost: 0 },
      wonDropped: 0,
      unlikeStored: { class: 0, ripe: 0, owner: 0, deadline: 0 },
      examples: { class: [], pool: [], owner: [], deadline: [], wonDropped: [] },
    });
    expect(Object.values(found.load).every(({ before, after }) => before === after)).toBe(true);
    expect(found.classes.hot?.before).toBeGreaterThan(50);
  });

  it('finds who is no longer hot, and the won deals that sales would never have seen', async () => {
    const { document } = shipped.scoring;
    const found = await against(
      withOther('scoring', { ...document, thresholds: { ...document.thresholds, hot: 55 } }),
    );
    expect(found.changes.class).toBeGreaterThan(0);
    expect(found.classes.hot?.after).toBeLessThan(found.classes.hot?.before ?? 0);
    expect(found.ripe.lost).toBeGreaterThan(found.ripe.gained);
    expect(found.wonDropped).toBeGreaterThan(0);
    expect(found.examples.class[0]).toMatchObject({
      lead: expect.stringMatching(/^lead_/),
      before: 'hot',
      after: 'warm',
    });
    expect(found.examples.wonDropped).not.toEqual([]);
  });

  it('finds whom another rule would exclude, so that sales never see them', async () => {
    const { document } = shipped.exclusion;
    const rule = { id: 'france', reason: 'out-of-area', when: 'lead.country == "FR"', because: 'x' };
    const out = { ...rule, verdict: 'exclude' as const, answer: 'as-usual' as const };
    const found = await against(withOther('exclusion', { ...document, rules: [out] }));
    expect(found.classes.none).toEqual({ before: 0, after: LEADS / 4 });
    expect(found.ripe).toMatchObject({ gained: 0, lost: expect.any(Number) });
    expect(found.ripe.lost).toBeGreaterThan(0);
  });

  it('finds who goes to another pool, and what each owner would have had', async () => {
    const { document } = shipped.routing;
    const found = await against(withOther('routing', { ...document, rules: document.rules.slice(0, 1) }));
    expect(found.changes).toMatchObject({ class: 0, deadline: 0 });
    expect(found.changes.pool).toBeGreaterThan(0);
    expect(found.examples.pool[0]).toMatchObject({ before: 'south', after: 'north' });
    expect(found.load['selma-aydin']).toMatchObject({ after: expect.any(Number) });
    expect(found.load['selma-aydin']?.after).toBeLessThan(found.load['selma-aydin']?.before ?? 0);
  });

  it('finds which deadlines move', async () => {
    const { document } = shipped.deadlines;
    const clocks = { ...document.clocks, acceptance: { ...document.clocks.acceptance, limit: 'PT6H' } };
    const found = await against(withOther('deadlines', { ...document, clocks }));
    expect(found.changes).toMatchObject({ class: 0, pool: 0, owner: 0 });
    expect(found.changes.deadline).toBe(
      found.ripe.lost + Object.values(found.load).reduce((sum, { before }) => sum + before, 0),
    );
    expect(found.examples.deadline[0]?.before).toMatch(/^acceptance:1 /);
  });
});

describe('limits of a change', () => {
  const limits = Limits.parse({ class: 5, wonDropped: 0, load: 20 });

  it('hold a change that breaks them, each with its figures', async () => {
    const { document } = shipped.scoring;
    const found = await against(
      withOther('scoring', { ...document, thresholds: { ...document.thresholds, hot: 55 } }),
    );
    expect(broken(found, limits)).toEqual([
      expect.stringMatching(/^class: \d+\.\d % of the leads change, at most 5 % may$/),
      expect.stringMatching(/^\d+ won deals would have been dropped, at most 0 may$/),
    ]);
  });

  it('let a change pass that changes nothing', async () => {
    expect(broken(await against(shipped), limits)).toEqual([]);
  });
});
