import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../shared/domain/ledger.ts';
import { fairTurn } from './fair-turn.ts';
import { fairnessOf, PARTNERS, parityOf, TOTAL } from './fairness.ts';

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

describe('partners against direct sales in the certificate (R125)', () => {
  const partners = new Set(['par', 'pia']);
  const all = ['ada', 'bea', 'cem', 'par', 'pia'].map((id, index) => ({ id, weight: index + 1 }));
  const ledgerOf = (count: number) =>
    Array.from({ length: count }, (_, i) => 'ABC'[i % 3] ?? 'A').reduce(
      (ledger, tier) => fairTurn(all, ledger, tier).ledger,
      { pool: 'north', version: 0, members: {} } as Ledger,
    );

  it('has a line per channel and tier that adds those of its members and stays within the smaller one', () => {
    for (const count of [1, 7, 31, 100]) {
      const lines = fairnessOf(ledgerOf(count));
      const parity = parityOf(lines, partners);
      expect(new Set(parity.map(({ member }) => member)).size).toBe(2);
      for (const line of parity) {
        const { member, tier, leads, share, entitled, got, standing, bound } = line;
        const own = lines.filter(
          (of) => of.tier === tier && partners.has(of.member) === (member === PARTNERS),
        );
        expect(got).toBe(own.reduce((sum, of) => sum + of.got, 0));
        expect(entitled).toBeCloseTo(leads * share, 9);
        expect(standing).toBeCloseTo(entitled - got, 9);
        expect(Math.abs(standing)).toBeLessThanOrEqual(tier === TOTAL ? bound : bound - 1e-9);
        const other = parity.find((of) => of.tier === tier && of.member !== member);
        expect(other?.standing).toBeCloseTo(-standing, 9);
      }
      expect(parity.find(({ tier }) => tier === 'A')).toMatchObject({
        bound: 2,
        share: expect.closeTo(9 / 15, 9),
      });
    }
  });

  it.each([
    ['no partner', new Set<string>()],
    ['partners alone', new Set(all.map(({ id }) => id))],
  ])('has none where there is %s', (_, of) => {
    expect(parityOf(fairnessOf(ledgerOf(9)), of)).toEqual([]);
  });
});
