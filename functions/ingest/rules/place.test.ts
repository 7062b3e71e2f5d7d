import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleInto } from '../../../infra/cdk/bundle-into.ts';
import { fitsPlace } from './place.ts';

it.each([
  ['50667', 'Köln', 'DE', true],
  ['51149', 'Koeln-Porz', 'DE', true],
  ['51149', 'Porz', 'DE', true],
  ['10115', 'Köln', 'DE', false],
  ['11011', 'Berlin', 'DE', true],
  ['11011', 'Köln', 'DE', false],
  ['20095', 'BERLIN', 'DE', false],
  ['60311', 'Frankfurt am Main', 'DE', true],
  ['60311', 'Frankfurt a. M.', 'DE', true],
  ['60311', 'Frankfurt/Main', 'DE', true],
  ['60311', 'Frankfurt', 'DE', true],
  ['65929', 'Frankfurt-Höchst', 'DE', true],
  ['60311', 'Frankfurt (Oder)', 'DE', false],
  ['15230', 'Frankfurt (Oder)', 'DE', true],
  ['80331', 'Frankfurt', 'DE', false],
  ['79098', 'Freiburg i. Br.', 'DE', true],
  ['91541', 'Rothenburg o.d.T.', 'DE', true],
  ['61348', 'Bad Homburg', 'DE', true],
  ['61348', 'Bad Vilbel', 'DE', false],
  ['53757', 'St. Augustin', 'DE', true],
  ['18055', 'Hansestadt Rostock', 'DE', true],
  ['01067', 'München', 'DE', false],
  ['01067', 'Dresden', 'DE', true],
  ['99998', 'Körner', 'DE', true],
  ['99999', 'Kleinkleckersdorf', 'DE', true],
  ['10115', 'Neu-Ulm', 'DE', false],
  ['10115', '', 'DE', true],
  ['10115', '17', 'DE', true],
  ['1010', 'Wien', 'AT', true],
  ['1030', 'Wien 3', 'AT', true],
  ['8010', 'Wien', 'AT', false],
  ['3100', 'St. Pölten', 'AT', true],
  ['8001', 'Zürich', 'CH', true],
  ['1003', 'Lausanne 25', 'CH', true],
  ['3011', 'Zürich', 'CH', false],
  ['9490', 'Vaduz', 'LI', true],
  ['75001', 'Köln', 'FR', true],
])('%s %s in %s: %s (R51)', (postcode, city, country, expected) => {
  expect(fitsPlace(postcode, city, country)).toBe(expected);
});

it('a further name of a postcode is one that the rules give it (R51)', () => {
  expect(fitsPlace('65929', 'Höchst', 'DE')).toBe(false);
  expect(fitsPlace('65929', 'Höchst', 'DE', ['Höchst'])).toBe(true);
});

it('the table lies beside the code of functions that read addresses, and of no other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'places-'));
  try {
    bundleInto(folder, {
      'reads/index': 'functions/ingest/rules/read-reach.ts',
      'not/index': 'functions/ingest/rules/text.ts',
    });
    expect(readdirSync(join(folder, 'reads')).sort()).toEqual(['index.mjs', 'places.txt']);
    expect(readdirSync(join(folder, 'not'))).toEqual(['index.mjs']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
