import { resolve } from 'node:path';
import { Command } from 'commander';
import { withConnection } from '../connection.ts';
import { progressBar } from '../progress-bar.ts';
import { writeExport } from '../replay/export.ts';
import { type Replayed, replay } from '../replay/replay.ts';
import { readSource, type SourceOptions } from '../replay/sources.ts';
import { instantIn } from './instant.ts';

interface ReplayOptions extends SourceOptions {
  from?: string;
  to?: string;
  lead?: string;
  json?: boolean;
}

/** Findings that a person is shown. */
const SHOWN = 20;

/** `leitwerk replay`: decides everything again from events and archived rules, and says what comes out otherwise. */
export function replayCommand(): Command {
  const command = withSource(new Command('replay'))
    .description(
      'decides every stored decision again from events and archived rules; fails if one comes out otherwise',
    )
    .option('--from <day>', 'judge decisions from this day or instant on (UTC)')
    .option('--to <day>', 'judge decisions before this day or instant (UTC)')
    .option('--lead <id>', 'judge this lead only')
    .option('--json', 'for machines, one value')
    .enablePositionalOptions()
    .action(async (options: ReplayOptions) => {
      const { from, to, lead } = options;
      const result = replay(await read(options), { from: instantIn(from), to: instantIn(to), lead });
      console.log(options.json ? JSON.stringify(result) : page(result));
      if (result.different > 0 || result.findings.length > 0) process.exitCode = 1;
    });
  return command.addCommand(
    withSource(new Command('export'))
      .description('writes events and rules into a folder, from which they can be replayed anywhere')
      .requiredOption('--out <folder>', 'where to')
      .action(async (options: SourceOptions & { out: string }) => {
        const contents = await read(options);
        const folder = resolve(options.out);
        writeExport(folder, contents);
        console.log(
          `${contents.leads.length} leads, ${contents.archive.sources.size} rule documents in ${folder}`,
        );
      }),
  );
}

function withSource(command: Command): Command {
  return withConnection(command).option(
    '--data <folder>',
    'an export, or the data of a local system that has stopped',
  );
}

function read(options: SourceOptions) {
  const bar = progressBar();
  return readSource(options, (leads) => bar.at(null, `${leads} leads read`)).finally(bar.end);
}

const kinds = [
  ['score', 'scores and rounds'],
  ['turn', 'turns'],
  ['answer', 'answers'],
  ['due', 'deadline steps'],
  ['told', 'from outside'],
] as const;

function page({
  leads,
  events,
  decisions,
  clocks,
  identical,
  different,
  unjudged,
  findings,
}: Replayed): string {
  const counts = kinds.map(([kind, name]) => `${decisions[kind]} ${name}`);
  return [
    `${leads} leads, ${events} events, ${clocks} changes of clocks`,
    `${identical} of ${identical + different} steps identical (${counts.join(', ')})`,
    ...Object.entries(unjudged).map(([because, count]) => `${count} steps not judged: ${because}`),
    ...findings
      .slice(0, SHOWN)
      .map(
        ({ of, event, path, stored, recomputed }) =>
          `✗ ${of} ${event} ${path}: stored ${JSON.stringify(stored)}, recomputed ${JSON.stringify(recomputed)}`,
      ),
    ...(findings.length > SHOWN ? [`… and ${findings.length - SHOWN} more`] : []),
  ].join('\n');
}
