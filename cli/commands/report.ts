import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { writeAgain } from '../reports/ask-reporter.ts';
import { fileOf, latestDay, type Manifest, manifestOf, rowsOf } from '../reports/fetch-day.ts';

interface Options {
  local?: boolean;
  stage: string;
  again?: boolean;
  show?: string;
  out?: string;
  json?: boolean;
}

/** `leitwerk report`: the reports of a day, written again, shown or fetched. */
export function reportCommand(): Command {
  return withConnection(new Command('report'))
    .description('lists the reports of a day, shows one of them, fetches them, or writes them again')
    .argument('[day]', 'such as 2026-11-24; the newest complete one unless told')
    .option('--again', 'writes the reports of the day first')
    .option('--show <report>', 'the rows of one report, such as tracking')
    .option('--out <folder>', 'fetches all files of the day into a folder')
    .option('--json', 'for machines, one line per row')
    .action(async (given: string | undefined, options: Options) => {
      const connection = await connect(options);
      const reports = s3Objects(connection.reportsBucket);
      const day = given ?? (await latestDay(reports));
      if (day === null)
        throw new CliFailure(
          'No report was written yet: the first is written at 02:30 UTC, or name a day with --again.',
        );
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new CliFailure(`${day} is no day: write 2026-11-24.`);
      if (options.again) await writeAgain(connection, day);
      const manifest = await manifestOf(reports, day);
      if (!manifest)
        throw new CliFailure(
          `There is no complete report of ${day}. Write it with leitwerk report ${day} --again.`,
        );
      if (options.out) await fetchAll(reports, manifest, resolve(options.out));
      if (options.show) return printRows(await shown(reports, manifest, options.show), options.json === true);
      printRows(
        manifest.files.map(({ key, rows }) => ({ day, report: basename(key), rows, key })),
        options.json === true,
      );
    });
}

/** @throws CliFailure where the day has no such report */
async function shown(reports: Objects, { files }: Manifest, name: string): Promise<Record<string, string>[]> {
  const sheets = files.filter(({ key }) => key.endsWith('.csv'));
  const file = sheets.find(({ key }) => basename(key, '.csv') === name.replace(/\.csv$/, ''));
  if (file) return rowsOf(await fileOf(reports, file));
  throw new CliFailure(
    `There is no report ${name}: ${sheets.map(({ key }) => basename(key, '.csv')).join(', ')}.`,
  );
}

async function fetchAll(reports: Objects, { files }: Manifest, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, basename(file.key)), await fileOf(reports, file));
}
