import type { Rows } from '../sheet.ts';
import { partners, WHOLE_POOL } from '../sql/partners.sql.ts';
import { addedUp } from './added-up.ts';
import { tooSmall } from './small-groups.ts';

const OTHER_GROUPS = 'other-groups';
const place = (name: string): number => partners.columns.findIndex((column) => column.name === name);
const [POOL, PARTNER, PEOPLE] = [place('pool'), place('partner'), place('people')];
const RATIOS = {
  inTimeShare: ['acceptedInTime', 'got'],
  contactedShare: ['contacted', 'got'],
  wonShare: ['won', 'got'],
  returnedShare: ['returned', 'got'],
} as const;

/**
 * The scorecard of partners without figures of few people (R133): in each pool, partners and direct sales that are too few
 * stand together; where they would be few even so, the next smallest group joins them, for the whole pool stands beside it.
 * Of a pool that is too small itself there is no row.
 * @param small pools of which nothing may be told one by one
 * @param smallest people that a group must have
 */
export function smallPartnersTogether(rows: Rows, small: ReadonlySet<string>, smallest: number): Rows {
  const told = rows.filter((row) => !small.has(row[POOL] ?? ''));
  return [...Map.groupBy(told, (row) => row[POOL])].flatMap(([, ofPool]) => {
    const groups = ofPool.filter((row) => row[PARTNER] !== WHOLE_POOL);
    const sizes = groups.map((row) => ({ name: row[PARTNER] ?? '', size: Number(row[PEOPLE]) }));
    const few = tooSmall(sizes, smallest);
    if (sizes.reduce((sum, { size }) => sum + size, 0) < smallest) return [];
    const renamed = ofPool.map((row) =>
      row.map((value, at) => (at === PARTNER && few.has(value ?? '') ? OTHER_GROUPS : value)),
    );
    return addedUp(partners, renamed, RATIOS);
  });
}
