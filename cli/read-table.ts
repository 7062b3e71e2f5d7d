import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { CliFailure } from './output.ts';

/** A list as a file holds it: names of the columns, and the cells of each row in that order. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/** How lists write that nothing is known. */
const NOTHING = new Set(['', 'NA', 'N/A', 'NULL', 'null', 'None', 'nan', 'NaN', '-', '--', '?', '#N/A']);

/**
 * Reads a CSV file; delimiter and encoding are found, cells that say nothing are empty.
 * @throws CliFailure where the file cannot be read or has no rows
 */
export function readTable(file: string): Table {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new CliFailure(`${file} cannot be read.`, { cause });
  }
  const text = decode(bytes);
  const firstLine = text.slice(0, text.search(/\r|\n|$/));
  const [delimiter] = [',', ';', '\t', '|'].toSorted(
    (a, b) => firstLine.split(b).length - firstLine.split(a).length,
  );
  const options = {
    delimiter,
    bom: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    ltrim: true,
  };
  const [header = [], ...rows]: string[][] = parse(text, options);
  if (rows.length === 0) throw new CliFailure(`${file} has no rows below a header.`);
  const columns = header.map((name) => name.trim());
  return { columns, rows: rows.map((row) => columns.map((_, i) => clean(row[i]))) };
}

/**
 * The column that somebody named, whatever the case.
 * @throws CliFailure where there is none
 */
export function findColumn({ columns }: Table, named: string, file: string): string {
  const wanted = named.trim();
  const column =
    columns.find((name) => name === wanted) ??
    columns.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (column === undefined)
    throw new CliFailure(`${file} has no column "${wanted}"; it has ${columns.filter(Boolean).join(', ')}.`);
  return column;
}

/** UTF-8 where it is valid, else Windows-1252; UTF-16 by its mark. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function clean(cell: string | undefined): string {
  const value = (cell ?? '').replace(/\s+/g, ' ').trim();
  return NOTHING.has(value) ? '' : value;
}
