/** Runs in a thread of its own: one function, its environment, its clock. */
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FunctionErrorShape, Invocation, Outcome, Said, Setup } from './envelope.ts';
import { moveDate } from './moved-date.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const setup: Setup = workerData;
enableCompileCache(setup.cacheFolder);
// Before the bundle is loaded, so that nothing in it sees the wall clock.
moveDate(setup.clockOffset);

const loaded = load();
// Whoever calls learns of the fault; without a call it is not an unhandled one.
loaded.catch(() => {}).then(() => parentPort?.postMessage('loaded' satisfies Said));
parentPort?.on('message', (invocation: Invocation) => void run(invocation));

async function load(): Promise<Handler> {
  const module: Record<string, unknown> = await import(pathToFileURL(setup.file).href);
  const handler = module[setup.exported];
  if (typeof handler !== 'function')
    throw new Error(`${setup.exported} is not exported by ${setup.functionName}`);
  return (event, context) => handler(event, context);
}

async function run({ id, payload, timeout }: Invocation): Promise<void> {
  let outcome: Outcome;
  try {
    const handler = await loaded;
    const answer = await handler(JSON.parse(payload), contextOf(id, timeout));
    outcome = { id, payload: JSON.stringify(answer) ?? 'null' };
  } catch (fault) {
    outcome = { id, error: shapeOf(fault) };
    console.error(JSON.stringify({ requestId: id, ...outcome.error }));
  }
  parentPort?.postMessage(outcome satisfies Said);
}

function contextOf(id: string, timeout: number): unknown {
  const deadline = performance.now() + timeout;
  return {
    awsRequestId: id,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMegabytes),
    logGroupName: `/aws/lambda/${setup.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

function shapeOf(fault: unknown): FunctionErrorShape {
  if (!(fault instanceof Error)) return { errorType: 'Error', errorMessage: String(fault), trace: [] };
  return {
    errorType: fault.name,
    errorMessage: fault.message,
    trace: fault.stack?.split('\n').slice(0, 12) ?? [],
  };
}
