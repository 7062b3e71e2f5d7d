import type { Column, Report, Rows } from '../sheet.ts';

/**
 * Rows of a report that are alike in every column of text as one: counts add up, what is `oldest…` is the oldest of all, what
 * is `mean…` is weighted by leads, and shares and ratios, which do not add up, are worked out anew.
 * @param ratios column of a share → the two columns of counts whose quotient it is
 */
export function addedUp(
  { columns }: Pick<Report, 'columns'>,
  rows: Rows,
  ratios: Readonly<Record<string, readonly [part: string, whole: string]>> = {},
): Rows {
  const texts = columns.flatMap(({ type }, index) => (type === 'text' ? [index] : []));
  const alike = Map.groupBy(rows, (row) => JSON.stringify(texts.map((index) => row[index] ?? null)));
  return [...alike.values()].map((group) => (group.length === 1 ? (group[0] ?? []) : asOne(group)));

  function asOne(group: Rows): Rows[number] {
    const values = (name: string) =>
      group.map((row) => Number(row[columns.findIndex((column) => column.name === name)] ?? 0));
    const sum = (name: string) => values(name).reduce((total, value) => total + value, 0);
    return columns.map((column, index) => cell(column, group[0]?.[index] ?? null, { values, sum }));
  }

  function cell({ name, type }: Column, first: string | null, { values, sum }: Figures): string | null {
    if (type === 'text') return first;
    if (name.startsWith('oldest')) return String(Math.max(...values(name)));
    const ratio = ratios[name];
    if (ratio) return sum(ratio[1]) === 0 ? null : (sum(ratio[0]) / sum(ratio[1])).toFixed(4);
    if (!name.startsWith('mean')) return String(sum(name));
    const leads = values('leads');
    const weighted = values(name).reduce((total, mean, nth) => total + mean * (leads[nth] ?? 0), 0);
    return (weighted / sum('leads')).toFixed(1);
  }
}

interface Figures {
  values(name: string): number[];
  sum(name: string): number;
}
