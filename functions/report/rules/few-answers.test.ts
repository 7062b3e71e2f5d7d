import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../sheet.ts';
import { fewAnswersTogether } from './few-answers.ts';

// reason, leads, back, asked, answered, told, never, on a day
const row = (reason: string | null, ...figures: (number | null)[]) => [
  reason,
  ...figures.map((figure) => (figure === null ? null : String(figure))),
];

describe('what persons answered about losses (R133)', () => {
  it('is told reason by reason where enough stand behind each', () => {
    const rows = [row('price', 9, 1, 6, 3, 3, 1, 0), row('other', 4, 0, 0, 0, 0, 0, 0)];
    expect(fewAnswersTogether(rows, 2)).toEqual(rows);
  });

  it('stands together where few did, with the same sums, and a reason of a few persons alone is no row', () => {
    const rows = [
      row('competitor', 5, 0, 4, 1, 4, 2, 1),
      row('no-need', 3, 0, 3, 0, 0, 0, 0),
      row('price', 9, 1, 6, 6, 2, 0, 1),
      row('service', 0, 0, 0, 0, 1, 1, 0),
    ];
    expect(fewAnswersTogether(rows, 2)).toEqual([
      // One alone answered of those lost to a competitor: the next larger group joins, which is all there is.
      row('competitor', 5, 0, 4, null, 4, 2, 1),
      row('no-need', 3, 0, 3, null, null, null, null),
      row('price', 9, 1, 6, null, null, null, null),
      row('other-reasons', 0, 0, 0, 7, 3, 1, 1),
    ]);
  });

  it('is not told at all where all together are few', () => {
    expect(fewAnswersTogether([row('price', 2, 0, 2, 1, 1, 1, 0)], 2)).toEqual([
      row('price', 2, 0, 2, null, null, null, null),
      row('other-reasons', 0, 0, 0, null, null, null, null),
    ]);
  });

  it('never stands for a group that is too small, nor can one be taken from a sum', () => {
    const figures = fc.tuple(fc.nat(9), fc.nat(3), fc.nat(9));
    fc.assert(
      fc.property(
        fc.array(figures, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 2, max: 5 }),
        (of, k) => {
          const rows: Rows = of.map(([answered, never, told], i) =>
            row(`r${i}`, answered, 0, answered, answered, told, Math.min(never, told), 0),
          );
          const together = fewAnswersTogether(rows, k);
          for (const at of [4, 5]) {
            const sum = (some: Rows) => some.reduce((total, cells) => total + Number(cells[at] ?? 0), 0);
            const all = sum(rows);
            const cells = together.map((cells) => cells[at]);
            for (const cell of cells)
              expect(cell == null || Number(cell) === 0 || Number(cell) >= k).toBe(true);
            const few = all > 0 && all < k;
            expect(sum(together)).toBe(few ? 0 : all);
          }
        },
      ),
    );
  });
});
