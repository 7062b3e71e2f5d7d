import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import { fairTurn } from './fair-turn.ts';
import { fairnessOf, TOTAL } from './fairness.ts';

const members = [
  { id: 'ada', weight: 2 },
  { id: 'bea', weight: 1 },
];

function ledgerAfter(
  tiers: readonly string[],
  ledger: Ledger = { pool: 'north', version: 0, members: {} },
): Ledger {
  return tiers.reduce((current, tier) => fairTurn(members, current, tier).ledger, ledger);
}

describe('the certificate of fairness (R124)', () => {
  it('says for each member and tier what they were entitled to and got, and adds it up', () => {
    const lines = fairnessOf(ledgerAfter(['A', 'A', 'A', 'B', 'B', 'B', 'B']));
    expect(lines.filter(({ member }) => member === 'ada')).toMatchObject([
      {
        tier: 'A',
        leads: 3,
        entitled: 2,
        got: 2,
        standing: 0,
        bound: 1,
        everGot: 2,
        everOwed: expect.closeTo(0, 6),
      },
      { tier: 'B', leads: 4, bound: 1 },
      { tier: TOTAL, leads: 7, bound: 2 },
    ]);
    expect(lines).toHaveLength(6);
  });

  it('can be computed again, line by line, from what stands in it', () => {
    for (const { leads, share, entitled, got, standing, bound, tier } of fairnessOf(
      ledgerAfter([...'ABCABBACCABCAAB']),
    )) {
      expect(entitled).toBeCloseTo(leads * share, 12);
      expect(standing).toBeCloseTo(entitled - got, 12);
      expect(Math.abs(standing)).toBeLessThanOrEqual(tier === TOTAL ? bound : bound - 1e-9);
    }
  });

  it('is empty for a pool that never gave a lead', () => {
    expect(fairnessOf({ pool: 'north', version: 0, members: {} })).toEqual([]);
  });
});
