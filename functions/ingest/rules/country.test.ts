import { describe, expect, it } from 'vitest';
import { readCountry } from './country.ts';

describe('a country that somebody typed', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['Deutschland', 'DE'],
    ['GERMANY', 'DE'],
    ['BRD', 'DE'],
    ['Deutschland (DE)', 'DE'],
    ['Österreich', 'AT'],
    ['Oesterreich', 'AT'],
    ['Schweiz', 'CH'],
    ['Holland', 'NL'],
    ['UK', 'GB'],
    ['Tschechien', 'CZ'],
    ['Vereinigte Staaten', 'US'],
    ['Brasilien', 'BR'],
    ['New Zealand', 'NZ'],
    ['no', 'NO'],
    ['DEU', 'DE'],
  ])('%s is %s', (typed, code) => {
    expect(readCountry(typed)).toBe(code);
  });

  it.each([['Atlantis'], ['XX'], ['EU'], ['ZZ'], [''], ['constructor'], ['__proto__']])(
    '%s is none',
    (typed) => {
      expect(readCountry(typed)).toBeNull();
    },
  );
});
