import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import { compileCondition, conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { choosePool } from './choose-pool.ts';

const { document } = defaultDocument('routing');

const pool = (facts: Facts) => {
  const known = conditionFacts(newLead(facts, '2027-01-19T09:00:00.000Z'));
  return choosePool(document, (condition) => holds(condition, known));
};

describe('which pool a lead goes to with the shipped rules (R122)', () => {
  it.each<[Facts, string, string]>([
    [{ country: 'DE', postcode: '20095' }, 'north', 'route/north'],
    [{ country: 'DE', postcode: '59999' }, 'north', 'route/north'],
    [{ country: 'DE', postcode: '60311' }, 'south', 'route/south'],
    [{ country: 'DE', postcode: '99998' }, 'south', 'route/south'],
    [{ country: 'DE', postcode: '01067' }, 'north', 'route/north'],
    [{ country: 'DE' }, 'north', 'route/north'],
    [{ country: 'AT', postcode: '1010' }, 'south', 'route/south'],
    [{ country: 'CH' }, 'south', 'route/south'],
    [{ country: 'DE', postcode: '20095', employees: 999 }, 'north', 'route/north'],
    [{ country: 'DE', postcode: '20095', employees: 1000 }, 'key-accounts', 'route/large-accounts'],
    [{ country: 'FR', orderVolume: 250_000 }, 'key-accounts', 'route/large-accounts'],
    [{ country: 'FR', orderVolume: 249_999 }, 'north', 'route/fallback'],
    [{}, 'north', 'route/fallback'],
  ])('%j → %s', (facts, expected, rule) => {
    expect(pool(facts)).toMatchObject({ pool: expected, rule, because: expect.any(String) });
  });
});

it('a rule leads customers of a competitor to who wins them over, and others to who shows the need (R75)', () => {
  const rule = {
    id: 'switch',
    when: '!(lead.currentlyUses in ["", "nothing"])',
    pool: 'winners',
    because: 'nutzt anderes',
  };
  const poolOf = (facts: Facts) => {
    const known = conditionFacts(newLead(facts, '2027-01-19T09:00:00.000Z'));
    return choosePool({ ...document, rules: [rule] }, (condition) => holds(condition, known)).rule;
  };
  expect(poolOf({ currentlyUses: 'RivalSoft' })).toBe('route/switch');
  expect(poolOf({ currentlyUses: 'nothing' })).toBe('route/fallback');
  expect(poolOf({})).toBe('route/fallback');
});

it('reads every condition that docs/distribution.md recommends', () => {
  const page = readFileSync(new URL('../../../docs/distribution.md', import.meta.url), 'utf8');
  const conditions = [...page.matchAll(/^\| [^|]+ \| `((?:lead|inquiry|organisation)\..+)` \|$/gm)].map(
    ([, condition = '']) => condition,
  );
  expect(conditions).toHaveLength(11);
  for (const condition of conditions) expect(compileCondition(condition)).toMatchObject({ ok: true });
});
