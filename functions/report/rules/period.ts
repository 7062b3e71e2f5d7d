import type { Recipient } from '../../../shared/rules/reports.ts';

/** Whole days that a regular report covers, both included, as local dates. */
export interface Period {
  from: string;
  to: string;
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The last whole day, week (Monday to Sunday) or month that has ended on a day or before.
 * @param day local date `yyyy-mm-dd`
 */
export function periodUntil(every: Recipient['every'], day: string): Period {
  if (every === 'day') return { from: day, to: day };
  if (every === 'week') {
    const to = plusDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay());
    return { from: plusDays(to, -6), to };
  }
  const next = plusDays(day, 1);
  const to = plusDays(`${next.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** The period before another one. */
export const periodBefore = (every: Recipient['every'], { from }: Period): Period =>
  periodUntil(every, plusDays(from, -1));

/** Days of a period. */
export const lengthOf = ({ from, to }: Period): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
