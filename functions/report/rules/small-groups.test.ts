import { describe, expect, it } from 'vitest';
import type { Rows } from '../sheet.ts';
import { fairness } from '../sql/fairness.sql.ts';
import { tracking } from '../sql/tracking.sql.ts';
import { poolsOf, smallPools, smallPoolsTogether, withoutSmallGroups } from './small-groups.ts';

const shared = (rows: Rows, smallest: number) =>
  withoutSmallGroups(rows, smallPools(poolsOf(fairness, rows), rows, smallest), smallest);
const standing = (rows: Rows, sizes: Rows, smallest: number) =>
  smallPoolsTogether(tracking, rows, smallPools(poolsOf(tracking, rows), sizes, smallest));

// pool, tier, leads, of 30 days, fewest and most who could take one, bound, beyond
const north = [
  ['north', 'A', '9', '4', '1', '3', '1', '0'],
  ['north', 'by-name', '2', '1', null, null, null, '0'],
];
const south = [
  ['south', 'A', '7', '3', '1', '2', '1', '1'],
  ['south', 'again', '1', '1', '2', '2', null, '0'],
];
const east = [['east', 'A', '8', '4', '1', '4', '1', '0']];
const hidden = [
  ['north', 'A', null, null, '1', '3', '1', null],
  ['north', 'by-name', null, null, null, null, null, null],
  ['south', 'A', null, null, '1', '2', '1', null],
  ['south', 'again', null, null, '2', '2', null, null],
];
const known = [['west', 'by-name', '2', '1', null, null, null, '0']];

describe('figures of a pool (R133)', () => {
  it.each([
    ['are shown of as many members as the rule asks for', 2, [...east, ...north, ...south]],
    [
      'are left out of fewer, in every row of the pool, with the next larger one, or the sum would tell',
      3,
      [...east, ...hidden],
    ],
  ])('%s', (_, smallest, expected) => {
    expect(shared([...east, ...north, ...south], smallest)).toEqual(expected);
  });

  it.each([
    ['are shown where the smaller side is large enough', 2, ['10', '4.00', '4', '0.00']],
    ['are left out where it is smaller, for they tell of the few', 3, [null, null, null, null]],
  ])('of partners and direct sales %s (R125)', (_, smallest, figures) => {
    const row = ['north', 'A', '12', '4', '4', '6', '1', '0', '2'];
    expect(shared([[...row, '10', '4.00', '4', '0.00']], smallest)).toEqual([[...row, ...figures]]);
  });

  it('are left out where nobody knows how many it has', () => {
    expect(shared(known, 2)).toEqual([['west', 'by-name', null, null, null, null, null, null]]);
  });
});

describe('where leads stand, by pool (R133)', () => {
  // pool, tier, leads, of 30 days, fewest and most who could take one
  const sizes = (of: Record<string, number>) =>
    Object.entries(of).map(([pool, most]) => [pool, 'A', '9', '9', '1', String(most)]);
  // state, class, stage, pool, leads, oldest, mean, hot, won, overdue
  const at = (pool: string | null, leads = '2', state = 'assigned') => [
    state,
    'hot',
    'SQL',
    pool,
    leads,
    '3',
    '2.0',
    leads,
    '0',
    '1',
  ];

  it('is told pool by pool where all are large enough', () => {
    const rows = [at('north'), at('south'), at(null)];
    expect(standing(rows, sizes({ north: 2, south: 3 }), 2)).toEqual(rows);
  });

  it('is told of small pools together, with the same sums', () => {
    const rows = [at('east', '1'), at('north'), at('west', '3'), at('west', '4', 'won'), at(null)];
    expect(standing(rows, sizes({ east: 1, north: 2, west: 1 }), 2)).toEqual([
      ['assigned', 'hot', 'SQL', 'other-pools', '4', '3', '2.0', '4', '0', '2'],
      at('north'),
      at('other-pools', '4', 'won'),
      at(null),
    ]);
  });

  it.each<[string, Record<string, number>, (string | null)[]]>([
    [
      'one pool of one takes the next smallest along',
      { east: 1, north: 3, west: 2 },
      ['other-pools', 'north'],
    ],
    ['of a pool nobody knows how many it has', { north: 3, west: 2 }, ['other-pools', 'north']],
    ['a company of one is told of as a whole', { east: 1 }, ['other-pools']],
  ])('so that nobody takes one from the other: %s', (_, of, expected) => {
    const known = ['east', ...Object.keys(of).filter((pool) => pool !== 'east')];
    const rows = standing(
      known.sort().map((pool) => at(pool)),
      sizes(of),
      2,
    );
    expect(rows.map(([, , , pool]) => pool)).toEqual(expected);
  });
});
