import type { ListFormat } from '../../../../shared/domain/list.ts';
import { readEmail } from '../email-address.ts';
import { fieldOf } from '../field-names.ts';
import { isOfMacOrDos } from './mac-or-dos.ts';
import { splitRows } from './split-rows.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;
/** Rows by which the delimiter is found. */
const LOOKED_AT = 30;

/** Rows among which the names of the columns stand. */
const TITLES = 10;

const namesIn = (cells: readonly string[]): number => cells.filter((cell) => fieldOf(cell) !== null).length;

/** How a list begins: what it takes to read its rows. */
export interface ListHead {
  format: ListFormat;
  /** Names of the columns as they stand in the list; none where nothing stands there. */
  header: string[];
  /** Bytes before the first row below the header. */
  length: number;
  /** Rows before that one, as a spreadsheet counts them. */
  rows: number;
}

/**
 * Finds out how a list is written, and reads its header.
 * @param start the beginning of the list, the header whole
 * @param last nothing follows
 * @returns a refusal for what is no list that can be read: without a header, or written in UTF-16 or for an old Mac or DOS
 */
export function findFormat(
  start: Buffer,
  last: boolean,
): ListHead | { refused: 'utf-16' | 'old-encoding' | 'no-header' } {
  if (isUtf16(start)) return { refused: 'utf-16' };
  if (isOfMacOrDos(start)) return { refused: 'old-encoding' };
  const mark = start.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0;
  const newline = linesEnd(start);
  const said = /^sep=([,;|\t])\r?\n/i.exec(start.subarray(mark, mark + 8).toString('latin1'));
  const from = mark + (said?.[0].length ?? 0);
  const named = DELIMITERS.find((each) => each === said?.[1]);
  const body = start.subarray(from);
  const format = { delimiter: named ?? likeliest(body, newline, last), newline } as const;
  return headerIn(body, format, { last, from, rows: said ? 1 : 0 });
}

/** Old programs of the Mac end lines with CR alone; an LF is within a cell then. */
function linesEnd(start: Buffer): ListFormat['newline'] {
  let [lf, cr] = [0, 0];
  for (const [at, byte] of start.entries()) {
    if (byte === 0x0a) lf += 1;
    else if (byte === 0x0d && start[at + 1] !== 0x0a) cr += 1;
  }
  return cr > lf ? '\r' : '\n';
}

function headerIn(
  body: Buffer,
  format: ListFormat,
  { last, from, rows: before }: { last: boolean; from: number; rows: number },
): ListHead | { refused: 'no-header' } {
  const { rows } = splitRows(body, format, last);
  const first = rows.findIndex(({ cells }) => cells.some((cell) => cell !== ''));
  const named = rows.slice(0, TITLES).findIndex(({ cells }) => namesIn(cells) >= 2);
  // What stands above the names is a title of the list, unless it may be names itself.
  const at = named > first && namesIn(rows[first]?.cells ?? []) === 0 ? named : first;
  const header = rows[at]?.cells;
  // The first of the people is no row of names: taken for one, that person would be lost.
  if (!header || header.some((cell) => readEmail(cell) !== null)) return { refused: 'no-header' };
  return {
    format,
    header: header.map((title) => title.trim()),
    length: from + lengthOf(body, format, at + 1),
    rows: before + at + 1,
  };
}

/** Bytes of so many rows. */
function lengthOf(body: Buffer, format: ListFormat, count: number): number {
  const newline = format.newline.charCodeAt(0);
  // Rows end at line breaks: the shortest beginning that gives so many whole rows is theirs.
  for (let end = body.indexOf(newline); end >= 0; end = body.indexOf(newline, end + 1)) {
    const { rows, length } = splitRows(body.subarray(0, end + 1), format, false);
    if (rows.length >= count) return length;
  }
  return body.length;
}

/** The delimiter by which the first rows have the most cells, and as many as the header. */
function likeliest(body: Buffer, newline: ListFormat['newline'], last: boolean): ListFormat['delimiter'] {
  const weights = DELIMITERS.map((delimiter) => {
    const rows = splitRows(body, { delimiter, newline }, last).rows.filter(({ cells }) => cells.length > 0);
    const [header, ...others] = rows.slice(0, LOOKED_AT);
    const columns = header?.cells.length ?? 0;
    const alike = others.filter(({ cells }) => cells.length === columns).length;
    return { delimiter, weight: (columns - 1) * (1 + alike) };
  });
  return weights.reduce((best, each) => (each.weight > best.weight ? each : best)).delimiter;
}

/** UTF-16 has a zero in every other byte of Latin text, and mostly a mark. */
function isUtf16(start: Buffer): boolean {
  const mark = start.subarray(0, 2).toString('hex');
  return mark === 'fffe' || mark === 'feff' || start.subarray(0, 64).includes(0);
}
