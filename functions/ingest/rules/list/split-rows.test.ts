import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListFormat } from '../../../../shared/domain/list.ts';
import { type ListRow, MAX_ROW_BYTES, splitRows } from './split-rows.ts';

const semicolon: ListFormat = { delimiter: ';', newline: '\n' };
const cells = (text: string, format = semicolon) =>
  splitRows(Buffer.from(text), format, true).rows.map((row) => row.refused ?? row.cells);

describe('the rows of a list', () => {
  it.each([
    [
      'a;b\nc;d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [' a ; "b" ;c', [['a', 'b', 'c']]],
    [
      '"a;b";"c\nd"\ne;f',
      [
        ['a;b', 'c\nd'],
        ['e', 'f'],
      ],
    ],
    ['" a\n" ;"\n";c', [['a\n', '', 'c']]],
    [
      'a;"b\r\n"\r\nc;d',
      [
        ['a', 'b\r\n'],
        ['c', 'd'],
      ],
    ],
    ['"Firma ""Huber""";x', [['Firma "Huber"', 'x']]],
    [
      '19" Rack;x\n"Firma "Huber" GmbH";y',
      [
        ['19" Rack', 'x'],
        ['Firma Huber" GmbH"', 'y'],
      ],
    ],
    ['a;;\n\n;b;', [['a', '', ''], [], ['', 'b', '']]],
    ['"a;b\nc;d\ne;f', ['quote-open', ['c', 'd'], ['e', 'f']]],
  ])('%j', (text, rows) => {
    expect(cells(text)).toEqual(rows);
  });

  it('are read with carriage returns alone, and with tabs', () => {
    expect(cells('a\tb\rc\td', { delimiter: '\t', newline: '\r' })).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('are read as UTF-8 or Windows-1252, each as it was written', () => {
    const bytes = Buffer.concat([
      Buffer.from('Müller;Köln\n'),
      Buffer.from('M\xfcller;K\xf6ln €'.replace('€', '\x80'), 'latin1'),
    ]);
    expect(splitRows(bytes, semicolon, true).rows.map((row) => row.cells)).toEqual([
      ['Müller', 'Köln'],
      ['Müller', 'Köln €'],
    ]);
  });

  it('are refused alone when they are too long or their quote stays open; the others are read', () => {
    const long = 'x'.repeat(MAX_ROW_BYTES + 1);
    expect(cells(`a\n${long}\nb\n"${long}\nc`)).toEqual([['a'], 'row-too-long', ['b'], 'quote-open', ['c']]);
  });
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', ';', ',', '"', '\n', '\r', ' ', '=', '1'),
  maxLength: 8,
});
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });

it('a list that a program wrote is read as it was, wherever it is cut in parts', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(200), { maxLength: 4 }), (rows, cuts) => {
      const bytes = Buffer.from(stringify(rows, { delimiter: ';', quoted: true }));
      const read: ListRow[] = [];
      let at = 0;
      for (const end of [
        ...cuts.toSorted((a, b) => a - b).filter((cut) => cut < bytes.length),
        bytes.length,
      ]) {
        const part = splitRows(bytes.subarray(at, Math.max(at, end)), semicolon, end === bytes.length);
        read.push(...part.rows);
        at += part.length;
      }
      expect(at).toBe(bytes.length);
      expect(read.map((row) => row.cells.map((each) => each.trim()))).toEqual(
        rows.map((row) => row.map((each) => each.trim())),
      );
    }),
  );
});

it('a list of quotes alone is read in time that grows with its size', () => {
  const bytes = Buffer.from('"'.repeat(50_001) + ';"\n'.repeat(5_000));
  const start = performance.now();
  splitRows(bytes, semicolon, true);
  expect(performance.now() - start).toBeLessThan(2_000);
});
