import { isUtf8 } from 'node:buffer';
import type { ListFormat } from '../../../../shared/domain/list.ts';

/** A row longer than this is none that people made: mostly a quote that was never closed. Bytes. */
export const MAX_ROW_BYTES = 32 * 1024;

/** One row: its cells without blanks around, line breaks in quotes as they are; or why it cannot be read. An empty line is a row without cells. */
export type ListRow =
  | { cells: string[]; refused?: undefined }
  | { cells: []; refused: 'quote-open' | 'row-too-long' };

const QUOTE = 0x22;
const SPACE = 0x20;
const windows1252 = new TextDecoder('windows-1252');

/**
 * Splits a part of a list into its rows. Each row is read as UTF-8 where it is valid UTF-8, else as Windows-1252, so that
 * reading can begin anywhere and a list that was pasted together of both is read right.
 * @param bytes begins with a row
 * @param last nothing follows: the last row needs no line break behind it
 * @returns the whole rows, and how many bytes they take; what is behind them belongs to the next part
 */
export function splitRows(
  bytes: Buffer,
  { delimiter, newline }: ListFormat,
  last: boolean,
): { rows: ListRow[]; length: number } {
  const marks = { delimiter: delimiter.charCodeAt(0), newline: newline.charCodeAt(0) };
  const rows: ListRow[] = [];
  let at = 0;
  let nextQuote = -1;
  while (at < bytes.length) {
    if (nextQuote < at) nextQuote = orEnd(bytes.indexOf(QUOTE, at), bytes.length);
    const line = orEnd(bytes.indexOf(marks.newline, at), bytes.length);
    const { end, open } = nextQuote < line ? endOfQuoted(bytes, at, marks) : { end: line, open: false };
    const tooLong = end - at > MAX_ROW_BYTES;
    if (!tooLong && !last && end === bytes.length) break;
    if (tooLong || open) {
      rows.push({ cells: [], refused: open ? 'quote-open' : 'row-too-long' });
      // What an open quote swallowed is read again, from the next line on.
      at = (open ? line : end) + 1;
      continue;
    }
    rows.push({ cells: cellsOf(decoded(bytes.subarray(at, end)), delimiter) });
    at = end + 1;
  }
  return { rows, length: Math.min(at, bytes.length) };
}

const orEnd = (found: number, end: number): number => (found < 0 ? end : found);

/** Where a row ends that has quotes: a line break inside of quotes does not end it. The end of all where nothing does. */
function endOfQuoted(
  bytes: Buffer,
  start: number,
  marks: { delimiter: number; newline: number },
): { end: number; open: boolean } {
  let begins = true;
  for (let i = start; i < bytes.length; i++) {
    const byte = bytes[i];
    if (begins && byte === QUOTE) {
      i = closing(bytes, i + 1);
      if (i === bytes.length) return { end: i, open: true };
      begins = false;
    } else if (byte === marks.newline) return { end: i, open: false };
    else if (byte === marks.delimiter) begins = true;
    else if (byte !== SPACE) begins = false;
  }
  return { end: bytes.length, open: false };
}

/** The quote that closes; two in a row are one that belongs to the text. */
function closing(bytes: Buffer, from: number): number {
  for (let i = bytes.indexOf(QUOTE, from); i >= 0; i = bytes.indexOf(QUOTE, i + 2))
    if (bytes[i + 1] !== QUOTE) return i;
  return bytes.length;
}

function decoded(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
}

/** The cells of one row, unquoted; what stands behind a closing quote stays, as spreadsheets do it. */
function cellsOf(row: string, delimiter: string): string[] {
  if (row.trim() === '') return [];
  if (!row.includes('"')) return row.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  for (let at = 0; at <= row.length; ) {
    const { cell, end } = cellAt(row, at, delimiter);
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

function cellAt(row: string, start: number, delimiter: string): { cell: string; end: number } {
  const open = /^ *"/.exec(row.slice(start, start + 100))?.[0].length ?? 0;
  if (open === 0) {
    const end = orEnd(row.indexOf(delimiter, start), row.length);
    return { cell: row.slice(start, end).trim(), end };
  }
  let close = row.indexOf('"', start + open);
  while (close >= 0 && row[close + 1] === '"') close = row.indexOf('"', close + 2);
  const quoted = close < 0 ? row.length : close;
  const end = orEnd(row.indexOf(delimiter, quoted), row.length);
  const inner = row.slice(start + open, quoted).replaceAll('""', '"');
  return { cell: withoutBlanks(inner + row.slice(quoted + 1, end).trimEnd()), end };
}

/** Without blanks around it. A line break stays, so that whoever reads the cell can tell that it was there. */
function withoutBlanks(text: string): string {
  if (text.trim() === '') return '';
  const isBlank = (at: number) => text.charAt(at).trim() === '' && !/[\r\n]/.test(text.charAt(at));
  let [start, end] = [0, text.length];
  while (isBlank(start)) start++;
  while (isBlank(end - 1)) end--;
  return text.slice(start, end);
}
