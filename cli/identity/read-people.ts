import type { Known } from '../../functions/ingest/rules/identity/portrait.ts';
import { splitName } from '../../functions/ingest/rules/person-name.ts';
import { hasLegalForm } from '../../shared/rules/company-name.ts';
import { CliFailure } from '../output.ts';
import { findColumn, readTable } from '../read-table.ts';
import { mapColumns } from './columns.ts';

export interface People {
  /** Facts of each person, in the order of the file. */
  people: Known[];
  /** The true cluster of each. */
  clusters: string[];
  /** Names of all facts that somebody has. */
  facts: string[];
}

export interface PeopleOptions {
  cluster: string;
  /** `canonical=COLUMN,…` */
  map?: string;
}

/**
 * Reads a list of people with their true clusters.
 * @throws CliFailure where the file, its header or a named column cannot be read
 */
export function readPeople(file: string, options: PeopleOptions): People {
  const table = readTable(file);
  const find = (named: string) => findColumn(table, named, file);
  const cluster = find(options.cluster);
  const records = table.rows.map((row) => new Map(table.columns.map((name, i) => [name, row[i] ?? ''])));
  const rowNumbers = table.columns.filter((name) => eachItsOwn(records, name));
  const mapping = mapColumns(table.columns, readMap(options.map, find), [cluster, ...rowNumbers]);
  const facts = records.map((record) => {
    const known: Record<string, string> = {};
    for (const [fact, columns] of mapping) {
      const cells = columns.map((column) => record.get(column)).filter(Boolean);
      if (cells.length > 0) known[fact] = cells.join(fact === 'birthDate' ? '-' : ' ');
    }
    return known;
  });
  const ofPeople =
    facts.filter(({ name }) => name && hasLegalForm(name)).length < facts.length * ORGANISATIONS;
  const people = facts.map((known) => complete(known, ofPeople));
  return {
    people,
    clusters: records.map((record, i) => record.get(cluster) || `row ${i}`),
    facts: [...new Set(people.flatMap((person) => Object.keys(person)))],
  };
}

/** From this share of names with a legal form on, a list is one of organisations, and their names are not split. */
const ORGANISATIONS = 0.1;

/** A column whose every value is its own numbers the rows; it says nothing about who somebody is. */
function eachItsOwn(records: readonly ReadonlyMap<string, string>[], column: string): boolean {
  return (
    /\d/.test(records[0]?.get(column) ?? '') &&
    new Set(records.map((record) => record.get(column))).size === records.length
  );
}

function readMap(map: string | undefined, find: (column: string) => string): Record<string, string[]> {
  const said: Record<string, string[]> = {};
  for (const entry of map?.split(',') ?? []) {
    const [fact = '', columns] = entry.split('=');
    if (!fact.trim() || !columns) throw new CliFailure(`--map takes canonical=COLUMN,…; "${entry}" is none.`);
    said[fact.trim()] = columns.split('+').map(find);
  }
  return said;
}

/** Puts together what lists keep in parts: a whole name, a date, a house number. */
function complete(
  { birthYear, birthMonth, birthDay, houseNumber, ...known }: Record<string, string>,
  ofPeople: boolean,
): Known {
  const birthDate = dateText(known.birthDate, [birthYear, birthMonth, birthDay]);
  const names = ofPeople && known.name && !known.firstName && !known.lastName ? splitName(known.name) : {};
  return {
    ...known,
    ...(names.firstName ? { firstName: names.firstName } : {}),
    ...(names.lastName ? { lastName: names.lastName } : {}),
    ...(birthDate ? { birthDate } : {}),
    ...(houseNumber ? { street: `${houseNumber} ${known.street ?? ''}`.trim() } : {}),
  };
}

/** A date as `yyyymmdd`; parts that are not known as dots. */
function dateText(
  written: string | undefined,
  [year, month, day]: readonly (string | undefined)[],
): string | undefined {
  const found =
    /^(?<y>\d{4})\D?(?<m>\d{1,2})\D?(?<d>\d{1,2})\b/.exec(written ?? '') ??
    /^(?<d>\d{1,2})\D(?<m>\d{1,2})\D(?<y>\d{2,4})\b/.exec(written ?? '');
  const y = found?.groups?.y ?? year ?? /^\d{4}$/.exec(written ?? '')?.[0];
  const m = found?.groups?.m ?? month;
  const d = found?.groups?.d ?? day;
  if (!y && !m && !d) return undefined;
  return (
    (y ?? '').padStart(4, '.') + (m ?? '').padStart(2, m ? '0' : '.') + (d ?? '').padStart(2, d ? '0' : '.')
  );
}
