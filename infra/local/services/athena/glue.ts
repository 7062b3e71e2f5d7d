import type { Resource } from '../../contract.ts';
import { isRecord, parseJson } from '../json.ts';

interface Column {
  readonly name: string;
  /** As DuckDB spells it. */
  readonly type: string;
}

/** A Glue table over Parquet files in a bucket. */
export interface ExternalTable {
  readonly database: string;
  readonly name: string;
  readonly bucket: string;
  /** Key prefix, ending in a slash. */
  readonly prefix: string;
  readonly columns: readonly Column[];
  readonly partitions: readonly Column[];
}

/** A Glue table that is an Athena view: its SQL. */
interface CatalogView {
  readonly database: string;
  readonly name: string;
  readonly sql: string;
}

export interface Catalog {
  readonly tables: readonly ExternalTable[];
  readonly views: readonly CatalogView[];
}

/** Tables and views of the template's Glue catalog. */
export function readCatalog(resources: readonly Resource[]): Catalog {
  const tables: ExternalTable[] = [];
  const views: CatalogView[] = [];
  for (const { properties } of resources) {
    const input = properties.TableInput;
    if (!isRecord(input)) continue;
    const place = { database: String(properties.DatabaseName), name: String(input.Name) };
    if (input.TableType === 'VIRTUAL_VIEW')
      views.push({ ...place, sql: viewSql(String(input.ViewOriginalText)) });
    else tables.push({ ...place, ...readTable(input) });
  }
  return { tables, views };
}

function readTable(input: Record<string, unknown>): Omit<ExternalTable, 'database' | 'name'> {
  const storage = isRecord(input.StorageDescriptor) ? input.StorageDescriptor : {};
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/(.*?)\/?$/.exec(String(storage.Location)) ?? [];
  if (bucket === undefined || prefix === undefined)
    throw new Error(`Glue table ${input.Name} has no s3:// location`);
  return {
    bucket,
    prefix: `${prefix}/`,
    columns: readColumns(storage.Columns),
    partitions: readColumns(input.PartitionKeys),
  };
}

function readColumns(columns: unknown): Column[] {
  if (!Array.isArray(columns)) return [];
  return columns
    .filter(isRecord)
    .map(({ Name, Type }) => ({ name: String(Name), type: duckType(String(Type)) }));
}

/** Athena keeps a view as `/* Presto View: {base64 of {"originalSql": …}} *​/`. */
function viewSql(text: string): string {
  const encoded = /\/\* Presto View: (\S+) \*\//.exec(text)?.[1];
  const view = encoded === undefined ? undefined : parseJson(Buffer.from(encoded, 'base64').toString('utf8'));
  return isRecord(view) && typeof view.originalSql === 'string' ? view.originalSql : text;
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
};

/** The DuckDB type of a Glue (Hive) type; an unknown type is an error, as it is for Athena. */
export function duckType(glue: string): string {
  const type = glue.trim().toLowerCase();
  const inner = /^(array|map|struct)<(.*)>$/s.exec(type);
  if (inner) return nestedType(inner[1] ?? '', splitTop(inner[2] ?? ''));
  if (/^(decimal|varchar|char)(\([\d, ]+\))?$/.test(type)) return type.toUpperCase();
  const scalar = SCALARS[type];
  if (scalar === undefined) throw new Error(`Unknown Glue type ${glue}`);
  return scalar;
}

function nestedType(kind: string, parts: string[]): string {
  if (kind === 'array') return `${duckType(parts[0] ?? '')}[]`;
  if (kind === 'map') return `MAP(${parts.map(duckType).join(', ')})`;
  const fields = parts.map((part) => {
    const colon = part.indexOf(':');
    return `${quoted(part.slice(0, colon).trim())} ${duckType(part.slice(colon + 1))}`;
  });
  return `STRUCT(${fields.join(', ')})`;
}

/** Splits at commas that are not inside `<…>` or `(…)`. */
function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('<('.includes(character)) depth += 1;
    if ('>)'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** An SQL identifier in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text in quotes. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL that makes the empty DuckDB table of an external table: its columns by their Glue types. */
export function emptyTable(table: ExternalTable): string {
  const columns = columnsOf(table).map(({ name, type }) => `${quoted(name)} ${type}`);
  return `CREATE OR REPLACE TABLE ${nameOf(table)} (${columns.join(', ')})`;
}

/** SQL that reads files into the DuckDB table; a column that older files lack is null, as Athena reads it. */
export function filesInto(table: ExternalTable, files: readonly string[]): string {
  const columns = columnsOf(table);
  const types = table.partitions.map((partition) => `${literal(partition.name)}: VARCHAR`).join(', ');
  const hive = types === '' ? '' : `, hive_partitioning=true, hive_types={${types}}`;
  const rows = `SELECT * FROM read_parquet([${files.map(literal).join(', ')}], union_by_name=true${hive})`;
  const cast = columns.map(({ name, type }) => `CAST(${quoted(name)} AS ${type})`).join(', ');
  return `INSERT INTO ${nameOf(table)} SELECT ${cast} FROM (${rows} UNION ALL BY NAME SELECT * FROM ${nameOf(table)} WHERE false)`;
}

const columnsOf = ({ columns, partitions }: ExternalTable): readonly Column[] => [...columns, ...partitions];

const nameOf = ({ database, name }: ExternalTable): string => `${quoted(database)}.${quoted(name)}`;
