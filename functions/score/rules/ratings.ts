import type { Rating } from '../../../shared/rules/scoring.ts';

type Bands = Extract<Rating, { bands: unknown }>['bands'];
type Months = Extract<Rating, { months: unknown }>['months'];
type Values = Extract<Rating, { values: unknown }>;

/** Rating of a number: the first band whose `below` it does not reach. */
export function byNumber(value: number, bands: Bands): number | null {
  return bands.find(({ below }) => below === undefined || value < below)?.rating ?? null;
}

/**
 * Rating of the day of the decision: the first band that it lies within, counted in calendar months from today (UTC).
 * A day that has passed lies within every band: "in 10 months", said ten months ago, is now.
 * @param day ISO date
 */
export function byMonths(day: string, bands: Months, now: string): number | null {
  return bands.find(({ within }) => within === undefined || day <= monthsAfter(now, within))?.rating ?? null;
}

/** Rating of a named value, whatever its case. Null where the document does not rate such a value. */
export function byValue(value: string, { values, otherwise }: Values): number | null {
  const wanted = value.trim().toLowerCase();
  const named = Object.entries(values).find(([name]) => name.toLowerCase() === wanted);
  return named?.[1] ?? otherwise ?? null;
}

/** The same day so many months later, or the last of that month where it is shorter. */
function monthsAfter(now: string, months: number): string {
  const day = new Date(`${now.slice(0, 10)}T00:00:00.000Z`);
  const wanted = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(wanted, last));
  return day.toISOString().slice(0, 10);
}
