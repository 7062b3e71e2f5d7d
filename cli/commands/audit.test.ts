import { expect, it } from 'vitest';
import { daysOf } from './audit.ts';

it.each([
  ['yesterday, where none is named', {}, [true]],
  ['one that is named', { from: '2026-11-24' }, ['2026-11-24']],
  [
    'all of a span, over the end of a month',
    { from: '2026-02-27', to: '2026-03-02' },
    ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'],
  ],
])('the audit looks at days: %s', (_, options, days) => {
  expect(daysOf(options)).toEqual(days);
});

it.each([
  [{ from: 'yesterday' }, /no day/],
  [{ from: '2026-02-30T00' }, /no day/],
  [{ from: '2026-11-24', to: '2026-11-23' }, /before the first/],
])('the audit refuses %o', (options, reason) => {
  expect(() => daysOf(options)).toThrow(reason);
});
