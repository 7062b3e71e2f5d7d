import { type Report, type Rows, reports } from '../reports.ts';

/** What is counted of the people of a pool. */
const COUNTED: readonly string[] = ['leads', 'leads30Days', 'beyond'];
/** What is counted of partners and direct sales: it tells of both, so the smaller side must be large enough. */
const COMPARED: readonly string[] = ['forBoth', 'partnersEntitled', 'partnersGot', 'partnersDeviation'];
const columns: Report['columns'] = reports.fairness.columns;
const place = (name: string): number => columns.findIndex((column) => column.name === name);

/**
 * The fairness report without the figures of groups that are too small: so few that a figure would tell of one person
 * (R133). Their rows stay, so that nobody takes them for pools without leads.
 * @param smallest members that a pool must have; how many could take part at once is what is known of its size
 */
export function withoutSmallGroups(rows: Rows, smallest: number): Rows {
  const pools = Map.groupBy(rows, (row) => row[place('pool')] ?? null);
  const shown = new Set(
    [...pools].flatMap(([pool, of]) =>
      of.some((row) => Number(row[place('mostAble')]) >= smallest) ? [pool] : [],
    ),
  );
  const compared = new Set(
    [...pools].flatMap(([pool, of]) =>
      of.some((row) => Number(row[place('smallerChannel')]) >= smallest) ? [pool] : [],
    ),
  );
  const isHidden = (pool: string | null, name = '') =>
    (COUNTED.includes(name) && !shown.has(pool)) || (COMPARED.includes(name) && !compared.has(pool));
  return rows.map((row) =>
    row.map((value, index) => (isHidden(row[place('pool')] ?? null, columns[index]?.name) ? null : value)),
  );
}
