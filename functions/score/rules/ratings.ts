import type { Facts } from '../../../shared/domain/facts.ts';
import type { AreaRank } from '../../../shared/domain/lead.ts';
import type { Depth } from '../../../shared/rules/depth.ts';
import { oncePer } from '../../../shared/rules/once-per.ts';
import type { Rating } from '../../../shared/rules/scoring.ts';

type Bands = Extract<Rating, { bands: unknown }>['bands'];
type Months = Extract<Rating, { months: unknown }>['months'];
type Values = Pick<Extract<Rating, { values: unknown }>, 'values' | 'otherwise'>;

/** What may be rated about a lead: canonical facts, and what came beside them. */
export interface KnownFacts {
  facts: Facts;
  extra: Record<string, unknown>;
  /** Where the area of the postcode stands. */
  area?: AreaRank | null;
  /** The deepest channel (R46). */
  depth?: Depth | null;
  /** The most trouble that the person took with an inquiry (R45). */
  effort?: number | null;
}

/** What a criterion asks for. */
export type Asked =
  | { fact: Exclude<Rating['fact'], 'extra' | 'area' | 'depth' | 'effort'> }
  | { fact: 'extra'; field: string; as: 'number' | 'text' };

/** Value and rating of the fact that a criterion asks for; null where it is unknown, or of a kind that nobody rated. */
export function rate(
  known: KnownFacts,
  rule: Rating,
  now: string,
): { value: string | number; rating: number; area?: AreaRank } | null {
  if (rule.fact === 'area') return rateArea(known, rule);
  if (rule.fact === 'depth') return grade(known.depth?.value, known.depth?.channel, rule);
  if (rule.fact === 'effort') return grade(known.effort, known.effort, rule);
  const value = factOf(known, rule);
  if (value === null) return rule.unknown === undefined ? null : { value: 'unknown', rating: rule.unknown };
  const rating = ratingOf(value, rule, now);
  return rating === null ? null : { value, rating };
}

/** Rating of the lead's area, by the share of the areas that are as good or better. */
function rateArea({ facts, area }: KnownFacts, { ranks, unknown }: Extract<Rating, { fact: 'area' }>) {
  if (!area || facts.postcode === undefined)
    return unknown === undefined ? null : { value: 'unknown', rating: unknown };
  const percent = (100 * area.rank) / area.of;
  const rating = ranks.find(({ best }) => best === undefined || percent <= best)?.rating;
  return rating === undefined ? null : { value: facts.postcode, rating, area };
}

/** What is a rating already. */
function grade(
  rating: number | null | undefined,
  value: string | number | null | undefined,
  { unknown }: { unknown?: number | undefined },
): { value: string | number; rating: number } | null {
  if (rating && value) return { value, rating };
  return unknown === undefined ? null : { value: 'unknown', rating: unknown };
}

/** What is known about it; null where nothing is. */
export function factOf({ facts, extra }: KnownFacts, asked: Asked): string | number | null {
  if (asked.fact === 'extra') {
    const text = textIn(Object.hasOwn(extra, asked.field) ? extra[asked.field] : undefined);
    return asked.as === 'number' ? numberIn(text) : text || null;
  }
  const value = facts[asked.fact];
  return value === undefined || value === 'unknown' ? null : value;
}

function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';
}

/** The number that a text is, with a point or a comma before its decimals; null where it is none, or might be one of two (`1,250`). */
export function numberIn(text: string): number | null {
  return /^[-+]?\d+(?:\.\d+|,(?!\d{3}$)\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

function ratingOf(
  value: string | number,
  rule: Exclude<Rating, { fact: 'area' | 'depth' | 'effort' }>,
  now: string,
): number | null {
  if ('bands' in rule) return byNumber(Number(value), rule.bands);
  return 'months' in rule ? byMonths(String(value), rule.months, now) : byValue(String(value), rule);
}

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
  return anyCase(values).get(value.trim().toLowerCase()) ?? otherwise ?? null;
}

/** Ratings by the small letters of their names; of names that differ in case alone the first counts. */
const anyCase = oncePer(
  (values: Values['values']) =>
    new Map(
      Object.entries(values)
        .map(([name, rating]) => [name.toLowerCase(), rating] as const)
        .reverse(),
    ),
);

/** The same day so many months later, or the last of that month where it is shorter. Leads are scored by the thousand on one day. */
export function monthsAfter(now: string, months: number): string {
  const today = now.slice(0, 10);
  if (counted.today !== today) counted = { today, after: new Map() };
  const known = counted.after.get(months);
  if (known !== undefined) return known;
  const fresh = countMonths(today, months);
  counted.after.set(months, fresh);
  return fresh;
}

let counted = { today: '', after: new Map<number, string>() };

function countMonths(today: string, months: number): string {
  const day = new Date(`${today}T00:00:00.000Z`);
  const wanted = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + months);
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  day.setUTCDate(Math.min(wanted, last));
  return day.toISOString().slice(0, 10);
}
