import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenNames } from './seen-names.ts';

it('knows which names came before as a set of all of them would, also after it was put away', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 300 }), fc.nat(300), (names, at) => {
      let seen = new SeenNames();
      const all = new Set<string>();
      for (const [i, name] of names.entries()) {
        if (i === at) seen = SeenNames.from(Buffer.concat([Buffer.alloc(8), seen.bytes]).subarray(8));
        expect(seen.has(name)).toBe(all.has(name));
        seen.add(name);
        all.add(name);
      }
      expect(seen.size).toBe(all.size);
    }),
  );
});

it('grows with the names, in memory that a function has: 10,000 of them in 128 kB', () => {
  const seen = new SeenNames();
  for (let i = 0; i < 10_000; i++) seen.add(`eva.${i}@ott.example`);
  const known = Array.from({ length: 20_000 }, (_, i) => seen.has(`eva.${i}@ott.example`));
  expect(known.filter(Boolean)).toHaveLength(10_000);
  expect(known.lastIndexOf(true)).toBe(9_999);
  expect(seen.bytes.length).toBeLessThanOrEqual(2 ** 17);
});

it('takes no more when it is full, and still knows the first', () => {
  const seen = new SeenNames(2 ** 4);
  for (let i = 0; i < 100; i++) seen.add(`name ${i}`);
  expect([seen.size, seen.has('name 0'), seen.has('name 99')]).toEqual([12, true, false]);
  expect(seen.bytes).toHaveLength(8 * 2 ** 4);
});

it.each([[0], [12], [8 * 3], [8 * 2 ** 24]])(
  'takes %i bytes that are no table for an empty one',
  (length) => {
    expect(SeenNames.from(new Uint8Array(length), 2 ** 10).size).toBe(0);
  },
);
