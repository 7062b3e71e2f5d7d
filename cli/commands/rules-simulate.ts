import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import * as z from 'zod';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRuleSets } from '../../shared/adapters/dynamodb/rule-sets.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { checkDocuments } from '../rules/check-documents.ts';
import { documentsIn } from '../rules/document-files.ts';
import { broken, Limits } from '../rules/simulate/limits.ts';
import { readingOnly } from '../rules/simulate/read-only.ts';
import { type Simulation, simulate } from '../rules/simulate/simulate.ts';
import { simulatedRules } from '../rules/simulate/simulated-rules.ts';
import { storedLeads } from '../rules/simulate/stored-leads.ts';

interface Options {
  local?: boolean;
  stage: string;
  limits?: string;
  json?: boolean;
}

/** Leads between two signs of progress. */
const SIGN_EVERY = 100;

/** Adds `simulate` to `leitwerk rules`. */
export function addSimulate(rules: Command): void {
  withConnection(rules.command('simulate [files...]'))
    .description('what documents would have made of the stored leads; it can neither write nor send')
    .option('--limits <file>', 'how much may change: {"class": 5, "wonDropped": 0}; fails where more does')
    .option('--json', 'for machines')
    .action(run);
}

async function run(files: string[], options: Options): Promise<void> {
  const limits = options.limits ? limitsIn(options.limits) : {};
  const found = await simulated(files, options);
  const over = broken(found, limits);
  if (options.json) printRows([{ ...found, broken: over }], true);
  else tell(found);
  if (over.length > 0) throw new CliFailure(over.join('\n'));
}

/**
 * Simulates documents on the leads of a system.
 * @param files none: the rules in force against themselves
 * @throws CliFailure where a document cannot be used
 */
async function simulated(files: readonly string[], options: Options): Promise<Simulation> {
  const { table, simulationRole: role } = await connect(options);
  return readingOnly({ role, isLocal: options.local === true }, () => simulatedIn(table, files));
}

async function simulatedIn(table: string, files: readonly string[]): Promise<Simulation> {
  const current = await dynamoRuleSets({ table }).current();
  if (!current) throw new CliFailure('No rules are in force: there is nothing to simulate against.');
  const { documents, set } = checkDocuments(files.length > 0 ? documentsIn(files) : new Map(), current.set);
  const refused = documents.filter(({ errors }) => errors.length > 0);
  if (refused.length > 0)
    throw new CliFailure(
      `${refused.map(({ subject }) => subject).join(', ')} cannot be used: see leitwerk rules check.`,
    );
  const [before, after] = [simulatedRules(current.set), simulatedRules(set)];
  let leads = 0;
  const onLead = () => {
    leads += 1;
    if (leads % SIGN_EVERY === 0) process.stderr.write(`\r${leads} leads`);
  };
  const entered = await dynamoAbsences({ table }).all();
  const found = await simulate(
    storedLeads(dynamoLeadStore({ table })),
    { before, after },
    { entered, onLead },
  );
  if (leads >= SIGN_EVERY) process.stderr.write('\r');
  return found;
}

/**
 * Simulates documents before they are put in force.
 * @param limits file that says how much may change
 * @throws CliFailure where more would change, naming what
 */
export async function holdWithin(limits: string, files: readonly string[], options: Options): Promise<void> {
  const over = broken(await simulated(files, options), limitsIn(limits));
  if (over.length > 0) throw new CliFailure(`${over.join('\n')}\nNothing was written.`);
}

function limitsIn(file: string): Limits {
  try {
    return Limits.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? `: ${z.prettifyError(cause)}` : '.';
    throw new CliFailure(`${file} holds no limits${why}`, { cause });
  }
}

function tell(found: Simulation): void {
  const { leads, changes, ripe, wonDropped, classes, load, examples } = found;
  console.log(
    `${leads} leads: ${changes.class} change class, ${changes.pool} pool, ${changes.owner} owner, ${changes.deadline} a deadline; ${ripe.gained} more and ${ripe.lost} fewer go to sales; ${wonDropped} won deals would have been dropped.`,
  );
  const rows = (of: Simulation['load'], name: string) =>
    Object.entries(of)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { before, after }]) => ({ [name]: key, before, after }));
  printRows(rows(classes, 'class'), false);
  printRows(rows(load, 'owner'), false);
  printRows(
    Object.entries(examples).flatMap(([what, some]) => some.map((one) => ({ changes: what, ...one }))),
    false,
  );
}
