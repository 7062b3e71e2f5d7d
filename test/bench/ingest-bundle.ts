import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { synthesise } from '../../infra/local/synthesis.ts';
import type { FunctionModel } from '../../infra/local/template/model.ts';
import { readModel } from '../../infra/local/template/read-model.ts';
import { readAssembly } from '../../infra/local/template/templates.ts';
import { dynamoRuleSets } from '../../shared/adapters/dynamodb/rule-sets.ts';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { subjects } from '../../shared/rules/documents.ts';
import { startEmulator } from '../contracts/emulator.ts';

/** Fresh processes of which the median counts. */
const RUNS = 9;
/** Requests before the measurement of CPU time, which still compile, and in it. */
const WARM = 150;
const MEASURED = 500;

const Time = z.object({ wall: z.number(), cpu: z.number() });

/** What the entry of web forms weighs. */
export interface IngestBundle {
  kilobytes: number;
  /** Loading the bundle in a fresh process: wall and CPU, median. */
  importMs: number;
  importCpuMs: number;
  /** CPU time of the handler for one lead, the table engine not counted; null where there is no table engine. */
  cpuMsPerLead: number | null;
}

/** Weighs the bundle that would be deployed and runs it as it is. */
export async function measureIngestBundle(): Promise<IngestBundle> {
  const bundle = await deployed('IngestForm');
  const runs: z.infer<typeof Time>[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await child(bundle, 'import-time.ts', []));
  return {
    kilobytes: statSync(bundle.file).size / 1024,
    importMs: median(runs.map(({ wall }) => wall)),
    importCpuMs: median(runs.map(({ cpu }) => cpu)),
    cpuMsPerLead: await handlerTime(bundle),
  };
}

async function deployed(name: string): Promise<FunctionModel> {
  const { folder } = await synthesise('local');
  const nowhere = 'http://127.0.0.1:1';
  const place = { region: 'eu-central-1', account: '000000000000', endpoint: nowhere, publicUrl: nowhere };
  const model = readModel(readAssembly(folder), place, 'local');
  const found = model.functions.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no function ${name} in the templates`);
  return found;
}

async function handlerTime(bundle: FunctionModel): Promise<number | null> {
  const emulator = await startEmulator();
  if (!emulator) return null;
  // Takes the notes for the audit: of S3 only the time of the call counts here.
  const bucket = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1');
  await once(bucket, 'listening');
  try {
    const table = await emulator.freshTable();
    const documents = subjects.map((subject) => {
      const source = defaultSource(subject);
      return [subject, { hash: contentHash(source), source }];
    });
    await dynamoRuleSets({ table, client: emulator.client }).activate(Object.fromEntries(documents), null);
    const { cpu } = await child(bundle, 'handler-time.ts', [String(WARM), String(MEASURED)], {
      TABLE: table,
      RULES_TTL_SECONDS: '60',
      AWS_ENDPOINT_URL_DYNAMODB: emulator.address,
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${z.object({ port: z.number() }).parse(bucket.address()).port}`,
    });
    return cpu;
  } finally {
    bucket.close();
    bucket.closeAllConnections();
    await emulator.stop();
  }
}

async function child(
  bundle: FunctionModel,
  script: string,
  args: string[],
  more: Record<string, string> = {},
) {
  const env = {
    ...process.env,
    ...bundle.environment,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...more,
  };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, script), bundle.file, ...args], {
    env,
  });
  return Time.parse(JSON.parse(stdout));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
