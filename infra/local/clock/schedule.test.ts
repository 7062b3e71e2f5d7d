import { expect, it } from 'vitest';
import { firingOf } from './schedule.ts';

it.each([
  ['rate(1 minute)', '2026-11-24T09:00:00.000Z', '2026-11-24T09:01:00.000Z'],
  ['rate(1 minute)', '2026-11-24T09:00:59.999Z', '2026-11-24T09:01:00.000Z'],
  ['rate(5 minutes)', '2026-11-24T09:03:00.000Z', '2026-11-24T09:05:00.000Z'],
  ['rate(12 hours)', '2026-11-24T09:03:00.000Z', '2026-11-24T12:00:00.000Z'],
  ['cron(30 2 * * ? *)', '2026-11-24T02:29:59.999Z', '2026-11-24T02:30:00.000Z'],
  ['cron(30 2 * * ? *)', '2026-11-24T02:30:00.000Z', '2026-11-25T02:30:00.000Z'],
  ['cron(0 8 ? * MON *)', '2026-11-24T09:00:00.000Z', '2026-11-30T08:00:00.000Z'],
  ['cron(0 0 L * ? *)', '2027-02-01T00:00:00.000Z', '2027-02-28T00:00:00.000Z'],
  ['at(2026-12-01T08:00:00)', '2026-11-24T09:00:00.000Z', '2026-12-01T08:00:00.000Z'],
])('%s after %s fires at %s', (expression, after, expected) => {
  expect(new Date(firingOf(expression)(Date.parse(after)) ?? 0).toISOString()).toBe(expected);
});

it('what is past does not fire again', () => {
  expect(firingOf('at(2026-12-01T08:00:00)')(Date.parse('2026-12-01T08:00:00Z'))).toBeUndefined();
});

it.each(['every minute', 'rate(0 minutes)', 'rate(5 fortnights)', 'rate(minute)'])(
  'refuses %s',
  (expression) => {
    expect(() => firingOf(expression)).toThrow(expression);
  },
);
