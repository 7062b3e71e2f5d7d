import { describe, expect, it } from 'vitest';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { ScoringDocument } from '../../shared/rules/scoring.ts';
import type { Table } from '../read-table.ts';
import { readAreas, scoringWith } from './read-areas.ts';

const table = (...lines: string[]): Table => {
  const [columns = [], ...rows] = lines.map((line) => line.split(';'));
  return { columns, rows };
};

describe('a list of areas (R102)', () => {
  it('is read with its figures; names of places are left out', () => {
    const found = readAreas(
      table('PLZ;Ort;Kaufkraft;Betriebe', '01067;Dresden;98,4;1.204', '80331;München;131,25;912'),
    );
    expect(found).toMatchObject({
      ok: true,
      rows: 2,
      left: ['Ort'],
      table: {
        columns: ['Kaufkraft', 'Betriebe'],
        areas: { DE: { '01067': [98.4, expect.any(Number)], '80331': [131.25, 912] } },
      },
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
  });

  it('names the country of each area, and takes the columns that were asked for', () => {
    const found = readAreas(table('country;zip;power;people', 'AT;1010;1,120.5;16000', 'DE;10115;97;22000'), [
      'power',
    ]);
    expect(found).toMatchObject({
      table: { columns: ['power'], areas: { AT: { '1010': [1120.5] }, DE: { '10115': [97] } } },
      left: ['people'],
    });
  });

  it('has one name for the same figures, whatever their order', () => {
    const hash = (...lines: string[]) => {
      const found = readAreas(table('plz;wert', ...lines));
      return found.ok ? found.hash : null;
    };
    expect(hash('10115;1', '80331;2')).toBe(hash('80331;2', '10115;1'));
    expect(hash('10115;1', '80331;2')).not.toBe(hash('10115;1', '80331;3'));
  });

  it.each([
    ['Ort;Kaufkraft', 'Bonn;1', 0, '', 'no column is called plz, postcode or zip; there are Ort, Kaufkraft'],
    ['plz;Ort', '53111;Bonn', 0, '', 'no column holds numbers'],
    ['plz;wert', '1067;1', 1, 'plz', '1067 has not 5 digits: a table program may have dropped a zero, 01067'],
    ['plz;wert', 'A1010;1', 1, 'plz', 'A1010 has not 5 digits'],
    ['plz;wert', ';1', 1, 'plz', 'there is no postcode'],
    ['plz;wert', '10115;viel\n10117;3', 1, 'wert', '"viel" is no number'],
    ['plz;wert', '10115;2\n10117;', 2, 'wert', 'nothing stands there'],
    ['plz;wert', '10115;1,5\n10117;1.5', 2, 'wert', '"1.5" is no number'],
    ['plz;wert', '10115;2\n10115;3', 2, 'plz', '10115 is there twice'],
    [
      'plz;land;wert',
      '10115;Deutschland;2',
      1,
      'land',
      '"DEUTSCHLAND" is no country of two letters, such as DE',
    ],
  ])('under %j that says %j is refused with place and reason', (header, rows, row, column, reason) => {
    const found = readAreas(table(header, ...rows.split('\n')));
    expect(found).toEqual({ ok: false, faults: [{ row, column, reason }] });
  });
});

describe('a scoring document for a table', () => {
  const made = (source: unknown, columns: string[]) =>
    scoringWith(source, { hash: '0123456789abcdef', columns, note: 'why' });

  it('rates areas by quarters where it did not, and can be used as it is', () => {
    const document = ScoringDocument.parse(made(defaultSource('scoring'), ['power']));
    expect(document.areas).toEqual({ table: '0123456789abcdef', weights: { power: 1 } });
    expect(document.ratings.area).toMatchObject({ fact: 'area', ranks: expect.any(Array) });
    expect(document.weights.area).toBe(1);
    expect(document.version).toBe(ScoringDocument.parse(defaultSource('scoring')).version + 1);
  });

  it('keeps criterion and weights that were there, as far as the columns still are', () => {
    const before = ScoringDocument.parse(made(defaultSource('scoring'), ['power', 'people']));
    const own = {
      ...before,
      ratings: { ...before.ratings, area: { fact: 'area', ranks: [{ best: 10, rating: 4 }, { rating: 1 }] } },
      areas: { table: 'fedcba9876543210', weights: { power: 3, people: 2 } },
    };
    const after = ScoringDocument.parse(made(own, ['power', 'jobs']));
    expect(after.areas?.weights).toEqual({ power: 3, jobs: 1 });
    expect(after.ratings.area).toEqual(own.ratings.area);
  });
});
