/** `npm run sql:trino`: the reports on Trino, the engine behind Athena, over the same month as on DuckDB. */
import { AnalysisMessage } from '../../functions/report/analysis-record.ts';
import { reports } from '../../functions/report/reports.ts';
import { spanOf } from '../../functions/report/span.ts';
import { storeAnalysis } from '../../functions/report/store-analysis.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { analysisColumns } from '../../shared/domain/analysis.ts';
import { clockRules } from '../../shared/rules/watch.ts';
import { duckdbAnalysis } from '../reports/duckdb-analysis.ts';
import { sampleMonth } from '../reports/sample-month.ts';
import { type Answer, askTrino, installTrino, NoTrino } from './engine.ts';

type Rows = (string | null)[][];

const types = { string: 'VARCHAR', int: 'INTEGER', double: 'DOUBLE', timestamp: 'TIMESTAMP(3)' };
/** What DuckDB takes and Trino does not: a check that lets one of them pass checks nothing. */
const planted: Record<string, string> = {
  qualify: 'SELECT lead_id FROM events QUALIFY row_number() OVER (PARTITION BY lead_id ORDER BY seq) = 1',
  exclude: 'SELECT * EXCLUDE (seq) FROM events',
  'cast by ::': 'SELECT seq::VARCHAR FROM events',
  'text compared with a number': 'SELECT count(*) FROM events WHERE outcome = 1',
  'function of DuckDB': `SELECT strftime("at", '%Y') FROM events`,
};
/** What docs/differences.md says of the two, and that macros make the same: a statement, Trino's answer, DuckDB's. */
const differences: readonly [sql: string, trino: string | null, duckdb: string | null][] = [
  [`SELECT date_diff('day', TIMESTAMP '2026-01-01 23:00:00', TIMESTAMP '2026-01-02 01:00:00')`, '0', '0'],
  [`SELECT CAST(greatest(1, NULL) AS VARCHAR)`, null, '1'],
  [`SELECT CAST(DATE '2026-01-01' + INTERVAL '1' DAY AS VARCHAR)`, '2026-01-02', '2026-01-02 00:00:00'],
  [`SELECT 7 / 2`, '3', '3'],
  [`SELECT CAST(CAST(2.5 AS DOUBLE) AS INTEGER)`, '3', '2'],
  [`SELECT round(CAST(2.5 AS DOUBLE))`, '3.0', '3.0'],
];

async function main(): Promise<void> {
  installTrino();
  const { calendars } = await clockRules(defaultRules());
  const calendar = calendars.document.calendars.company;
  const analysis = duckdbAnalysis();
  try {
    const records = await sampleMonth({ count: 40, end: '2026-11-24T23:00:00.000Z', seed: 7 });
    await storeAnalysis(
      analysis.objects,
      records.map((record) => AnalysisMessage.parse(record)),
    );
    const span = spanOf('2026-11-24', calendar);
    const asked = Object.values(reports).map(({ name, sql }) => ({ name, sql: sql(span) }));
    const tables = await Promise.all(
      (['events', 'clocks'] as const).map(async (name) =>
        tableOf(name, await analysis.query(`SELECT ${namesOf(name).join(', ')} FROM ${name}`)),
      ),
    );
    const statements = [
      ...tables,
      ...asked.map(({ sql }) => sql),
      ...Object.values(planted),
      ...differences.map(([sql]) => sql),
    ];
    const answers = askTrino(statements);
    if (answers.length !== statements.length) throw new Error('Trino did not answer each statement');
    const made = answers.splice(0, tables.length);
    for (const answer of made) if ('fault' in answer) throw new Error(answer.fault);
    for (const { name, sql } of asked) tell(name, same(answers.shift(), await analysis.query(sql)));
    for (const name of Object.keys(planted)) tell(`planted: ${name}`, refused(answers.shift()));
    for (const [sql, trino, duckdb] of differences)
      tell(sql, same(answers.shift(), [[trino]]) || same({ rows: await analysis.query(sql) }, [[duckdb]]));
  } finally {
    await analysis.close();
  }
}

const namesOf = (table: 'events' | 'clocks'): string[] => [
  ...analysisColumns[table].map(({ name }) => `"${name}"`),
  'dt',
];

/** The statement that makes a table of rows; each value is a text, of the type that its column has in the catalogue. */
function tableOf(name: 'events' | 'clocks', rows: Rows): string {
  const columns = [...analysisColumns[name], { name: 'dt', type: 'string' as const }];
  const literal = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(',\n');
  const typed = columns.map(({ name: column, type }) => `CAST("${column}" AS ${types[type]}) AS "${column}"`);
  return `CREATE TABLE ${name} AS SELECT ${typed.join(', ')} FROM (VALUES ${values}) AS t (${namesOf(name).join(', ')})`;
}

/** Where two results differ; empty where they do not. Numbers are compared as numbers: 3 is 3.0. */
function same(answer: Answer | undefined, expected: Rows): string {
  if (!answer || 'fault' in answer) return answer?.fault ?? 'no answer';
  const plain = (rows: Rows) => rows.map((row) => row.map(number).join('; ')).join('\n');
  const [trino, duckdb] = [plain(answer.rows), plain(expected)];
  return trino === duckdb ? '' : `found\n${trino}\ninstead of\n${duckdb}`;
}

const number = (value: string | null): string =>
  value === null ? 'null' : /^-?\d+(\.\d+)?(E-?\d+)?$/.test(value) ? String(Number(value)) : value;

const refused = (answer: Answer | undefined): string =>
  answer && 'fault' in answer ? '' : 'Trino takes it, so this is no difference';

function tell(what: string, fault: string): void {
  console.log(fault ? `FAILED  ${what}: ${fault}` : `ok      ${what}`);
  if (fault) process.exitCode = 1;
}

main().catch((fault: unknown) => {
  if (fault instanceof NoTrino) return console.log(`SKIPPED SQL on Trino: ${fault.message}`);
  console.error(fault);
  process.exitCode = 1;
});
