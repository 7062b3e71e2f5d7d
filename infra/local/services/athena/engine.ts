import { existsSync, globSync, mkdirSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Catalog, type ExternalTable, emptyTable, filesInto, literal, quoted } from './glue.ts';
import { athenaText, athenaType, type QueryResult } from './results.ts';
import { isDefinition, TRINO_MACROS, viewMadeBy } from './trino.ts';

/** Runs Athena's SQL on DuckDB, one statement after the other. */
export interface Engine {
  /** Runs one statement in a database of the catalog; throws what DuckDB says of a broken or stopped one. */
  run(statement: Statement): Promise<QueryResult>;
  /** Stops what runs and lets go of the native library's threads. */
  close(): Promise<void>;
}

interface Statement {
  readonly sql: string;
  readonly database: string | undefined;
  readonly signal: AbortSignal;
}

export interface EngineParts {
  readonly catalog: Catalog;
  /** Folder of a bucket's objects (`{key}.data`). */
  folder(bucket: string): string;
  /** Keeps the views that queries make. */
  readonly store: DatabaseSync;
}

interface Opened {
  readonly instance: DuckDBInstance;
  /** Number of the last statement that was asked for when the files were read. */
  readFor: number;
  /** The files that were read into each table, each with what tells that it is still the same. */
  readonly read: Map<ExternalTable, ReadonlyMap<string, string>>;
}

/** Opens DuckDB at the first query and closes it with the engine. */
export function createEngine(parts: EngineParts): Engine {
  parts.store.exec(`CREATE TABLE IF NOT EXISTS athena_views
    (name TEXT, database TEXT, sql TEXT NOT NULL, PRIMARY KEY (name, database))`);
  let opening: Promise<Opened> | undefined;
  const closing = new AbortController();
  let asked = 0;
  let line: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work);
    line = turn.catch(() => undefined);
    return turn;
  };
  return {
    run: (statement) => {
      const number = ++asked;
      return next(async () => {
        const signal = AbortSignal.any([statement.signal, closing.signal]);
        signal.throwIfAborted();
        opening ??= open(parts);
        const opened = await opening;
        // Statements that waited together see the same files: all that were there when they were asked for.
        const files = opened.readFor < number;
        if (files) opened.readFor = asked;
        return runStatement({ ...statement, signal, files }, opened, parts);
      });
    },
    close: () => {
      closing.abort();
      return next(async () => (await opening)?.instance.closeSync());
    },
  };
}

/** How often a statement that was stopped is told so. */
const INTERRUPT_AGAIN_MS = 20;

async function runStatement(
  statement: Statement & { files: boolean },
  { instance, read }: Opened,
  parts: EngineParts,
): Promise<QueryResult> {
  const { sql, database, signal, files } = statement;
  const connection = await instance.connect();
  // An interruption between two statements, or before one has begun, is forgotten: it is said again until all has ended.
  let again: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    again ??= setInterval(() => connection.interrupt(), INTERRUPT_AGAIN_MS);
  };
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  try {
    if (files) await readFiles(connection, read, parts);
    if (database !== undefined) await connection.run(`USE ${quoted(database)}`);
    const result = await execute(connection, sql);
    keepView(parts.store, sql, database);
    return result;
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearInterval(again);
    connection.closeSync();
  }
}

/** A new instance that reads the catalog's buckets and nothing else: no file, network, extension or setting besides. */
async function open(parts: EngineParts): Promise<Opened> {
  // 70 MB of native code: loaded when the first report is made, not at every start
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '1GB',
    threads: '2',
  });
  const connection = await instance.connect();
  const { tables, views } = parts.catalog;
  const folders = [...new Set(tables.map(({ bucket }) => parts.folder(bucket)))];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  const allowed = folders.map((folder) => literal(`${folder}/`)).join(', ');
  await connection.run("SET GLOBAL integer_division = true; SET GLOBAL TimeZone = 'UTC'");
  await connection.run(
    `SET GLOBAL allowed_directories = [${allowed}]; SET GLOBAL enable_external_access = false`,
  );
  await connection.run('SET GLOBAL lock_configuration = true');
  for (const macro of TRINO_MACROS) await connection.run(`CREATE MACRO ${macro}`);
  for (const database of new Set([...tables, ...views].map((table) => table.database))) {
    await connection.run(`CREATE SCHEMA ${quoted(database)}`);
  }
  for (const table of tables) await connection.run(emptyTable(table));
  await makeViews(connection, parts);
  connection.closeSync();
  return { instance, readFor: 0, read: new Map() };
}

/** Files of the analysis data are many and small: each is read once, and all again where one of them changed or is gone. */
async function readFiles(
  connection: DuckDBConnection,
  read: Map<ExternalTable, ReadonlyMap<string, string>>,
  parts: EngineParts,
): Promise<void> {
  for (const table of parts.catalog.tables) {
    const found = filesOf(`${parts.folder(table.bucket)}/${table.prefix}`);
    const known = read.get(table) ?? new Map<string, string>();
    const same = [...known].every(([file, mark]) => found.get(file) === mark);
    const fresh = [...found.keys()].filter((file) => !same || !known.has(file));
    if (!same) await connection.run(emptyTable(table));
    if (fresh.length > 0) await connection.run(filesInto(table, fresh));
    read.set(table, found);
  }
}

function filesOf(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = globSync(`${folder}**/*.parquet.data`).sort();
  return new Map(
    files.map((file) => {
      const { ino, mtimeMs, size } = statSync(file);
      return [file, `${ino} ${mtimeMs} ${size}`];
    }),
  );
}

/** Views of the template, then those that queries made before the last stop. */
async function makeViews(connection: DuckDBConnection, { catalog, store }: EngineParts): Promise<void> {
  for (const { database, name, sql } of catalog.views) {
    await connection.run(`USE ${quoted(database)}`);
    await connection.run(`CREATE VIEW ${quoted(name)} AS ${sql}`);
  }
  for (const { database, sql } of store
    .prepare('SELECT database, sql FROM athena_views ORDER BY rowid')
    .all()) {
    try {
      if (database !== null) await connection.run(`USE ${quoted(String(database))}`);
      await connection.run(String(sql));
    } catch {
      // a view on something that left the template is stale, as on AWS: the query that names it says so
    }
  }
}

function keepView(store: DatabaseSync, sql: string, database: string | undefined): void {
  const view = viewMadeBy(sql);
  if (view === undefined) return;
  const insert = store.prepare('INSERT OR REPLACE INTO athena_views (name, database, sql) VALUES (?, ?, ?)');
  insert.run(view, database ?? null, sql);
}

async function execute(connection: DuckDBConnection, sql: string): Promise<QueryResult> {
  const reader = await connection.runAndReadAll(sql);
  if (isDefinition(sql)) return { columns: [], rows: [] };
  const types = reader.columnTypes().map((type) => athenaType(String(type)));
  const columns = reader.columnNames().map((name, i) => ({ name, type: types[i] ?? 'varchar' }));
  const rows = reader.getRows().map((row) => row.map((value, i) => athenaText(value, types[i] ?? 'varchar')));
  return { columns, rows };
}
