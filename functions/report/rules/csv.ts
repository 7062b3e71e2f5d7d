import { stringify } from 'csv-stringify/sync';
import type { Column, Rows, Sheet } from '../sheet.ts';

/** Digits behind the decimal comma. */
const DIGITS: Partial<Record<Column['type'], number>> = { number: 2, share: 4, money: 2 };

/** A number as a German spreadsheet reads it. */
function cell(value: string | null, { type }: Column): string {
  if (value === null) return '';
  const digits = DIGITS[type];
  return digits === undefined ? value : Number(value).toFixed(digits).replace('.', ',');
}

/**
 * A report as a file that opens in a German spreadsheet: UTF-8 with byte order mark, semicolon, decimal comma, CRLF; no
 * cell is run as a formula.
 */
export function csv({ columns }: Sheet, rows: Rows): string {
  const lines = rows.map((row) => columns.map((column, index) => cell(row[index] ?? null, column)));
  return stringify([columns.map(({ name }) => name), ...lines], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
