import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../shared/rules/scoring.ts';
import { byMonths, byNumber, byValue, rate } from './ratings.ts';

const bands = [{ below: 100, rating: 1 }, { below: 250, rating: 2 }, { rating: 4 }];

describe('rating a number by its band', () => {
  it.each([
    [0, 1],
    [99.99, 1],
    [100, 2],
    [249.99, 2],
    [250, 4],
    [9e12, 4],
  ])('%d is rated %d', (value, rating) => {
    expect(byNumber(value, bands)).toBe(rating);
  });
});

const months = [{ within: 0, rating: 4 }, { within: 3, rating: 3 }, { within: 6, rating: 2 }, { rating: 1 }];

describe('rating the day of a decision by calendar months', () => {
  it.each([
    ['2026-11-23', '2026-11-24', 4, 'a day that has passed is now'],
    ['2026-11-24', '2026-11-24', 4, 'today is now'],
    ['2026-11-25', '2026-11-24', 3, 'tomorrow is within 3 months'],
    ['2027-02-24', '2026-11-24', 3, 'the same day 3 months later is within'],
    ['2027-02-25', '2026-11-24', 2, 'the day after is not'],
    ['2027-05-24', '2026-11-24', 2, 'across the turn of the year'],
    ['2027-05-25', '2026-11-24', 1, 'later than every band'],
    ['2027-02-28', '2026-11-30', 3, 'to the last day of a shorter month'],
    ['2027-03-01', '2026-11-30', 2, 'and not into the next'],
    ['2028-02-29', '2027-11-30', 3, 'to the 29th in a leap year'],
  ])('a decision on %s, asked on %s, is rated %d: %s', (day, today, rating) => {
    expect(byMonths(day, months, `${today}T23:59:59.999Z`)).toBe(rating);
  });

  it('ages: in 10 months, said ten months ago, is now', () => {
    expect(byMonths('2027-09-24', months, '2026-11-24T09:00:00.000Z')).toBe(1);
    expect(byMonths('2027-09-24', months, '2027-09-24T09:00:00.000Z')).toBe(4);
  });
});

describe('rating a named value', () => {
  const rule = { fact: 'industry' as const, values: { IT: 3, Maschinenbau: 4 }, otherwise: 2 };
  it.each([
    ['IT', 3],
    [' it ', 3],
    ['MASCHINENBAU', 4],
    ['Bau', 2],
    ['constructor', 2],
  ])('%s is rated %d', (value, rating) => {
    expect(byValue(value, rule)).toBe(rating);
  });

  it('takes the first of two names that differ in case alone', () => {
    expect(byValue('it', { values: { IT: 3, it: 4 } })).toBe(3);
  });

  it('gives no rating to a value that the document does not name', () => {
    expect(byValue('Bau', { values: { IT: 3 } })).toBeNull();
  });
});

describe('rating what a lead brought beside the canonical facts', () => {
  const visits: Rating = {
    fact: 'extra',
    field: 'visits',
    as: 'number',
    bands: [{ below: 3, rating: 1 }, { rating: 4 }],
  };
  const origin: Rating = { fact: 'extra', field: 'origin', as: 'text', values: { Fair: 4 }, otherwise: 2 };
  const rated = (rule: Rating, value: unknown) =>
    rate({ facts: {}, extra: { visits: value, origin: value } }, rule, '2026-11-24T09:00:00.000Z')?.rating ??
    null;

  it.each([
    [2, 1],
    ['3', 4],
    ['2,9', 1],
    ['-3.5', 1],
    ['1,250', null],
    ['many', null],
    ['', null],
    [undefined, null],
    [['5'], null],
  ])('visits %j are rated %s', (value, rating) => {
    expect(rated(visits, value)).toBe(rating);
  });

  it.each([
    ['fair ', 4],
    ['web', 2],
    [true, 2],
    [' ', null],
    [null, null],
  ])('origin %j is rated %s', (value, rating) => {
    expect(rated(origin, value)).toBe(rating);
  });

  it('takes no field that every object has', () => {
    expect(
      rate({ facts: {}, extra: {} }, { ...origin, field: 'constructor' }, '2026-11-24T09:00:00.000Z'),
    ).toBeNull();
  });

  it('rates the unknown where the document says so', () => {
    const rule: Rating = { fact: 'need', values: { concrete: 4 }, unknown: 2 };
    for (const facts of [{}, { need: 'unknown' as const }])
      expect(rate({ facts, extra: {} }, rule, '2026-11-24T09:00:00.000Z')).toEqual({
        value: 'unknown',
        rating: 2,
      });
  });
});
