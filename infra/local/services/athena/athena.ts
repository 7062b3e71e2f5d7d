import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Cloud, Service } from '../../contract.ts';
import { isRecord } from '../json.ts';
import { AwsRefusal, jsonService } from '../json-service.ts';
import type { Engine } from './engine.ts';
import { type QueryResult, resultCsv, resultPage } from './results.ts';
import { isDefinition, withParameters } from './trino.ts';

const Start = z.object({
  QueryString: z.string().min(1).max(262_144),
  ClientRequestToken: z.string().optional(),
  QueryExecutionContext: z.object({ Database: z.string().optional() }).optional(),
  ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
  WorkGroup: z.string().optional(),
  ExecutionParameters: z.array(z.string()).optional(),
});
type Start = z.infer<typeof Start>;
const ById = z.object({ QueryExecutionId: z.string() });
const Results = ById.extend({
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(1000).default(1000),
});

interface Execution {
  readonly id: string;
  readonly start: Start;
  readonly output: string;
  readonly submitted: Date;
  readonly stop: AbortController;
  readonly ended: PromiseWithResolvers<void>;
  state: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  reason?: string;
  completed?: Date;
  result?: QueryResult;
}

/** How long a question for a query that runs waits for its end. */
const LONGEST_HOLD_MS = 500;

type AthenaCloud = Pick<Cloud, 'model' | 'now' | 'objects' | 'addWork'>;

/** Athena: starts queries on the engine, writes their result files to S3 and tells how they went. */
export function createAthenaService(cloud: AthenaCloud, engine: Engine): Service {
  const executions = new Map<string, Execution>();
  const find = (id: string): Execution => {
    const execution = executions.get(id);
    if (!execution) throw new AwsRefusal('InvalidRequestException', `QueryExecution ${id} was not found`);
    return execution;
  };
  return jsonService('athena', {
    StartQueryExecution: (request) => {
      const start = read(Start, request);
      const token = start.ClientRequestToken;
      const known = [...executions.values()].find(
        (other) => token && other.start.ClientRequestToken === token,
      );
      if (known) return { QueryExecutionId: known.id };
      const execution = begin(start, cloud);
      executions.set(execution.id, execution);
      forgetOldest(executions);
      const done = cloud.addWork('athena query');
      void carryOut(execution, cloud, engine).finally(() => {
        execution.ended.resolve();
        done();
      });
      return { QueryExecutionId: execution.id };
    },
    GetQueryExecution: async (request) => {
      const execution = find(read(ById, request).QueryExecutionId);
      // Who asks wants to know when it has ended: asked again and again, it would only end later.
      await Promise.race([execution.ended.promise, pause(LONGEST_HOLD_MS, undefined, { ref: false })]);
      return { QueryExecution: describe(execution) };
    },
    StopQueryExecution: (request) => {
      find(read(ById, request).QueryExecutionId).stop.abort();
      return {};
    },
    GetQueryResults: (request) => {
      const { QueryExecutionId, NextToken, MaxResults } = read(Results, request);
      const { state, result } = find(QueryExecutionId);
      if (!result)
        throw new AwsRefusal(
          'InvalidRequestException',
          `Query did not finish successfully. Final query state: ${state}`,
        );
      const { page, next } = resultPage(result, Number(NextToken ?? 0), MaxResults);
      return { ...(isRecord(page) && page), ...(next !== undefined && { NextToken: String(next) }) };
    },
  });
}

/** Results are kept in memory: those of the newest 200 queries (Athena: 45 days). */
function forgetOldest(executions: Map<string, Execution>): void {
  for (const [id, { state }] of executions) {
    if (executions.size <= 200) return;
    if (state !== 'RUNNING') executions.delete(id);
  }
}

function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const parsed = schema.safeParse(request);
  if (!parsed.success) throw new AwsRefusal('InvalidRequestException', z.prettifyError(parsed.error));
  return parsed.data;
}

function begin(start: Start, cloud: AthenaCloud): Execution {
  const id = randomUUID();
  const location = outputLocation(start, cloud);
  if (!location?.startsWith('s3://')) {
    throw new AwsRefusal(
      'InvalidRequestException',
      'No output location provided. An output location is required.',
    );
  }
  const output = `${location.replace(/\/?$/, '/')}${id}.${isDefinition(start.QueryString) ? 'txt' : 'csv'}`;
  const ended = Promise.withResolvers<void>();
  return { id, start, output, submitted: cloud.now(), stop: new AbortController(), ended, state: 'RUNNING' };
}

/** The workgroup's place if it insists or the query names none. */
function outputLocation(start: Start, cloud: AthenaCloud): string | undefined {
  const asked = start.ResultConfiguration?.OutputLocation;
  const name = start.WorkGroup ?? 'primary';
  const group = cloud.model.resources('AWS::Athena::WorkGroup').find(({ ref }) => ref === name);
  if (!group && name !== 'primary')
    throw new AwsRefusal('InvalidRequestException', `WorkGroup ${name} is not found.`);
  const settings = group?.properties.WorkGroupConfiguration;
  if (!isRecord(settings)) return asked;
  const result = isRecord(settings.ResultConfiguration) ? settings.ResultConfiguration : {};
  const own = typeof result.OutputLocation === 'string' ? result.OutputLocation : undefined;
  // a workgroup insists unless it says otherwise
  return settings.EnforceWorkGroupConfiguration === false ? (asked ?? own) : (own ?? asked);
}

async function carryOut(execution: Execution, cloud: AthenaCloud, engine: Engine): Promise<void> {
  const { start, stop, output } = execution;
  try {
    const sql = withParameters(start.QueryString, start.ExecutionParameters ?? []);
    const result = await engine.run({
      sql,
      database: start.QueryExecutionContext?.Database,
      signal: stop.signal,
    });
    const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(output) ?? [];
    await cloud.objects.put(bucket, key, Buffer.from(resultCsv(result)), 'text/csv');
    execution.result = result;
    execution.state = 'SUCCEEDED';
  } catch (fault) {
    execution.state = stop.signal.aborted ? 'CANCELLED' : 'FAILED';
    execution.reason = fault instanceof Error ? fault.message : String(fault);
  }
  execution.completed = cloud.now();
}

function describe(execution: Execution): unknown {
  const { id, start, output, submitted, completed, state, reason } = execution;
  const millis = (completed ?? submitted).getTime() - submitted.getTime();
  return {
    QueryExecutionId: id,
    Query: start.QueryString,
    StatementType: isDefinition(start.QueryString) ? 'DDL' : 'DML',
    ResultConfiguration: { OutputLocation: output },
    QueryExecutionContext: start.QueryExecutionContext ?? {},
    WorkGroup: start.WorkGroup ?? 'primary',
    Status: {
      State: state,
      SubmissionDateTime: submitted.getTime() / 1000,
      ...(completed && { CompletionDateTime: completed.getTime() / 1000 }),
      ...(reason !== undefined && { StateChangeReason: reason }),
      ...(state === 'FAILED' && {
        AthenaError: { ErrorCategory: 2, ErrorType: 1003, Retryable: false, ErrorMessage: reason },
      }),
    },
    Statistics: {
      EngineExecutionTimeInMillis: millis,
      TotalExecutionTimeInMillis: millis,
      DataScannedInBytes: 0,
    },
  };
}
