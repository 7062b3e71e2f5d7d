/** `npm start`: the whole system on this machine. PORT, LEITWERK_DATA and `--fresh` as the contract says. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { emptyData } from './data-folder.ts';
import { explain } from './explain.ts';
import { synthesise } from './synthesis.ts';
import { readAssembly } from './template/templates.ts';

// Lambda runs in UTC; a thread cannot have a time zone of its own.
process.env.TZ = 'UTC';

const root = join(import.meta.dirname, '../..');
const port = Number(process.env.PORT ?? 3000);
const dataDir = resolve(process.env.LEITWERK_DATA ?? join(root, '.leitwerk'));
const stage = 'local';
/** Ready means that a lead can be taken at once. */
const warm = ['IngestForm'];

async function main(): Promise<void> {
  const began = performance.now();
  const { folder, made } = await synthesise(stage);
  if (made) console.log(`synthesised in ${seconds(began)}`);
  if (process.argv.includes('--fresh')) emptyData(dataDir);
  const [{ startCloud }, { startServices }] = await Promise.all([
    import('./cloud.ts'),
    import('./services/index.ts'),
  ]);
  let stopping: Promise<void> | undefined;
  const cloud = await startCloud({
    assembly: readAssembly(folder),
    dataDir,
    cacheFolder: join(folder, 'compiled'),
    port,
    stage,
    startServices,
    warm,
    onFailure: (why) => {
      console.error(why);
      void stop(1);
    },
  });
  const stop = async (code: number): Promise<void> => {
    stopping ??= cloud.stop();
    await stopping;
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  stopWithParent(() => void stop(0));
  console.log(`started in ${seconds(began)}; data in ${dataDir}`);
  console.log(`ready ${cloud.publicUrl}`);
  console.log(whatToOpen(cloud.publicUrl));
  await cloud.warm();
}

/** Where a person begins. */
function whatToOpen(url: string): string {
  return [
    `  start here      ${url}/`,
    `  form to try     ${url}/_local/form`,
    `  mailbox         ${url}/_local/mailbox`,
    `  newest report   ${url}/_local/report`,
    `  console         ${url}/console`,
    `  staff token     ${join(dataDir, 'staff-token')}`,
  ].join('\n');
}

/** npm does not always pass its end on: when it or its shell is gone, nobody is left to stop this process. */
function stopWithParent(stop: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const before = ancestors();
  setInterval(() => ancestors() !== before && stop(), 1000).unref();
}

/** Parent and, where the system tells, its parent: npm runs scripts in a shell. */
function ancestors(): string {
  const { ppid } = process;
  try {
    const status = readFileSync(`/proc/${ppid}/stat`, 'utf8');
    return `${ppid} ${status.slice(status.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return String(ppid);
  }
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

main().catch((fault: unknown) => {
  console.error(explain(fault, { dataDir, port }));
  process.exit(1);
});
