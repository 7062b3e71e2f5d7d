import { expect, it } from 'vitest';
import { lengthOf, periodBefore, periodUntil } from './period.ts';

it.each([
  ['day', '2026-11-24', '2026-11-24', '2026-11-24', 1],
  ['week', '2026-11-22', '2026-11-16', '2026-11-22', 7],
  ['week', '2026-11-23', '2026-11-16', '2026-11-22', 7],
  ['week', '2026-11-28', '2026-11-16', '2026-11-22', 7],
  ['month', '2026-11-30', '2026-11-01', '2026-11-30', 30],
  ['month', '2026-11-29', '2026-10-01', '2026-10-31', 31],
  ['month', '2028-02-29', '2028-02-01', '2028-02-29', 29],
  ['month', '2027-01-30', '2026-12-01', '2026-12-31', 31],
] as const)('the last whole %s that ended by %s is %s to %s', (every, day, from, to, days) => {
  expect(periodUntil(every, day)).toEqual({ from, to });
  expect(lengthOf({ from, to })).toBe(days);
});

it.each([
  ['day', '2026-11-23', '2026-11-23'],
  ['week', '2026-11-09', '2026-11-15'],
  ['month', '2026-10-01', '2026-10-31'],
] as const)('the %s before lies right before', (every, from, to) => {
  expect(periodBefore(every, periodUntil(every, '2026-11-24'))).toEqual(
    every === 'month' ? { from: '2026-09-01', to: '2026-09-30' } : { from, to },
  );
});
