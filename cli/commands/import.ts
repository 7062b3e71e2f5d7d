import { createWriteStream } from 'node:fs';
import { Command } from 'commander';
import { readReport, reportCsv } from '../../functions/ingest/list-report.ts';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import type { ListImport } from '../../shared/domain/list.ts';
import { type Connection, connect, withConnection } from '../connection.ts';
import { asUtf8 } from '../lists/as-utf-8.ts';
import { checkList, dropList, followList } from '../lists/bring-list.ts';
import { showProgress } from '../lists/progress.ts';
import { CliFailure, printRows } from '../output.ts';

interface Options {
  local?: boolean;
  stage: string;
  source?: string;
  channel?: string;
  campaign?: string;
  requested?: string;
  legalBasis?: string;
  customers?: boolean;
  map?: string[];
  dryRun?: boolean;
  report?: string;
  json?: boolean;
}

/** `leitwerk import FILE`: takes a list in, whatever its size, and tells what became of its rows. */
export function importCommand(): Command {
  return withConnection(
    new Command('import').description('Takes a list of leads in (CSV)').argument('<file>'),
  )
    .option('--source <name>', 'where the data come from')
    .option('--channel <channel>', 'import, trade_fair, telemarketing …', 'import')
    .option('--campaign <name>', 'of rows that name none')
    .option('--requested <yes|no>', 'whether the people asked; who did not gets no mail and no call')
    .option('--legal-basis <basis>', 'consent, contract or legitimate-interest')
    .option('--customers', 'the rows are customers of another system, with owners and dates')
    .option('--map <column=field...>', 'what a column means whose name does not say it')
    .option('--dry-run', 'only tells what would become of each row')
    .option('--report <file>', 'writes what became of each row, as CSV')
    .option('--json', 'for machines')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const utf8 = await asUtf8(file);
  await bring(utf8.file, options).finally(utf8.remove);
}

async function bring(file: string, options: Options): Promise<void> {
  const { source, channel, campaign, requested, legalBasis } = options;
  const checked = await checkList(file, {
    ...{ source, channel, campaign, requested, legalBasis },
    kind: options.customers ? 'customers' : undefined,
    map: options.map?.join(','),
    dryRun: options.dryRun ? 'true' : undefined,
  });
  const connection = await connect(options);
  const importId = await dropList(connection, file, checked);
  const progress = showProgress();
  const list = await followList(connection, importId, progress.at).finally(progress.end);
  if (options.report) await writeReport(connection, list, options.report);
  if (list.state === 'refused') throw new CliFailure(`The list was not taken: ${list.reason?.detail}`);
  const { counts, statement } = list;
  if (options.json) return console.log(JSON.stringify({ importId, dryRun: statement.dryRun, counts }));
  printRows([counts], false);
  for (const { name, suggestion } of list.columns.filter((column) => column.means === null))
    console.log(
      `"${name}" is kept beside the facts.${suggestion ? ` Meant as --map "${name}=${suggestion}"?` : ''}`,
    );
}

async function writeReport({ rawBucket }: Connection, list: ListImport, file: string): Promise<void> {
  const objects = s3Objects(rawBucket);
  const out = createWriteStream(file);
  const { parts } = list.done;
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { rows, next }: Awaited<ReturnType<typeof readReport>> = await readReport(objects, list.id, {
      from,
      parts,
    });
    out.write(reportCsv(rows, from === 0));
    from = next;
  }
  await new Promise<void>((resolve, reject) => out.once('error', reject).end(resolve));
}
