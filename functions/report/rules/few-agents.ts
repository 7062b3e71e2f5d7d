import type { Report, Rows } from '../sheet.ts';

/**
 * Rows about the work of agents without the figures of groups that are too small (R133): what few did would be told of
 * each of them. The column `agents` says how many they are; where a second one, `compared`, says of how many the columns
 * behind it tell, these are left empty by it too.
 * @param smallest people that a group must have
 */
export function withoutFewAgents({ columns }: Report, rows: Rows, smallest: number): Rows {
  const agents = columns.findIndex(({ name }) => name === 'agents');
  const compared = columns.findIndex(({ name }) => name === 'compared');
  return rows.map((row) => {
    const few = (at: number) => at >= 0 && Number(row[at]) < smallest;
    return row.map((value, at) => {
      if (at > agents && few(agents)) return null;
      return compared >= 0 && at > compared && few(compared) ? null : value;
    });
  });
}
