import { setTimeout as pause } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  QueryExecutionState,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { Fault } from '../../domain/faults.ts';
import type { Analysis } from '../../ports/analysis.ts';

/** Between two looks at a running query, in milliseconds: soon at first, since most take a second, then each half as long again. */
const FIRST_WAIT = 100;
const LONGER = 1.5;
const LONGEST_WAIT = 2_000;

/**
 * Queries by Athena.
 * @param output `s3://…` where results are left
 * @param patienceSeconds longest time for one query
 */
export function athenaAnalysis(options: {
  workgroup: string;
  database: string;
  output: string;
  patienceSeconds: number;
  client?: AthenaClient;
  wait?: (milliseconds: number) => Promise<unknown>;
}): Analysis {
  const { workgroup, database, output, patienceSeconds, client = new AthenaClient(), wait = pause } = options;

  async function start(sql: string): Promise<string> {
    const { QueryExecutionId } = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        WorkGroup: workgroup,
        QueryExecutionContext: { Database: database },
        ResultConfiguration: { OutputLocation: output },
      }),
    );
    if (!QueryExecutionId) throw new Fault('query-failed', { retryable: true, detail: 'no id' });
    return QueryExecutionId;
  }

  async function ended(id: string): Promise<void> {
    let waited = 0;
    for (
      let next = FIRST_WAIT;
      waited < patienceSeconds * 1000;
      next = Math.min(next * LONGER, LONGEST_WAIT)
    ) {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      const { State, StateChangeReason, AthenaError } = QueryExecution?.Status ?? {};
      if (State === QueryExecutionState.SUCCEEDED) return;
      if (State === QueryExecutionState.FAILED || State === QueryExecutionState.CANCELLED) {
        const detail = `${id} ${State}: ${StateChangeReason ?? 'no reason given'}`;
        throw new Fault('query-failed', { retryable: AthenaError?.Retryable ?? false, detail });
      }
      await wait(next);
      waited += next;
    }
    throw new Fault('query-slow', { retryable: true, detail: id });
  }

  async function results(id: string): Promise<(string | null)[][]> {
    const rows: (string | null)[][] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken }));
      for (const { Data } of page.ResultSet?.Rows ?? []) {
        rows.push((Data ?? []).map(({ VarCharValue }) => VarCharValue ?? null));
      }
      NextToken = page.NextToken;
    } while (NextToken);
    // The first row names the columns.
    return rows.slice(1);
  }

  return {
    query: async (sql) => {
      const id = await start(sql);
      await ended(id);
      return results(id);
    },
  };
}
