import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { byPotential, mayBeApproached, OUTREACH } from '../../shared/rules/outreach.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';

interface Options {
  local?: boolean;
  stage: string;
  most: string;
  csv?: string;
  json?: boolean;
}

/** Leads of one read. */
const PAGE = 100;

/** `leitwerk lead outreach`: whom to go up to, the largest potential first. */
export function leadOutreachCommand(): Command {
  return withConnection(new Command('outreach'))
    .description('leads that nobody of sales speaks to, by what could be earned with them in a year')
    .option('--most <number>', 'how many', '50')
    .option('--csv <file>', 'writes them as a list for a spreadsheet')
    .option('--json', 'for machines, one line per lead')
    .action(run);
}

async function run({ most, csv, json, ...where }: Options): Promise<void> {
  const limit = Number(most);
  if (!Number.isInteger(limit) || limit < 1) throw new CliFailure('--most is a whole number from 1 on.');
  const { table } = await connect(where);
  const rows = (await outreachList(dynamoLeadStore({ table }), limit)).map(line);
  if (csv) {
    const how = { header: true, bom: true, delimiter: ';', escape_formulas: true };
    writeFileSync(csv, stringify(rows, { ...how, record_delimiter: 'windows' }));
    console.log(`${rows.length} leads in ${csv}`);
  } else printRows(rows, json === true);
}

/** The leads of a store that may be approached, by potential; no more than are asked for are kept. */
export async function outreachList(store: Pick<LeadStore, 'list'>, most: number): Promise<Lead[]> {
  let best: Lead[] = [];
  for (const state of OUTREACH) {
    let cursor: string | undefined;
    do {
      const page = await store.list({ state, limit: PAGE, ...(cursor ? { cursor } : {}) });
      best = byPotential([...best, ...page.items.filter(mayBeApproached)]).slice(0, most);
      cursor = page.cursor;
    } while (cursor);
  }
  return best;
}

function line({ id, state, class: leadClass, score, facts }: Lead): Record<string, string | number | null> {
  const { company = null, industry = null, employees = null, city = null } = facts;
  return {
    lead: id,
    potential: score?.potential?.euros ?? null,
    figure: score?.potential?.figure ?? null,
    class: leadClass,
    score: score?.value ?? null,
    state,
    company,
    industry,
    employees,
    city,
  };
}
