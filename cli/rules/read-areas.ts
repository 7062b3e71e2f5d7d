import { type AreaTable, HOME } from '../../shared/rules/areas.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { isObject } from '../../shared/rules/rule-errors.ts';
import type { Table } from '../read-table.ts';

/** What is wrong in a list of areas: row below the header, from 1, and column. */
interface AreaFault {
  row: number;
  column: string;
  reason: string;
}

export type ReadAreas =
  | { ok: true; table: AreaTable; hash: string; rows: number; left: string[] }
  | { ok: false; faults: AreaFault[] };

const POSTCODE = /^(plz|postleitzahl|post_?code|postal[_ ]?code|zip([_ ]?code)?)$/i;
const COUNTRY = /^(land|l(ä|ae)ndercode|l(ä|ae)nderk(ü|ue)rzel|country([_ ]?code)?|iso)$/i;
/** Digits of a postcode, where a country has only such. */
const DIGITS: Readonly<Record<string, number>> = { DE: 5, AT: 4, CH: 4, FR: 5, IT: 5, ES: 5 };

/**
 * Reads a list of areas: a column of postcodes, one of countries if there is one, and figures in all others. A column in
 * which nothing is a number, such as names of places, is left out.
 * @param values columns to take as figures; without them all that hold numbers
 * @returns all faults at once, with their places
 */
export function readAreas({ columns, rows }: Table, values: readonly string[] = []): ReadAreas {
  const at = (name: RegExp) => columns.findIndex((column) => name.test(column));
  const [postcodeAt, countryAt] = [at(POSTCODE), at(COUNTRY)];
  if (postcodeAt < 0)
    return wrong(`no column is called plz, postcode or zip; there are ${columns.join(', ')}`);
  const unknown = values.find((name) => !columns.includes(name));
  if (unknown !== undefined) return wrong(`there is no column ${unknown}; there are ${columns.join(', ')}`);
  const others = columns.flatMap((name, index) =>
    name === '' || index === postcodeAt || index === countryAt ? [] : [{ name, index }],
  );
  const taken = others
    .filter(({ name, index }) =>
      values.length > 0 ? values.includes(name) : rows.some((row) => isNumber(row[index])),
    )
    .map((column) => ({ ...column, read: reader(rows.map((row) => row[column.index] ?? '')) }));
  if (taken.length === 0) return wrong('no column holds numbers');
  const faults: AreaFault[] = [];
  const areas: AreaTable['areas'] = {};
  for (const [index, row] of rows.entries()) {
    const fault = (column: number, reason: string) =>
      faults.push({ row: index + 1, column: columns[column] ?? '', reason });
    const country = (row[countryAt] || HOME).toUpperCase();
    const postcode = (row[postcodeAt] ?? '').replaceAll(' ', '').toUpperCase();
    const refused = refusal(country, postcode);
    const known = areas[country] ?? {};
    if (!/^[A-Z]{2}$/.test(country))
      fault(countryAt, `"${country}" is no country of two letters, such as DE`);
    else if (refused) fault(postcodeAt, refused);
    else if (Object.hasOwn(known, postcode)) fault(postcodeAt, `${postcode} is there twice`);
    else known[postcode] = figuresIn(row, taken, fault);
    areas[country] = known;
  }
  if (faults.length > 0) return { ok: false, faults };
  const table = { columns: taken.map(({ name }) => name), areas };
  const left = others.filter(({ name }) => !table.columns.includes(name)).map(({ name }) => name);
  return { ok: true, table, hash: contentHash(table), rows: rows.length, left };
}

type Figure = { index: number; read: (cell: string) => number | null };

function figuresIn(
  row: readonly string[],
  taken: readonly Figure[],
  fault: (column: number, reason: string) => void,
): number[] {
  return taken.map(({ index, read }) => {
    const cell = row[index] ?? '';
    const figure = read(cell);
    if (figure === null) fault(index, cell ? `"${cell}" is no number` : 'nothing stands there');
    return figure ?? 0;
  });
}

function wrong(reason: string): ReadAreas {
  return { ok: false, faults: [{ row: 0, column: '', reason }] };
}

function refusal(country: string, postcode: string): string | null {
  if (postcode === '') return 'there is no postcode';
  const digits = DIGITS[country];
  if (digits === undefined || (/^\d+$/.test(postcode) && postcode.length === digits)) return null;
  const lost = /^\d+$/.test(postcode) && postcode.length === digits - 1;
  return `${postcode} has not ${digits} digits${lost ? `: a table program may have dropped a zero, ${postcode.padStart(digits, '0')}` : ''}`;
}

const GERMAN = /^-?(\d+|\d{1,3}(\.\d{3})+),\d+$/;
const PLAIN = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;
const GROUPED = /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;

function isNumber(cell = ''): boolean {
  return PLAIN.test(cell) || GROUPED.test(cell);
}

/** Reads the numbers of one column: with a decimal comma where one of them has one, else with a decimal point. */
function reader(cells: readonly string[]): (cell: string) => number | null {
  const comma = cells.some((cell) => GERMAN.test(cell) && !PLAIN.test(cell));
  if (comma)
    return (cell) => (GROUPED.test(cell) ? Number(cell.replaceAll('.', '').replace(',', '.')) : null);
  return (cell) => (PLAIN.test(cell) ? Number(cell.replaceAll(',', '')) : null);
}

/** How areas are rated where a scoring document does not rate them yet: by quarters. */
const QUARTERS = {
  fact: 'area',
  ranks: [{ best: 25, rating: 4 }, { best: 50, rating: 3 }, { best: 75, rating: 2 }, { rating: 1 }],
};

/**
 * A scoring document that goes by a table: weights of columns that it had stay, others count once; where no criterion
 * rates areas, one does by quarters.
 * @param source the document so far
 * @param note why it was changed
 */
export function scoringWith(
  source: unknown,
  { hash, columns, note }: { hash: string; columns: readonly string[]; note: string },
): unknown {
  const document = isObject(source) ? source : {};
  const part = (of: unknown, name: string): Record<string, unknown> => {
    const found = isObject(of) ? of[name] : undefined;
    return isObject(found) ? found : {};
  };
  const ratings = part(document, 'ratings');
  const rated = Object.values(ratings).some((rating) => isObject(rating) && rating.fact === 'area');
  const known = part(part(document, 'areas'), 'weights');
  const weights = Object.fromEntries(columns.map((name) => [name, known[name] ?? 1]));
  return {
    ...document,
    version: Number(document.version ?? 0) + 1,
    note,
    ...(rated
      ? {}
      : {
          ratings: { ...ratings, area: QUARTERS },
          weights: { ...part(document, 'weights'), area: 1 },
        }),
    areas: { table: hash, weights },
  };
}
