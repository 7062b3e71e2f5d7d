import { expect, it } from 'vitest';
import { fitsPlace } from './place.ts';

it.each([
  ['50667', 'Köln', true],
  ['51149', 'Koeln-Porz', true],
  ['10115', 'Köln', false],
  ['11011', 'Berlin', true],
  ['20095', 'BERLIN', false],
  ['60311', 'Frankfurt am Main', true],
  ['15230', 'Frankfurt (Oder)', true],
  ['80331', 'Frankfurt', false],
  ['01067', 'München', false],
  ['99999', 'Kleinkleckersdorf', true],
  ['10115', 'Neu-Ulm', true],
  ['10115', '', true],
])('%s %s: %s', (postcode, city, expected) => {
  expect(fitsPlace(postcode, city)).toBe(expected);
});
