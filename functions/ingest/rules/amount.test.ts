import { describe, expect, it } from 'vitest';
import { readAmount } from './amount.ts';

describe('an amount that somebody typed', () => {
  it.each([
    [70000, 70000],
    ['70000', 70000],
    ['70.000,00 €', 70000],
    ['70,000.00', 70000],
    ['70,000', 70000],
    ['70.000', 70000],
    ['70 000 EUR', 70000],
    ["CHF 70'000.-", 70000],
    ['€ 70.000,-', 70000],
    ['70 TEUR', 70000],
    ['70 T€', 70000],
    ['70k', 70000],
    ['70 tsd. Euro', 70000],
    ['1,5 Mio. €', 1_500_000],
    ['1.5m', 1_500_000],
    ['1.234.567,89', 1234567.89],
    ['0,5', 0.5],
    ['0.500', 0.5],
    ['12,5', 12.5],
    ['ca. 50.000 €', 50000],
    ['über 100.000 €', 100000],
    ['bis zu 5.000', 5000],
    ['> 250', 250],
    ['500+', 500],
    ['50.000 - 70.000 €', 50000],
    ['50–70 TEUR', 50000],
    ['zwischen 10.000 und 20.000 Euro', 10000],
    ['10.000 bis 20.000', 10000],
    ['51-200 Mitarbeiter', 51],
    ['120 employees', 120],
    [0, 0],
    ['0', 0],
  ])('%s is read as %d', (typed, expected) => {
    expect(readAmount(typed)).toBe(expected);
  });

  it.each([
    [''],
    ['viel'],
    ['-5'],
    [-5],
    ['12 Äpfel'],
    ['1.2.3'],
    ['1,2,3'],
    ['1.23.456'],
    ['1e9'],
    ['9'.repeat(40)],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    ['5 - 6 - 7'],
    ['0x10'],
    ['70 000 80'],
  ])('%s is no amount', (typed) => {
    expect(readAmount(typed)).toBeNull();
  });
});
