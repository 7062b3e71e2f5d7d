import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Instants } from './instants.ts';

it('the earliest instant is that of what stands in the items now, however they were written over', () => {
  const written = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9), fc.boolean()));
  fc.assert(
    fc.property(written, (writes) => {
      const [instants, stands] = [new Instants(), new Map<string, number>()];
      for (const [item, instant, asked] of writes) {
        instants.set(item, instant);
        stands.set(item, instant);
        if (asked) expect(instants.earliest).toBe(Math.min(...stands.values()));
      }
      expect(instants.earliest).toBe(Math.min(Number.POSITIVE_INFINITY, ...stands.values()));
    }),
  );
});

it('more items than a call takes arguments are kept up with', () => {
  const instants = new Instants();
  for (let row = 0; row < 300_000; row++) instants.set(`lead_${row}`, 300_000 - row);
  instants.set('lead_299999', 9);
  expect(instants.earliest).toBe(2);
});
