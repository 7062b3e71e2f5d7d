import { expect, it } from 'vitest';
import { fieldsOf, readColumns } from './columns.ts';

const columnsOf = (header: string[], map = {}) => readColumns(header, map).columns;

it('columns are known by their names in German and English, and suggested where they are not (R48)', () => {
  const header = [
    'E-Mail',
    'Nachname',
    'Einwilligung Newsletter',
    'utm_source',
    'Kunden Telefon (privat)',
    'Hausfarbe',
  ];
  expect(columnsOf(header).map(({ means, suggestion }) => means ?? [suggestion])).toEqual([
    'email',
    'lastName',
    'consent.newsletter',
    'utm.source',
    ['phone'],
    [null],
  ]);
});

it('a mapping goes before the names, and what is wrong with it is told', () => {
  const { columns, faults } = readColumns(['Kontakt 1', 'Firma'], {
    'kontakt 1': 'email',
    Firma: 'compny',
    Ort: 'city',
  });
  expect(columns[0]).toMatchObject({ key: 'email', means: 'email' });
  expect(faults).toEqual([
    { name: 'compny', fault: 'unknown-field', suggestion: 'company' },
    { name: 'ort', fault: 'unknown-column', suggestion: null },
  ]);
});

it('no cell is lost: double, missing and harmful titles, and cells without a title', () => {
  const columns = columnsOf(['Notiz', 'Notiz', '', '__proto__']);
  expect(fieldsOf(['a', 'b', 'c', 'd', 'e', ''], columns)).toEqual({
    Notiz: 'a',
    'Notiz (2)': 'b',
    'column 3': 'c',
    'column 4': 'd',
    'column 5': 'e',
  });
});
