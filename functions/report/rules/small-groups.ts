import type { Report, Rows } from '../sheet.ts';
import { fairness } from '../sql/fairness.sql.ts';
import { addedUp } from './added-up.ts';

/** What is counted of the people of a pool. */
const COUNTED: readonly string[] = ['leads', 'leads30Days', 'beyond'];
/** What is counted of partners and direct sales: it tells of both, so the smaller side must be large enough. */
const COMPARED: readonly string[] = ['forBoth', 'partnersEntitled', 'partnersGot', 'partnersDeviation'];
/** Stand for pools that are too small to be told of one by one, and for what belongs to them alone. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ['pool', 'other-pools'],
  ['rule', 'other-rules'],
  ['region', 'other-regions'],
]);

const columns: Report['columns'] = fairness.columns;
const place = placeIn(fairness);

function placeIn({ columns }: Pick<Report, 'columns'>): (name: string) => number {
  return (name) => columns.findIndex((column) => column.name === name);
}

/** The pools that a report names. */
export function poolsOf(report: Report, rows: Rows): string[] {
  const at = placeIn(report)('pool');
  return rows.flatMap((row) => row[at] ?? []);
}

/**
 * The fairness report without the figures of groups that are too small: so few that a figure would tell of one person
 * (R133), as it stands or taken from a sum. Their rows stay, so that nobody takes them for pools without leads.
 * @param small pools of which nothing may be told one by one
 * @param smallest members that the smaller side of partners and direct sales must have
 */
export function withoutSmallGroups(rows: Rows, small: ReadonlySet<string>, smallest: number): Rows {
  const pools = Map.groupBy(rows, (row) => row[place('pool')] ?? null);
  const compared = new Set(
    [...pools].flatMap(([pool, of]) =>
      of.some((row) => Number(row[place('smallerChannel')]) >= smallest) ? [pool] : [],
    ),
  );
  const isHidden = (pool: string | null, name = '') =>
    (COUNTED.includes(name) && (pool === null || small.has(pool))) ||
    (COMPARED.includes(name) && !compared.has(pool));
  return rows.map((row) =>
    row.map((value, index) => (isHidden(row[place('pool')] ?? null, columns[index]?.name) ? null : value)),
  );
}

/**
 * A report with pools that are too small counted together, for what stands in a pool of one is the work of one person
 * (R133); sums stay as they were. The rules and regions of such a pool would name it again.
 * @param ratios see `addedUp`
 */
export function smallPoolsTogether(
  report: Report,
  rows: Rows,
  small: ReadonlySet<string>,
  ratios: Parameters<typeof addedUp>[2] = {},
): Rows {
  const at = placeIn(report)('pool');
  const isSmall = (row: Rows[number]) => small.has(row[at] ?? '');
  if (!rows.some(isSmall)) return rows;
  const renamed = rows.map((row) =>
    isSmall(row) ? row.map((value, index) => OTHERS.get(report.columns[index]?.name ?? '') ?? value) : row,
  );
  return addedUp(report, renamed, ratios);
}

/**
 * Pools of which nothing may be told one by one.
 * @param fairness rows of the fairness report: how many of a pool could take part at once is what is known of its size
 * @param smallest members that a pool must have
 */
export function smallPools(pools: Iterable<string>, fairness: Rows, smallest: number): ReadonlySet<string> {
  const sizes = [...new Set(pools)].map((pool) => ({ name: pool, size: sizeOf(pool, fairness) }));
  return tooSmall(sizes, smallest);
}

/**
 * Groups of which nothing may be told one by one. Where those that are too small are too few people together, the next
 * smallest joins them: nobody can take one from the other.
 */
export function tooSmall(groups: readonly { name: string; size: number }[], smallest: number): Set<string> {
  const found = new Set<string>();
  let people = 0;
  for (const { name, size } of groups.toSorted((a, b) => a.size - b.size || a.name.localeCompare(b.name))) {
    if (size >= smallest && (found.size === 0 || people >= smallest)) break;
    found.add(name);
    people += size;
  }
  return found;
}

function sizeOf(pool: string, fairness: Rows): number {
  const able = fairness
    .filter((row) => row[place('pool')] === pool)
    .map((row) => Number(row[place('mostAble')]));
  return Math.max(0, ...able);
}
