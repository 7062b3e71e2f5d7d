import { Command } from 'commander';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { connect, withConnection } from '../connection.ts';
import { columnsOf, readOutcome } from '../outcomes/read-outcome.ts';
import { type Taken, takeOutcome } from '../outcomes/take-outcome.ts';
import { CliFailure, printRows } from '../output.ts';
import { readTable } from '../read-table.ts';

interface Options {
  local?: boolean;
  stage: string;
  source: string;
  json?: boolean;
}

/** `leitwerk outcomes FILE`: what the CRM or a call centre knows better: won, lost, contacted, whose it is (R136); how calls ended (R35). */
export function outcomesCommand(): Command {
  return withConnection(
    new Command('outcomes')
      .description('Takes in what became of leads, out of an export of the CRM or a call centre (CSV)')
      .argument('<file>'),
  )
    .option('--source <name>', 'source under which leads got their external ids', 'crm')
    .option('--json', 'one JSON value a row')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const { columns: header, rows } = readTable(file);
  const columns = columnsOf(header);
  if (!columns.some((name) => name === 'leadId' || name === 'email' || name === 'externalId'))
    throw new CliFailure(`${file} has no column leadId, email or externalId; it has ${header.join(', ')}.`);
  const { table } = await connect(options);
  const ports = { store: dynamoLeadStore({ table }), rules: dynamoActiveRules({ table, ttlSeconds: 60 }) };
  const results: (Taken | { outcome: 'unreadable'; because: string })[] = [];
  for (const [i, cells] of rows.entries()) {
    const read = readOutcome(columns, cells, systemClock());
    const result =
      'unreadable' in read
        ? { outcome: 'unreadable' as const, because: read.unreadable }
        : await takeOutcome(ports, read, { source: options.source, now: systemClock() });
    results.push(result);
    const failed = !['changed', 'unchanged'].includes(result.outcome);
    // The header is row 1, as a spreadsheet counts.
    if (options.json || failed) printRows([{ row: i + 2, ...result }], true);
  }
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  const left = results.length - count('changed') - count('unchanged');
  if (!options.json)
    console.log(`${count('changed')} changed, ${count('unchanged')} as they were, ${left} left undone`);
  if (left > 0) process.exitCode = 1;
}
