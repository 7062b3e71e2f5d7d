import { describe, expect, it } from 'vitest';
import { withoutSmallGroups } from './small-groups.ts';

// pool, tier, leads, of 30 days, fewest and most who could take one, bound, beyond
const north = [
  ['north', 'A', '9', '4', '1', '3', '1', '0'],
  ['north', 'by-name', '2', '1', null, null, null, '0'],
];
const south = [
  ['south', 'A', '7', '3', '1', '2', '1', '1'],
  ['south', 'again', '1', '1', '2', '2', null, '0'],
];
const hidden = [
  ['south', 'A', null, null, '1', '2', '1', null],
  ['south', 'again', null, null, '2', '2', null, null],
];
const known = [['west', 'by-name', '2', '1', null, null, null, '0']];

describe('figures of a pool (R133)', () => {
  it.each([
    ['are shown of as many members as the rule asks for', 2, [...north, ...south]],
    ['are left out of fewer, in every row of the pool', 3, [...north, ...hidden]],
  ])('%s', (_, smallest, expected) => {
    expect(withoutSmallGroups([...north, ...south], smallest)).toEqual(expected);
  });

  it.each([
    ['are shown where the smaller side is large enough', 2, ['10', '4.00', '4', '0.00']],
    ['are left out where it is smaller, for they tell of the few', 3, [null, null, null, null]],
  ])('of partners and direct sales %s (R125)', (_, smallest, figures) => {
    const row = ['north', 'A', '12', '4', '4', '6', '1', '0', '2'];
    expect(withoutSmallGroups([[...row, '10', '4.00', '4', '0.00']], smallest)).toEqual([
      [...row, ...figures],
    ]);
  });

  it('are left out where nobody knows how many it has', () => {
    expect(withoutSmallGroups(known, 2)).toEqual([['west', 'by-name', null, null, null, null, null, null]]);
  });
});
