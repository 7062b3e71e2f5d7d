import awsCronParser from 'aws-cron-parser';

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** Tells the first firing after an instant (both ms since 1970); undefined when there is none any more. */
export type Firing = (after: number) => number | undefined;

/**
 * Reads `rate(5 minutes)`, `cron(30 2 * * ? *)` or `at(2026-12-01T08:00:00)`, in UTC. A rate fires at whole multiples of
 * itself; on AWS it counts from when the rule was made.
 */
export function firingOf(expression: string): Firing {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(inside, expression);
  if (kind === 'cron') return cron(inside);
  if (kind === 'at') return once(Date.parse(`${inside}Z`));
  throw new Error(`schedule ${expression} is neither rate, cron nor at`);
}

function rate(text: string, expression: string): Firing {
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const step = Number(count) * (units[unit] ?? Number.NaN);
  if (!(step > 0)) throw new Error(`schedule ${expression} cannot be read`);
  return (after) => (Math.floor(after / step) + 1) * step;
}

function cron(text: string): Firing {
  const parsed = awsCronParser.parse(text);
  return (after) => awsCronParser.next(parsed, new Date(after))?.getTime();
}

const once =
  (instant: number): Firing =>
  (after) =>
    instant > after ? instant : undefined;
