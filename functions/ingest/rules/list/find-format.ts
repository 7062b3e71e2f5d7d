import type { ListFormat } from '../../../../shared/domain/list.ts';
import { splitRows } from './split-rows.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;
/** Rows by which the delimiter is found. */
const LOOKED_AT = 30;

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
 * @returns a refusal for what is no list that can be read: without a header, or written in UTF-16
 */
export function findFormat(start: Buffer, last: boolean): ListHead | { refused: 'utf-16' | 'no-header' } {
  if (isUtf16(start)) return { refused: 'utf-16' };
  const mark = start.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0;
  const newline = start.includes('\n') || !start.includes('\r') ? '\n' : '\r';
  const said = /^sep=([,;|\t])\r?\n/i.exec(start.subarray(mark, mark + 8).toString('latin1'));
  const from = mark + (said?.[0].length ?? 0);
  const named = DELIMITERS.find((each) => each === said?.[1]);
  const body = start.subarray(from);
  const format = { delimiter: named ?? likeliest(body, newline, last), newline } as const;
  return headerIn(body, format, { last, from, rows: said ? 1 : 0 });
}

function headerIn(
  body: Buffer,
  format: ListFormat,
  { last, from, rows: before }: { last: boolean; from: number; rows: number },
): ListHead | { refused: 'no-header' } {
  const { rows } = splitRows(body, format, last);
  const at = rows.findIndex(({ cells }) => cells.some((cell) => cell !== ''));
  const header = rows[at]?.cells;
  if (!header) return { refused: 'no-header' };
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
