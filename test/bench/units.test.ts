import { describe, expect, it } from 'vitest';
import { type Item, indexUnits, itemSize, readUnits, writeUnits } from './units.ts';

const sized = (bytes: number): Item => ({ b: { B: new Uint8Array(bytes - 1) } });

describe('what an item weighs', () => {
  it.each<[string, Item, number]>([
    ['nothing', {}, 0],
    ['a text, by its UTF-8 bytes', { name: { S: 'Jürgen' } }, 4 + 7],
    ['bytes', { b: { B: new Uint8Array(100) } }, 101],
    ['zero', { n: { N: '0' } }, 1 + 1],
    ['a number, by pairs of digits', { n: { N: '12345' } }, 1 + 4],
    ['a number with zeros behind', { n: { N: '1200000' } }, 1 + 2],
    ['a negative number', { n: { N: '-12.5' } }, 1 + 4],
    ['a truth', { t: { BOOL: true } }, 2],
    ['a list', { l: { L: [{ S: 'ab' }, { S: 'c' }] } }, 1 + 3 + 2 + 3],
    ['a map', { m: { M: { ab: { S: 'c' } } } }, 1 + 3 + 1 + 3],
  ])('%s', (_, item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });
});

describe('write units', () => {
  it.each([
    [undefined, 1, 1],
    [undefined, 1_024, 1],
    [undefined, 1_025, 2],
    [3_000, 100, 3],
    [100, 3_072, 3],
  ])('go by the larger of %s and %s bytes', (before, after, units) => {
    expect(writeUnits(before === undefined ? undefined : sized(before), sized(after))).toBe(units);
  });

  it('are one where nothing was there to delete', () => {
    expect(writeUnits(undefined, undefined)).toBe(1);
  });

  const at = (wp?: string, op?: string): Item => ({
    ...(wp ? { wp: { S: wp }, ws: { S: 'x' } } : {}),
    ...(op ? { op: { S: op }, os: { S: 'x' } } : {}),
  });
  it.each([
    ['an entry that comes', undefined, at('a'), 1],
    ['two entries that come', undefined, at('a', 'b'), 2],
    ['one that stays', at('a'), at('a'), 0],
    ['one that moves', at('a'), at('b'), 2],
    ['one that moves beside one that comes', at('a'), at('b', 'c'), 3],
    ['one that goes', at('a', 'c'), at('a'), 1],
    ['an item outside the indexes', {}, {}, 0],
  ])('of the indexes: %s', (_, before, after, units) => {
    expect(indexUnits(before, after)).toBe(units);
  });
});

describe('read units', () => {
  it.each([
    [0, true, 1],
    [4_096, true, 1],
    [4_097, true, 2],
    [0, false, 0.5],
    [8_193, false, 1.5],
  ])('of %s bytes, consistent %s', (bytes, consistent, units) => {
    expect(readUnits(bytes, consistent)).toBe(units);
  });
});
