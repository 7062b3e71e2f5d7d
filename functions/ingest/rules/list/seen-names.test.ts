import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenNames } from './seen-names.ts';

const PLACES = 2 ** 10;
const putAwayAndRecalled = (seen: SeenNames): SeenNames => {
  const again = new SeenNames(PLACES);
  for (const [part, bytes] of seen.parts.entries()) expect(again.restore(part, bytes.slice())).toBe(true);
  return again;
};

it('knows which names came before as a set of all of them would, also after it was put away', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), fc.nat(300), (names, at) => {
      let seen = new SeenNames(PLACES);
      const all = new Set<string>();
      for (const [i, name] of names.entries()) {
        if (i === at) seen = putAwayAndRecalled(seen);
        expect(seen.has(name)).toBe(all.has(name));
        seen.add(name);
        all.add(name);
      }
      expect(seen.size).toBe(all.size);
    }),
  );
});

it('is as large for ten names as for a million, and put away in parts of 8 MB', () => {
  const seen = new SeenNames();
  expect(seen.parts.map(({ length }) => length)).toEqual(Array.from({ length: 8 }, () => 2 ** 23));
  for (let i = 0; i < 10_000; i++) seen.add(`eva.${i}@ott.example`);
  const known = Array.from({ length: 20_000 }, (_, i) => seen.has(`eva.${i}@ott.example`));
  expect(known.filter(Boolean)).toHaveLength(10_000);
  expect(known.lastIndexOf(true)).toBe(9_999);
  expect(seen.parts).toHaveLength(8);
});

it('knows what the oldest of its parts knew, where a crash left parts of two times', () => {
  const names = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      names,
      names,
      fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
      (before, after, kept) => {
        const seen = new SeenNames(2 ** 6, 2 ** 4);
        for (const name of before) seen.add(name);
        const old = seen.parts.map((part) => part.slice());
        for (const name of after) seen.add(name);
        const mixed = new SeenNames(2 ** 6, 2 ** 4);
        for (const [part, bytes] of seen.parts.entries())
          mixed.restore(part, kept[part] ? bytes : (old[part] ?? bytes));
        expect(before.filter((name) => !mixed.has(name))).toEqual([]);
      },
    ),
  );
});

it('takes no more when it is full, and still knows the first', () => {
  const seen = new SeenNames(2 ** 4);
  for (let i = 0; i < 100; i++) seen.add(`name ${i}`);
  expect([seen.size, seen.has('name 0'), seen.has('name 99')]).toEqual([12, true, false]);
});

it.each([[0], [12], [8 * 2 ** 11]])('takes no %i bytes that are no part of it', (length) => {
  const seen = new SeenNames(PLACES);
  expect([seen.restore(0, new Uint8Array(length)), seen.restore(9, new Uint8Array(8 * PLACES))]).toEqual([
    false,
    false,
  ]);
});
