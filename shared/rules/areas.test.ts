import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AreaTable, areaErrors, rankAreas } from './areas.ts';

const table: AreaTable = {
  columns: ['power', 'people'],
  areas: { DE: { '10115': [90, 500], '20095': [120, 100], '80331': [130, 400] }, AT: { '1010': [90, 100] } },
};

describe('the rank of an area (R102)', () => {
  it('follows one figure, the largest first; equal ones share a rank', () => {
    const rankOf = rankAreas(table, { power: 1 });
    const rank = (postcode: string, country?: string) =>
      rankOf({ postcode, ...(country ? { country } : {}) });
    expect(rank('80331')).toEqual({ rank: 1, of: 4, values: { power: 130 } });
    expect(rank('20095')?.rank).toBe(2);
    expect([rank('10115')?.rank, rank('1010', 'AT')?.rank]).toEqual([3, 3]);
  });

  it('weighs several figures, and weights change it without the table', () => {
    const best = (weights: Record<string, number>) =>
      ['10115', '20095', '80331'].find(
        (postcode) => rankAreas(table, weights)({ postcode, country: 'DE' })?.rank === 1,
      );
    expect(best({ power: 1, people: 1 })).toBe('80331');
    expect(best({ power: 1, people: 4 })).toBe('10115');
  });

  it('is not known of an area or a lead of which nothing is said', () => {
    const rankOf = rankAreas(table, { power: 1 });
    expect(rankOf({ postcode: '99999' })).toBeNull();
    expect(rankOf({})).toBeNull();
    expect(rankOf({ postcode: '1010' })).toBeNull();
    expect(rankOf({ postcode: '10 115' })?.rank).toBe(3);
  });

  it('of an area that has more of everything is never the worse one (law)', () => {
    const figures = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(figures, fc.integer({ min: 1, max: 4 }), (rows, weight) => {
        const areas = { DE: Object.fromEntries(rows.map((row, i) => [String(10_000 + i), [...row]])) };
        const rankOf = rankAreas({ columns: ['a', 'b'], areas }, { a: weight, b: 1 });
        const ranks = rows.map((_, i) => rankOf({ postcode: String(10_000 + i) })?.rank ?? 0);
        expect(Math.min(...ranks)).toBe(1);
        for (const [i, one] of rows.entries())
          for (const [j, other] of rows.entries())
            if (one[0] >= other[0] && one[1] >= other[1]) expect(ranks[i]).toBeLessThanOrEqual(ranks[j] ?? 0);
      }),
    );
  });

  it('is looked up fast in 40,000 areas', () => {
    const many = Object.fromEntries(
      Array.from({ length: 40_000 }, (_, i) => [String(10_000 + i), [(i * 7919) % 997, (i * 31) % 89]]),
    );
    const rankOf = rankAreas({ columns: ['a', 'b'], areas: { DE: many } }, { a: 2, b: 1 });
    const before = process.cpuUsage();
    for (let i = 0; i < 40_000; i++) rankOf({ postcode: String(10_000 + i) });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 40_000).toBeLessThan(20);
  });
});

it('a document that asks for a table or a column that is not there hears which there are', () => {
  const asked = { table: '0123456789abcdef', weights: { power: 1, income: 2 } };
  expect(areaErrors(asked, null)).toMatchObject([
    { path: ['areas', 'table'], reason: 'there is no area table 0123456789abcdef' },
  ]);
  expect(areaErrors(asked, table)).toEqual([
    {
      path: ['areas', 'weights', 'income'],
      reason: 'the area table has no column income',
      suggestion: 'one of power, people',
    },
  ]);
  expect(areaErrors({ ...asked, weights: { people: 1 } }, table)).toEqual([]);
});
