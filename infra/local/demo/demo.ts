/**
 * `npm run demo`: a month of a demo company through the whole system, with the clock moved. `--seed` tells another
 * month, `--days` a shorter one, `--data` where its data and report go.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { emptyData } from '../data-folder.ts';
import { explain } from '../explain.ts';
import { synthesise } from '../synthesis.ts';
import { readAssembly } from '../template/templates.ts';
import { Business } from './business.ts';
import { dayOf, instantOf } from './calendar.ts';
import { monthOf } from './month.ts';
import { Outside } from './outside.ts';
import { showProgress } from './progress.ts';
import { summaryOf } from './summary.ts';

// Lambda runs in UTC; a thread cannot have a time zone of its own.
process.env.TZ = 'UTC';

const stage = 'local';
const port = 0;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '30' },
    data: { type: 'string', default: join(import.meta.dirname, '../../../.leitwerk-demo') },
  },
});
const { seed } = values;
const days = z.coerce.number().int().min(1).max(30).parse(values.days);
const folder = resolve(values.data);
const dataDir = join(folder, 'data');
const begin = instantOf(dayOf(0), 6);
/** The report of the last day is written early in the morning after it. */
const end = instantOf(dayOf(days), 6);

/** Starts an empty system of its own whose time stands at the first morning. */
async function startCompany(onFailure: (why: string) => void) {
  const { folder: assembly } = await synthesise(stage);
  emptyData(dataDir);
  const [{ startCloud }, { startServices }] = await Promise.all([
    import('../cloud.ts'),
    import('../services/index.ts'),
  ]);
  return startCloud({
    assembly: readAssembly(assembly),
    dataDir,
    cacheFolder: join(assembly, 'compiled'),
    port,
    stage,
    startServices,
    warm: [],
    beginning: { at: Date.parse(begin), stands: true },
    onFailure,
  });
}

/** Copies the report of the last day out of its bucket. @returns its files by name */
async function copyReport(outside: Outside, to: string): Promise<Map<string, Buffer>> {
  mkdirSync(to, { recursive: true });
  const files = await outside.report(dayOf(days - 1));
  for (const [name, content] of files) writeFileSync(join(to, name), content);
  return files;
}

async function main(stopped: AbortSignal): Promise<void> {
  const began = performance.now();
  const cloud = await startCompany((why) => fail(new Error(why)));
  let ending: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    ending ??= cloud.stop();
    return ending;
  };
  stopped.addEventListener('abort', () => void stop());
  try {
    stopped.throwIfAborted();
    const arrivals = monthOf(seed, days);
    console.log(`${arrivals.length} inquiries in ${days} days from ${dayOf(0)}, seed ${seed}`);
    const outside = new Outside(cloud.publicUrl, dataDir);
    const progress = showProgress(begin, end);
    await new Business(outside, seed, arrivals).run(end, progress.at);
    progress.end();
    const report = join(folder, 'report');
    console.log(`\n${summaryOf(await copyReport(outside, report))}\n`);
    console.log(`done in ${((performance.now() - began) / 1000).toFixed(0)} s; the report of the month:`);
    console.log(join(report, 'index.html'));
  } finally {
    await stop();
  }
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    process.exitCode = 130;
    stopping.abort();
  });
}

/** The first fault is told; what breaks because everything is being stopped is not. */
function fail(fault: unknown): void {
  if (stopping.signal.aborted) return;
  console.error(explain(fault, { dataDir, port }));
  process.exitCode = 1;
  stopping.abort();
}

main(stopping.signal)
  .catch(fail)
  .finally(() => process.exit());
