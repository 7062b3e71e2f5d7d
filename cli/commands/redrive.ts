import { setTimeout as pause } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { Command } from 'commander';
import { type Connection, connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { progressBar } from '../progress-bar.ts';
import { type DeadQueue, deadQueues, glance, sourceOf } from '../redrive/dead-queues.ts';
import { type Redriven, redrive, withoutSource } from '../redrive/redrive.ts';

interface Options {
  local?: boolean;
  stage: string;
  all?: boolean;
  wait: string;
  json?: boolean;
}

/** `leitwerk redrive`: what was given up, and a way back for it. */
export function redriveCommand(): Command {
  return withConnection(
    new Command('redrive')
      .description(
        'lists messages that were given up, or drives those of one queue (or --all) back; fails if some come back',
      )
      .argument('[queue]', 'such as Score or ScoreDeadLetters'),
  )
    .option('--all', 'those of all queues')
    .option('--wait <seconds>', 'how long to wait until they are worked off', '30')
    .option('--json', 'for machines, one line per queue')
    .action(async (queue: string | undefined, options: Options) => {
      const connection = await connect(options);
      const found = await deadQueues(connection.stage);
      if (queue === undefined && !options.all) return list(found, options);
      await drive(chosen(found, queue, connection), options, options.all === true);
    });
}

async function list(found: readonly DeadQueue[], { json = false }: Options): Promise<void> {
  const sqs = new SQSClient({});
  const full = found.filter(({ messages }) => messages > 0);
  const rows = await Promise.all(
    full.map(async ({ name, messages, url }) => {
      const told = await glance(url, sqs);
      const kinds = new Set(told.flatMap(({ type }) => type ?? []));
      const reasons = new Set(told.flatMap(({ reason }) => reason ?? []));
      const leads = told.flatMap(({ leadId }) => leadId ?? []);
      return {
        queue: name,
        messages,
        oldest: told.map(({ sentAt }) => sentAt).sort()[0] ?? null,
        of: [...kinds].join(', ') || null,
        reason: [...reasons].join(', ') || `docs/runbook.md#${name.toLowerCase()}`,
        ...(json ? { leads, movable: (await sourceOf(url, sqs)) !== null } : {}),
      };
    }),
  );
  if (rows.length === 0 && !json) console.log(`${found.length} queues of dead letters, all empty`);
  printRows(rows, json);
}

/** @throws CliFailure where no queue has that name */
function chosen(found: readonly DeadQueue[], queue: string | undefined, { stage }: Connection): DeadQueue[] {
  if (queue === undefined) return found.filter(({ messages }) => messages > 0);
  const name = `${queue.replace(/(DeadLetters|Queue)$/, '')}DeadLetters`;
  const named = found.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (!named)
    throw new CliFailure(
      `Stage ${stage} has no ${name}. There are ${found.map((one) => one.name.replace('DeadLetters', '')).join(', ')}.`,
    );
  return [named];
}

async function drive(
  queues: readonly DeadQueue[],
  { wait, json = false }: Options,
  all: boolean,
): Promise<void> {
  const patienceMs = Number(wait) * 1000;
  if (!(patienceMs >= 0)) throw new CliFailure(`--wait ${wait} is no number of seconds.`);
  const sqs = new SQSClient({});
  const results: Redriven[] = [];
  for (const dead of queues) {
    if (all && (await sourceOf(dead.url, sqs)) === null) {
      console.error(withoutSource(dead.name));
      process.exitCode = 1;
      continue;
    }
    const bar = progressBar();
    const tell = (moved: number) =>
      bar.at(moved / Math.max(1, dead.messages), `${dead.name}: ${moved} moved`);
    results.push(await redrive(dead, { patienceMs, wait: pause, tell }, sqs).finally(bar.end));
  }
  printRows([...results], json);
  if (results.length === 0 && !json) console.log('Nothing to drive back.');
  if (results.some(({ back }) => back > 0)) process.exitCode = 1;
}
