import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../store.ts';
import { clientOptions, resource, serve, testCloud } from '../test-cloud.ts';
import { createAthenaService } from './athena.ts';
import { createEngine } from './engine.ts';
import { readCatalog } from './glue.ts';

const table = (name: string) =>
  resource('AWS::Glue::Table', name, {
    DatabaseName: 'leitwerk_local',
    TableInput: {
      Name: name,
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [{ Name: 'dt', Type: 'string' }],
      StorageDescriptor: {
        Location: `s3://reports/analysis/${name}/`,
        Columns: [
          { Name: 'lead', Type: 'string' },
          { Name: 'score', Type: 'int' },
          { Name: 'volume', Type: 'double' },
          { Name: 'at', Type: 'timestamp' },
          { Name: 'pool', Type: 'string' },
        ],
      },
    },
  });
const view = resource('AWS::Glue::Table', 'hot', {
  DatabaseName: 'leitwerk_local',
  TableInput: {
    Name: 'hot',
    TableType: 'VIRTUAL_VIEW',
    ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: 'SELECT lead FROM events WHERE score >= 70' })).toString('base64')} */`,
  },
});
const group = resource('AWS::Athena::WorkGroup', 'leitwerk', {
  WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://reports/athena/' } },
});

const cloud = testCloud([table('events'), table('clocks'), view, group]);
const store = openStore(cloud.dataDir);
const start = () =>
  createEngine({
    catalog: readCatalog(cloud.model.resources('AWS::Glue::Table')),
    folder: cloud.objects.folder,
    store,
  });
let engine = start();
let front: Awaited<ReturnType<typeof serve>>;
let athena: AthenaClient;

beforeAll(async () => {
  front = await serve(
    createAthenaService(cloud, { run: (statement) => engine.run(statement), close: () => engine.close() }),
  );
  athena = new AthenaClient({ ...clientOptions, endpoint: front.endpoint });
});
afterAll(async () => {
  athena.destroy();
  await front.close();
  await engine.close();
  store.close();
  cloud.remove();
});

/** Writes what the analysis writes: one Parquet file of one day; the pool came later and is not in older files. */
function writeDay(dt: string, leads: { lead: string; score: number; pool?: string }[]): void {
  const folder = join(cloud.objects.folder('reports'), `analysis/events/dt=${dt}`);
  mkdirSync(folder, { recursive: true });
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'lead', data: leads.map(({ lead }) => lead), type: 'STRING' },
      { name: 'score', data: leads.map(({ score }) => score), type: 'INT32' },
      { name: 'volume', data: leads.map(({ score }) => score * 1000), type: 'DOUBLE' },
      { name: 'at', data: leads.map(() => new Date(`${dt}T08:30:00.000Z`)), type: 'TIMESTAMP' },
      ...(leads[0]?.pool
        ? [{ name: 'pool', data: leads.map(({ pool }) => pool), type: 'STRING' as const }]
        : []),
    ],
  });
  writeFileSync(join(folder, 'part-1.parquet.data'), Buffer.from(file));
}

async function query(QueryString: string, ExecutionParameters?: string[]) {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString,
      ExecutionParameters,
      WorkGroup: 'leitwerk',
      QueryExecutionContext: { Database: 'leitwerk_local' },
    }),
  );
  return ended(QueryExecutionId);
}

async function ended(QueryExecutionId: string | undefined) {
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const state = QueryExecution?.Status?.State;
    if (state !== 'RUNNING')
      return {
        id: QueryExecutionId,
        state,
        reason: QueryExecution?.Status?.StateChangeReason,
        output: QueryExecution?.ResultConfiguration?.OutputLocation,
      };
    await nextTurn();
  }
}

async function rows(sql: string, parameters?: string[]) {
  const { id, reason, state } = await query(sql, parameters);
  expect([state, reason]).toEqual(['SUCCEEDED', undefined]);
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }));
  return ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue));
}

describe('the report asks Athena about leads', () => {
  test('a data set without a file is an empty table with its columns', async () => {
    expect(await rows('SELECT lead, score, dt FROM events')).toEqual([['lead', 'score', 'dt']]);
  });

  test('days that are written later are found, and a column that older files lack is null', async () => {
    writeDay('2026-11-23', [
      { lead: 'a', score: 71 },
      { lead: 'b', score: 20 },
    ]);
    writeDay('2026-11-24', [{ lead: 'c', score: 90, pool: 'north' }]);
    expect(await rows('SELECT lead, score, volume, "at", pool, dt FROM events ORDER BY lead')).toEqual([
      ['lead', 'score', 'volume', 'at', 'pool', 'dt'],
      ['a', '71', '71000.0', '2026-11-23 08:30:00.000', undefined, '2026-11-23'],
      ['b', '20', '20000.0', '2026-11-23 08:30:00.000', undefined, '2026-11-23'],
      ['c', '90', '90000.0', '2026-11-24 08:30:00.000', 'north', '2026-11-24'],
    ]);
  });

  test('a file that is written again or taken away counts as it lies there now', async () => {
    const leads = 'SELECT lead FROM events ORDER BY lead';
    writeDay('2026-11-25', [{ lead: 'd', score: 10 }]);
    expect(await rows(leads)).toEqual([['lead'], ['a'], ['b'], ['c'], ['d']]);
    writeDay('2026-11-25', [{ lead: 'replaced', score: 10 }]);
    expect(await rows(leads)).toEqual([['lead'], ['a'], ['b'], ['c'], ['replaced']]);
    rmSync(join(cloud.objects.folder('reports'), 'analysis/events/dt=2026-11-25'), { recursive: true });
    expect(await rows(leads)).toEqual([['lead'], ['a'], ['b'], ['c']]);
  });

  test('parameters take the place of question marks', async () => {
    expect(await rows("SELECT lead FROM events WHERE dt = ? AND lead <> '?'", ["'2026-11-24'"])).toEqual([
      ['lead'],
      ['c'],
    ]);
  });

  test('a view of the template reads the table', async () => {
    expect(await rows('SELECT lead FROM hot ORDER BY lead')).toEqual([['lead'], ['a'], ['c']]);
  });

  test('a view made by a query outlives the machine', async () => {
    await rows('CREATE OR REPLACE VIEW by_day AS SELECT dt, count(*) AS leads FROM events GROUP BY dt');
    await engine.close();
    engine = start();
    expect(await rows('SELECT dt, leads FROM by_day ORDER BY dt')).toEqual([
      ['dt', 'leads'],
      ['2026-11-23', '2'],
      ['2026-11-24', '1'],
    ]);
  });

  test('the result file quotes every value and leaves null empty', async () => {
    const { output } = await query(`SELECT lead, pool, 'say "hi"' AS words FROM events WHERE lead = 'a'`);
    const key = output?.replace('s3://reports/', '') ?? '';
    expect(key).toMatch(/^athena\/[0-9a-f-]{36}\.csv$/);
    const file = await cloud.objects.get('reports', key);
    expect(file?.body.toString()).toBe('"lead","pool","words"\n"a",,"say ""hi"""\n');
  });

  test('long results come in pages', async () => {
    const { id } = await query('SELECT x FROM (SELECT unnest(sequence(1, 25)) AS x) AS t');
    const first = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 20 }));
    const second = await athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: 20, NextToken: first.NextToken }),
    );
    expect([first.ResultSet?.Rows?.length, second.ResultSet?.Rows?.length, second.NextToken]).toEqual([
      20,
      6,
      undefined,
    ]);
  });

  test.each([
    ['whole numbers divide as in Trino', '7 / 2', '3'],
    [
      'date_diff counts whole units',
      "date_diff('hour', TIMESTAMP '2026-01-01 00:59:00', TIMESTAMP '2026-01-01 01:01:00')",
      '0',
    ],
    ['date_add', "CAST(date_add('day', 3, DATE '2026-01-30') AS date)", '2026-02-02'],
    [
      'date_format',
      "date_format(TIMESTAMP '2026-01-01 13:59:07', '%Y-%m-%d %H:%i:%s')",
      '2026-01-01 13:59:07',
    ],
    [
      'from_iso8601_timestamp',
      "from_iso8601_timestamp('2026-11-24T09:00:00.000Z')",
      '2026-11-24 09:00:00.000 UTC',
    ],
    ['approx_percentile', '(SELECT approx_percentile(score, 0.5) FROM events)', '71'],
    ['json_extract_scalar', `json_extract_scalar('{"a": {"b": "x"}}', '$.a.b')`, 'x'],
    ['array_join', "array_join(ARRAY['a', 'b'], '+')", 'a+b'],
    ['element_at of a map', "element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')", '1'],
    ['regexp_like', "regexp_like('lead-7', '\\d')", 'true'],
    ['a sum of whole numbers', '(SELECT sum(score) FROM events)', '181'],
    ['a small double', 'CAST(0.00012 AS double)', '1.2E-4'],
  ])('%s', async (_name, expression, expected) => {
    expect(await rows(`SELECT ${expression} AS x`)).toEqual([['x'], [expected]]);
  });

  test.each([
    ['a column that does not exist', 'SELECT nothing FROM events', /nothing/],
    ['a file outside the bucket', "SELECT * FROM read_csv('/etc/hostname')", /Permission/],
    ['a setting', 'SET threads = 1', /locked/],
    ['too few parameters', "SELECT '?' AS x WHERE 1 = ?", /parameter/],
  ])('%s: the query fails and says why', async (_name, sql, reason) => {
    const { state, reason: told } = await query(sql);
    expect(state).toBe('FAILED');
    expect(told).toMatch(reason);
  });

  test('a query that takes too long can be stopped', async () => {
    const QueryString = 'SELECT count(*) AS x FROM range(100000000000) AS a';
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({ QueryString, WorkGroup: 'leitwerk' }),
    );
    await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
    expect(await ended(QueryExecutionId)).toMatchObject({ state: 'CANCELLED' });
  });

  test('a workgroup that the template lacks is refused', async () => {
    const start = new StartQueryExecutionCommand({ QueryString: 'SELECT 1', WorkGroup: 'other' });
    await expect(athena.send(start)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  test('settle waits for nothing once all queries have ended', () => {
    expect(cloud.work.open).toBe(0);
  });
});
