import type { Command } from 'commander';
import { type HandedOver, handOver } from '../../functions/route/staff/hand-over.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { newId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../shared/ports/clock.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';

interface Options {
  local?: boolean;
  stage: string;
  to?: string;
  reason: string;
  json?: boolean;
}

/** `leitwerk lead hand-over OWNER`: all open leads of somebody who leaves, or is away for long. */
export function addHandOver(lead: Command): void {
  withConnection(
    lead
      .command('hand-over <owner>')
      .description('all open leads of an owner: to the fair turn, or to whom you name; may be repeated'),
  )
    .requiredOption('--reason <text>', 'why, as it stands in the history of each lead')
    .option(
      '--to <agent>',
      'who gets them; the turn decides, and the deputy gets opportunities, where nobody is named',
    )
    .option('--json', 'one JSON value a lead')
    .action(run);
}

async function run(from: string, { to, reason, json, ...where }: Options): Promise<void> {
  const { table } = await connect(where);
  const rules = dynamoActiveRules({ table, ttlSeconds: 60 });
  if (to === from) throw new CliFailure(`${from} has them already.`);
  const { agents } = (await rules.get('agents')).document;
  const isAgent = (name: string) => agents.some(({ id }) => id === name);
  const all = agents.map(({ id }) => id).join(', ');
  if (to !== undefined && !isAgent(to)) throw new CliFailure(`There is no agent ${to}; there are ${all}.`);
  const now = systemClock();
  const asked = { from, to, reason, correlationId: newId('cor', now), now };
  const caller = { subject: 'cli', role: 'process-owner' } as const;
  const done: HandedOver[] = [];
  for await (const one of handOver({ store: dynamoLeadStore({ table }), rules }, caller, asked)) {
    done.push(one);
    if (json || one.outcome === 'left') printRows([{ ...one }], json === true);
  }
  // Who left may be out of the directory, but not without leads that were theirs.
  if (done.length === 0 && !isAgent(from))
    throw new CliFailure(`Nobody called ${from} has an open lead or is an agent; there are ${all}.`);
  const count = (outcome: HandedOver['outcome']) => done.filter((one) => one.outcome === outcome).length;
  if (!json)
    console.log(
      `${count('turn')} to the turn, ${count('given')} given by name, ${count('left')} left where they are`,
    );
  if (count('left') > 0) process.exitCode = 1;
}
