import { Command } from 'commander';
import { fairnessOf, parityOf } from '../../functions/route/rules/fairness.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';

/**
 * `leitwerk lead fairness --pool north`: what each member of a pool was entitled to and got, by quality tier, and partners
 * together against direct sales.
 */
export function leadFairnessCommand(): Command {
  return withConnection(new Command('fairness'))
    .description(
      'what each member of a pool was entitled to and got, by quality tier, with the promised bound; partners against direct sales',
    )
    .requiredOption('--pool <id>', 'the pool')
    .option('--json', 'for machines, one line per member (or channel) and tier')
    .action(async (options: { local?: boolean; stage: string; pool: string; json?: boolean }) => {
      const { table } = await connect(options);
      const ledger = await dynamoLeadStore({ table }).loadLedger(options.pool);
      if (!ledger) throw new CliFailure(`No lead has gone through a pool ${options.pool}.`);
      const rules = dynamoActiveRules({ table, ttlSeconds: 0, now: systemClock });
      const { agents } = (await rules.get('agents')).document;
      const partners = agents.filter(({ channel }) => channel === 'partner').map(({ id }) => id);
      const members = fairnessOf(ledger);
      const lines = [...members, ...parityOf(members, new Set(partners))];
      printRows(options.json ? lines : lines.map(readable), options.json === true);
      if (!options.json) console.log(`${ledger.waiting?.length ?? 0} waiting in the line`);
    });
}

function readable(line: Readonly<object>): Record<string, unknown> {
  const short = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value);
  return Object.fromEntries(Object.entries(line).map(([name, value]) => [name, short(value)]));
}
