import { Command } from 'commander';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { leadFairnessCommand } from './lead-fairness.ts';
import { addHandOver } from './lead-hand-over.ts';
import { leadOutreachCommand } from './lead-outreach.ts';
import { addPair } from './lead-pair.ts';

/** `leitwerk lead …`: what is known of one lead, whose leads are handed over, who is one person. */
export function leadCommand(): Command {
  const lead = new Command('lead').description('One lead: its facts, its history, why it is where it is');
  withConnection(lead.command('show <id>').description('the whole lead as JSON')).action(
    async (id: string, options: { local?: boolean; stage: string }) => {
      const found = await read(id, options);
      console.log(JSON.stringify(found, null, 2));
    },
  );
  withConnection(
    lead.command('why <id>').description('who owns the lead, by which rule, and why not the others'),
  )
    .option('--json', 'for machines')
    .action(async (id: string, options: { local?: boolean; stage: string; json?: boolean }) => {
      const { lead: found } = await read(id, options);
      if (!found.assignment) throw new CliFailure(`Lead ${id} is ${found.state} and was never assigned.`);
      const { rule, because, rulesHash, at, tier, colleague, candidates } = found.assignment;
      if (options.json)
        return console.log(
          JSON.stringify({
            ...{ lead: id, owner: found.owner, rule, because, rulesHash, at, tier, colleague, candidates },
          }),
        );
      console.log(
        `${id} → ${found.owner?.name ?? 'nobody now'} (${rule}: ${because}; ${colleague ? `colleague ${colleague}; ` : ''}rules ${rulesHash.slice(0, 12)}; tier ${tier ?? 'unknown'}; ${at})`,
      );
      printRows(
        candidates.map(({ id: candidate, standing, claim, passedOver }) => ({
          candidate,
          standing,
          claim,
          passedOver,
        })),
        false,
      );
    });
  addHandOver(lead);
  addPair(lead);
  return lead.addCommand(leadFairnessCommand()).addCommand(leadOutreachCommand());
}

async function read(id: string, options: { local?: boolean; stage: string }) {
  const { table } = await connect(options);
  const found = await dynamoLeadStore({ table }).loadWithHistory(id);
  if (!found) throw new CliFailure(`There is no lead ${id}.`);
  return found;
}
