import { describe, expect, it } from 'vitest';
import { later, readDay, readInstant } from './day.ts';

const now = '2026-11-24T09:00:00.000Z';

describe('a day that somebody typed', () => {
  it.each([
    ['1980-02-29', '1980-02-29'],
    ['1980-02-29T10:00:00+02:00', '1980-02-29'],
    ['31.12.1999', '1999-12-31'],
    ['1.2.80', '1980-02-01'],
    ['1.2.36', '2036-02-01'],
    ['1.2.37', '1937-02-01'],
    ['31/12/2026', '2026-12-31'],
    ['12/31/2026', '2026-12-31'],
    ['3. März 1975', '1975-03-03'],
    ['3 Mar 1975', '1975-03-03'],
    ['March 3rd, 1975', '1975-03-03'],
    ['12. Jänner 2027', '2027-01-12'],
  ])('%s is %s', (typed, expected) => {
    expect(readDay(typed, now)).toBe(expected);
  });

  it.each([
    ['31.02.2026'],
    ['2026-02-30'],
    ['00.01.2026'],
    ['1.13.2026'],
    ['gestern'],
    ['12345'],
    [''],
    ['32. März 2026'],
  ])('%s is no day', (typed) => {
    expect(readDay(typed, now)).toBeNull();
  });

  it('a month after the 31st is the last of the shorter month', () => {
    expect(later('2026-01-31', { months: 1 })).toBe('2026-02-28');
    expect(later('2026-11-24', { months: 10 })).toBe('2027-09-24');
    expect(later('2026-12-31', { days: 1 })).toBe('2027-01-01');
  });
});

describe('an instant that somebody sent', () => {
  it.each([
    ['2026-11-20T10:30:00Z', '2026-11-20T10:30:00.000Z'],
    ['2026-11-20T10:30:00+01:00', '2026-11-20T09:30:00.000Z'],
    ['2026-11-20 10:30', '2026-11-20T10:30:00.000Z'],
    ['20.11.2026', '2026-11-20T12:00:00.000Z'],
    ['2026-11-20T25:00:00Z', null],
    ['17.11.2026 9:05 Uhr', '2026-11-17T09:05:00.000Z'],
    ['17.11.2026, 25:00', null],
    ['soon', null],
  ])('%s is %s', (typed, expected) => {
    expect(readInstant(typed, now)).toBe(expected);
  });
});
