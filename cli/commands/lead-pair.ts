import type { Command } from 'commander';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoActiveRules } from '../../shared/adapters/dynamodb/rules.ts';
import { mergeByHand, type PairOutcome, type PairPorts, unmerge } from '../../shared/merge-leads.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure } from '../output.ts';
import { fromCommandLine } from '../reviews/asked.ts';

interface Options {
  local?: boolean;
  stage: string;
  into?: string;
  reason: string;
}

/** `leitwerk lead merge ONE OTHER`, `leitwerk lead unmerge ID`: two leads are one person, or are two after all. */
export function addPair(lead: Command): void {
  withConnection(
    lead
      .command('merge <id> <other>')
      .description('joins two leads of one person; the ids of both answer as one'),
  )
    .requiredOption('--reason <text>', 'why, as it stands in the history of both')
    .option('--into <id>', 'which of the two stays; the rule decides where none is named')
    .action(async (id: string, other: string, { into, reason, ...where }: Options) => {
      if (into !== undefined && into !== id && into !== other)
        throw new CliFailure(`${into} is neither of the two.`);
      const ports = await portsOf(where);
      show(await mergeByHand(ports, { ids: [id, other], into, reason }, fromCommandLine()));
    });
  withConnection(
    lead
      .command('unmerge <id>')
      .description(
        'parts a lead from the one it was joined into, exactly as both were; or the last that was joined into it',
      ),
  )
    .requiredOption('--reason <text>', 'why, as it stands in the history of both')
    .action(async (leadId: string, { reason, ...where }: Options) => {
      show(await unmerge(await portsOf(where), { leadId, reason }, fromCommandLine()));
    });
}

async function portsOf(where: Pick<Options, 'local' | 'stage'>): Promise<PairPorts> {
  const { table } = await connect(where);
  return { store: dynamoLeadStore({ table }), rules: dynamoActiveRules({ table, ttlSeconds: 60 }) };
}

function show(done: PairOutcome): void {
  if (done.outcome === 'refused') throw new CliFailure(done.refusal.because);
  if (!('stays' in done)) throw new CliFailure('There is no such lead.');
  const { outcome, stays, other } = done;
  console.log(outcome === 'merged' ? `${other.id} → ${stays.id}` : `${stays.id} and ${other.id} are two`);
}
