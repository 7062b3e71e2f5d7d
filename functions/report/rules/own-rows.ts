import type { Rows } from '../sheet.ts';
import { partners, WHOLE_POOL } from '../sql/partners.sql.ts';

const POOL = partners.columns.findIndex(({ name }) => name === 'pool');
const PARTNER = partners.columns.findIndex(({ name }) => name === 'partner');
const KEPT = ['text', 'share'];

/**
 * What a partner reads of the scorecard: the own rows, and of the whole pool the shares, for comparison; nothing of another
 * partner (R138, R146). Nothing, where the partner is among those that are too few people.
 */
export function ownRows(rows: Rows, partner: string): Rows {
  const own = rows.filter((row) => row[PARTNER] === partner);
  const pools = new Set(own.map((row) => row[POOL]));
  const whole = rows.filter((row) => row[PARTNER] === WHOLE_POOL && pools.has(row[POOL]));
  const shares = whole.map((row) =>
    row.map((value, index) => (KEPT.includes(partners.columns[index]?.type ?? '') ? value : null)),
  );
  return [...own, ...shares];
}
