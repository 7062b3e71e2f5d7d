/** A result column as Athena describes it. */
interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

/** Values as Athena writes them; null is absent. */
type ResultRow = readonly (string | null)[];

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
}

/** DuckDB's name of a column type (`DECIMAL(18,2)`, `VARCHAR[]`) as Athena names it. */
export function athenaType(duck: string): string {
  if (duck.endsWith('[]')) return 'array';
  const base = duck.replace(/\(.*$/s, '').toUpperCase();
  return ATHENA_TYPES[base] ?? 'varchar';
}

const ATHENA_TYPES: Readonly<Record<string, string>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'tinyint',
  SMALLINT: 'smallint',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  // DuckDB sums whole numbers into HUGEINT, Trino into bigint
  HUGEINT: 'bigint',
  FLOAT: 'float',
  DOUBLE: 'double',
  DECIMAL: 'decimal',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp with time zone',
  STRUCT: 'row',
  MAP: 'map',
  JSON: 'json',
};

/** One value as Athena writes it: doubles with a decimal point, timestamps with three digits of a second. */
export function athenaText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && (type === 'double' || type === 'float')) return doubleText(value);
  const text = String(value);
  if (type === 'timestamp') return withMilliseconds(text);
  if (type === 'timestamp with time zone')
    return `${withMilliseconds(text.replace(/[+-]\d\d(:\d\d)?$/, ''))} UTC`;
  return text;
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  // as Java prints a double: plain from 1e-3 to 1e7, with an exponent outside
  if (value !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function withMilliseconds(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(3, '0').slice(0, 3)}`;
}

/** The result file: every value in quotes, null as nothing, lines ending in a line feed. */
export function resultCsv({ columns, rows }: QueryResult): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((row) => row.map(csvValue).join(','));
  return lines.map((line) => `${line}\n`).join('');
}

function csvValue(value: string | null): string {
  return value === null ? '' : `"${value.replaceAll('"', '""')}"`;
}

/** A page of GetQueryResults; the first begins with the names of the columns, as Athena's does. */
export function resultPage(
  result: QueryResult,
  from: number,
  size: number,
): { page: unknown; next: number | undefined } {
  const all = [result.columns.map(({ name }) => name), ...result.rows];
  const rows = all.slice(from, from + size).map((row) => ({
    Data: row.map((value) => (value === null ? {} : { VarCharValue: value })),
  }));
  const ColumnInfo = result.columns.map(({ name, type }) => ({
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: 0,
    Scale: 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar',
  }));
  const page = { UpdateCount: 0, ResultSet: { Rows: rows, ResultSetMetadata: { ColumnInfo } } };
  return { page, next: from + size < all.length ? from + size : undefined };
}
