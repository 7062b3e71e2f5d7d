import { describe, expect, it } from 'vitest';
import { choosePool } from '../../functions/route/rules/choose-pool.ts';
import { defaultDocument, defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { compileCondition, conditionFacts, holds } from '../../shared/rules/conditions.ts';
import { newLead } from '../../test/fixtures/lead.ts';
import { leadHistories } from '../../test/fixtures/lead-histories.ts';
import { shippedRules } from '../../test/fixtures/shipped-rules.ts';
import { ended, leadsOfPool, pilotIn, widened, withPilotOf } from './pilot.ts';
import { pilotResults } from './pilot-results.ts';
import { simulate } from './simulate/simulate.ts';

const begin = {
  id: 'north-first',
  when: 'lead.country == "DE"',
  until: '2026-12-31',
  because: 'less waiting',
};
const source = defaultSource('scoring') as { version: number; thresholds: object };
const other = { ...source, version: 9, note: 'mine', thresholds: { MQL: 1, warm: 2, hot: 3 } };

describe('a pilot (R21)', () => {
  it('says of the document only what is otherwise, and the version of whoever wrote it says nothing', () => {
    const made = withPilotOf(source, other, begin);
    expect(made).toEqual({
      ...source,
      version: source.version + 1,
      note: 'Pilot north-first: less waiting',
      pilot: { ...begin, instead: { thresholds: other.thresholds } },
    });
    expect(pilotIn(made)).toBe('north-first');
  });

  it('ends as it began, or holds for all', () => {
    const made = withPilotOf(source, other, begin);
    const { version: _v, note: _n, ...before } = source as Record<string, unknown>;
    expect(ended(made)).toEqual({
      ...before,
      version: source.version + 2,
      note: 'Pilot north-first is over',
    });
    expect(widened(made)).toEqual({
      ...before,
      thresholds: other.thresholds,
      version: source.version + 2,
      note: 'Pilot north-first holds for all leads',
    });
  });

  it.each([
    ['says the same', () => withPilotOf(source, { ...source, note: 'x' }, begin), 'nothing to try'],
    ['leaves something out', () => withPilotOf(source, { ...source, lifts: undefined }, begin), 'lifts'],
    ['does not run and is ended', () => ended(source), 'no pilot'],
    ['does not run and is widened', () => widened(source), 'no pilot'],
  ])('is refused where it %s', (_, make, why) => {
    expect(make).toThrow(why);
  });
});

it.each(['key-accounts', 'south', 'north'])(
  'the leads of pool %s are those that the routing in force gives to it, and no others (R21)',
  (pool) => {
    const { document } = defaultDocument('routing');
    const condition = leadsOfPool(document, pool);
    expect(compileCondition(condition)).toMatchObject({ ok: true });
    const counts = { in: 0, out: 0 };
    for (const country of ['DE', 'AT', 'CH', 'FR'])
      for (const postcode of ['1010', '20095', '50667', '80331', '99999'])
        for (const employees of [5, 250, 5000]) {
          const facts = conditionFacts(newLead({ country, postcode, employees }, '2026-11-23T09:00:00.000Z'));
          const chosen = choosePool(document, (when) => holds(when, facts)).pool === pool;
          expect(holds(condition, facts), `${country} ${postcode} ${employees}`).toBe(chosen);
          counts[chosen ? 'in' : 'out'] += 1;
        }
    expect(Math.min(counts.in, counts.out)).toBeGreaterThan(0);
  },
);

describe('the results of a pilot (R21)', () => {
  const shipped = shippedRules();
  const { document } = shipped.scoring;
  const pilot = { ...begin, when: 'lead.country == "FR"', until: '2099-12-31' };
  const trying = {
    ...shipped,
    scoring: {
      hash: 'tried',
      document: { ...document, pilot: { ...pilot, instead: { thresholds: { MQL: 1, warm: 2, hot: 3 } } } },
    },
  };

  it('stand beside those of all others, by the rule that each decision names', async () => {
    const leads = [...leadHistories(60, trying)];
    const found = await pilotResults(leads, 'north-first');
    expect(found.pilot.leads).toBe(
      leads.filter(({ events }) => events.some(({ rule }) => rule?.endsWith('@north-first'))).length,
    );
    expect(found.pilot).toMatchObject({ leads: 15, hot: 15, cold: 0, warm: 0 });
    expect(found.others.leads).toBeGreaterThan(0);
    expect(found.others.leads + found.pilot.leads).toBeLessThanOrEqual(60);
    expect(found.others.hot).toBeLessThan(found.others.leads);
  });

  it('are foreseen by a simulation, which changes the leads of the pilot and no others', async () => {
    const found = await simulate(leadHistories(60, shipped), { before: shipped, after: trying });
    expect(found.changes.class).toBeGreaterThan(0);
    expect(found.changes.class).toBeLessThanOrEqual(15);
    const again = await simulate(leadHistories(60, trying), { before: trying, after: trying });
    expect(again.unlikeStored).toEqual({ class: 0, ripe: 0, owner: 0, deadline: 0 });
  });
});
