import type { Report, Rows } from '../sheet.ts';
import { fairness } from '../sql/fairness.sql.ts';
import { tracking } from '../sql/tracking.sql.ts';

/** What is counted of the people of a pool. */
const COUNTED: readonly string[] = ['leads', 'leads30Days', 'beyond'];
/** What is counted of partners and direct sales: it tells of both, so the smaller side must be large enough. */
const COMPARED: readonly string[] = ['forBoth', 'partnersEntitled', 'partnersGot', 'partnersDeviation'];
/** Stands for pools that are too small to be told of one by one. */
const OTHER_POOLS = 'other-pools';

const placeIn =
  ({ columns }: Report) =>
  (name: string): number =>
    columns.findIndex((column) => column.name === name);
const columns: Report['columns'] = fairness.columns;
const place = placeIn(fairness);
const trackingPlace = placeIn(tracking);

/**
 * The fairness report without the figures of groups that are too small: so few that a figure would tell of one person
 * (R133), as it stands or taken from a sum. Their rows stay, so that nobody takes them for pools without leads.
 * @param smallest members that a pool must have; how many could take part at once is what is known of its size
 */
export function withoutSmallGroups(rows: Rows, smallest: number): Rows {
  const pools = Map.groupBy(rows, (row) => row[place('pool')] ?? null);
  const hidden = tooSmall([...pools.keys()], rows, smallest);
  const compared = new Set(
    [...pools].flatMap(([pool, of]) =>
      of.some((row) => Number(row[place('smallerChannel')]) >= smallest) ? [pool] : [],
    ),
  );
  const isHidden = (pool: string | null, name = '') =>
    (COUNTED.includes(name) && hidden.has(pool)) || (COMPARED.includes(name) && !compared.has(pool));
  return rows.map((row) =>
    row.map((value, index) => (isHidden(row[place('pool')] ?? null, columns[index]?.name) ? null : value)),
  );
}

/**
 * The tracking report with pools that are too small counted together, for what stands in a pool of one is the work of one
 * person (R133); sums stay as they were.
 * @param fairness rows of the fairness report: how many of a pool could take part at once
 */
export function smallPoolsTogether(tracking: Rows, fairness: Rows, smallest: number): Rows {
  const pools = new Set(tracking.flatMap((row) => row[trackingPlace('pool')] ?? []));
  const together = tooSmall([...pools], fairness, smallest);
  if (together.size === 0) return tracking;
  const renamed = tracking.map((row) =>
    row.map((value, index) =>
      index === trackingPlace('pool') && value !== null && together.has(value) ? OTHER_POOLS : value,
    ),
  );
  const keys = ['state', 'class', 'stage', 'pool'].map(trackingPlace);
  const alike = Map.groupBy(renamed, (row) => JSON.stringify(keys.map((key) => row[key] ?? null)));
  return [...alike.values()].map(added);
}

/**
 * Pools of which nothing may be told one by one. Where those that are too small are too few people together, the next
 * smallest pool joins them: nobody can take one from the other.
 */
function tooSmall(pools: readonly (string | null)[], fairness: Rows, smallest: number): Set<string | null> {
  const sizes = pools
    .map((pool) => ({ pool, size: sizeOf(pool, fairness) }))
    .sort((a, b) => a.size - b.size || String(a.pool).localeCompare(String(b.pool)));
  const found = new Set<string | null>();
  let people = 0;
  for (const { pool, size } of sizes) {
    if (size >= smallest && (found.size === 0 || people >= smallest)) break;
    found.add(pool);
    people += size;
  }
  return found;
}

function sizeOf(pool: string | null, fairness: Rows): number {
  const able = fairness
    .filter((row) => (row[place('pool')] ?? null) === pool)
    .map((row) => Number(row[place('mostAble')]));
  return Math.max(0, ...able);
}

/** Rows that count the same as one: leads add up, the oldest is the oldest of all, the mean is weighted by leads. */
function added(rows: Rows): Rows[number] {
  const [first = []] = rows;
  if (rows.length === 1) return first;
  const values = (name: string) => rows.map((row) => Number(row[trackingPlace(name)]));
  const total = (name: string) => values(name).reduce((sum, value) => sum + value, 0);
  const leads = values('leads');
  const days = values('meanDays').reduce((sum, mean, index) => sum + mean * (leads[index] ?? 0), 0);
  return first.map((value, index) => {
    const name = tracking.columns[index]?.name;
    if (name === 'oldestDays') return String(Math.max(...values(name)));
    if (name === 'meanDays') return (days / total('leads')).toFixed(1);
    return name && ['leads', 'hot', 'won', 'overdue'].includes(name) ? String(total(name)) : value;
  });
}
