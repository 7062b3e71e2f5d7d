import { expect, it } from 'vitest';
import { millisecondsOf } from './duration.ts';

const hour = 3_600_000;

it.each([
  ['PT26H', 26 * hour],
  ['P30D', 30 * 24 * hour],
  ['P1W', 7 * 24 * hour],
  ['P1DT1H1M1.5S', 25 * hour + 61_500],
  ['PT0S', 0],
])('reads %s', (duration, milliseconds) => {
  expect(millisecondsOf(duration)).toBe(milliseconds);
});

it.each(['', 'P', 'PT', 'P1DT', '26H', '-PT1H', 'P1M', 'PT1H '])(
  'does not take %j for a duration',
  (duration) => {
    expect(millisecondsOf(duration)).toBeUndefined();
  },
);
