import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { athenaAnalysis } from './athena-analysis.ts';

const athena = mockClient(AthenaClient);
const waits: number[] = [];
const analysis = athenaAnalysis({
  workgroup: 'leitwerk-test',
  database: 'leitwerk_test',
  output: 's3://reports/athena/',
  patienceSeconds: 10,
  client: new AthenaClient({ region: 'eu-central-1' }),
  wait: async (milliseconds) => waits.push(milliseconds),
});
const row = (...values: (string | undefined)[]) => ({
  Data: values.map((VarCharValue) => ({ VarCharValue })),
});
const state = (State: 'RUNNING' | 'SUCCEEDED' | 'FAILED', more = {}) => ({
  QueryExecution: { Status: { State, ...more } },
});

beforeEach(() => {
  athena.reset();
  waits.length = 0;
  athena.on(StartQueryExecutionCommand).resolves({ QueryExecutionId: 'q1' });
});

describe('a query', () => {
  it('is waited for and gives the rows of all pages without the names of the columns', async () => {
    athena.on(GetQueryExecutionCommand).resolvesOnce(state('RUNNING')).resolves(state('SUCCEEDED'));
    athena
      .on(GetQueryResultsCommand)
      .resolvesOnce({ ResultSet: { Rows: [row('state', 'leads'), row('won', '1')] }, NextToken: 'more' })
      .resolves({ ResultSet: { Rows: [row(undefined, '2')] } });
    expect(await analysis.query('SELECT 1')).toEqual([
      ['won', '1'],
      [null, '2'],
    ]);
    expect(waits).toEqual([100]);
    expect(athena.commandCalls(StartQueryExecutionCommand)[0]?.args[0].input).toMatchObject({
      QueryString: 'SELECT 1',
      WorkGroup: 'leitwerk-test',
      QueryExecutionContext: { Database: 'leitwerk_test' },
    });
  });

  it('that fails is a fault with its reason', async () => {
    athena
      .on(GetQueryExecutionCommand)
      .resolves(state('FAILED', { StateChangeReason: 'COLUMN_NOT_FOUND: x' }));
    await expect(analysis.query('SELECT x')).rejects.toMatchObject({
      code: 'query-failed',
      retryable: false,
      message: expect.stringContaining('COLUMN_NOT_FOUND: x'),
    });
  });

  it('that fails by a fault of Athena may be tried again', async () => {
    athena.on(GetQueryExecutionCommand).resolves(state('FAILED', { AthenaError: { Retryable: true } }));
    await expect(analysis.query('SELECT 1')).rejects.toMatchObject({ code: 'query-failed', retryable: true });
  });

  it('that does not end is given up in time', async () => {
    athena.on(GetQueryExecutionCommand).resolves(state('RUNNING'));
    await expect(analysis.query('SELECT 1')).rejects.toMatchObject({ code: 'query-slow', retryable: true });
    expect(waits.slice(0, 6)).toEqual([100, 150, 225, 337.5, 506.25, 759.375]);
    expect(waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(12_100);
  });
});
