import type { Rows } from '../sheet.ts';
import { losses } from '../sql/losses.sql.ts';

const OTHER_REASONS = 'other-reasons';
const place = (name: string): number => losses.columns.findIndex((column) => column.name === name);
const SALES = ['leads', 'back', 'asked'].map(place);
/** What persons answered: how many did, by the reason of sales, and what they said, by their own. The first is the size of a group. */
const GROUPS = [['answered'], ['told', 'never', 'onDay']].map((names) => names.map(place));

/**
 * The report of losses with answers counted together, as `other-reasons`, where so few stand behind a reason that they
 * would tell of one person (R133). Sums stay as they were. Where something stands together, reasons without any answer
 * are as empty as those with few, and a reason that nobody but the persons named is not a row of its own.
 * @param smallest answers that a reason must have; where all together are fewer, none is told
 */
export function fewAnswersTogether(rows: Rows, smallest: number): Rows {
  const told = rows.map((row) => [...row]);
  const others = GROUPS.map((columns) => takeTogether(told, columns, smallest));
  if (others.every((values) => values === null)) return rows;
  const left = told.filter((row) => [...SALES, ...GROUPS.flat()].some((at) => Number(row[at] ?? 0) > 0));
  const sums = others.flatMap((values, nth) => values ?? GROUPS[nth]?.map(() => '0') ?? []);
  return [...left, [OTHER_REASONS, ...SALES.map(() => '0'), ...sums]];
}

/** Empties the columns of a group where few stand behind it. @returns what they were together; null where none are few */
function takeTogether(rows: (string | null)[][], columns: readonly number[], smallest: number) {
  const [size = 0] = columns;
  const sizeOf = (row: readonly (string | null)[]) => Number(row[size] ?? 0);
  if (!rows.some((row) => sizeOf(row) > 0 && sizeOf(row) < smallest)) return null;
  const sums = columns.map(() => 0);
  for (const row of rows.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
    // Where few are still few together, the next larger joins them: nobody can take one from the other.
    if (sizeOf(row) >= smallest && (sums[0] ?? 0) >= smallest) break;
    for (const [nth, at] of columns.entries()) {
      sums[nth] = (sums[nth] ?? 0) + Number(row[at] ?? 0);
      row[at] = null;
    }
  }
  return sums.map((sum) => ((sums[0] ?? 0) < smallest ? null : String(sum)));
}
