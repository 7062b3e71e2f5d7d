import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import * as z from 'zod';
import { s3Objects } from '../../shared/adapters/aws/s3-objects.ts';
import { dynamoAbsences } from '../../shared/adapters/dynamodb/absences.ts';
import { dynamoClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamoLeadStore } from '../../shared/adapters/dynamodb/lead-store.ts';
import { dynamoRuleSets, ruleSetOf } from '../../shared/adapters/dynamodb/rule-sets.ts';
import type { Absences } from '../../shared/ports/absences.ts';
import type { RuleSet } from '../../shared/rules/active.ts';
import { type Connection, connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { readSource, type SourceOptions } from '../replay/sources.ts';
import { checkDocuments } from '../rules/check-documents.ts';
import { documentsIn } from '../rules/document-files.ts';
import type { StoredLead } from '../rules/simulate/history.ts';
import { broken, Limits } from '../rules/simulate/limits.ts';
import { type Period, SetsOfTheirTime } from '../rules/simulate/of-their-time.ts';
import { readingOnly } from '../rules/simulate/read-only.ts';
import { type Simulation, simulate } from '../rules/simulate/simulate.ts';
import { type Complete, completeFrom, simulatedRules } from '../rules/simulate/simulated-rules.ts';
import { archivedSet, archiveIn, leadsIn, newestSet, storedLeads } from '../rules/simulate/stored-leads.ts';
import { instantIn } from './instant.ts';

interface Options {
  local?: boolean;
  stage: string;
  data?: string;
  from?: string;
  to?: string;
  limits?: string;
  json?: boolean;
}

/** Leads between two signs of progress. */
const SIGN_EVERY = 100;

/** Adds `simulate` to `leitwerk rules`. */
export function addSimulate(rules: Command): void {
  withConnection(rules.command('simulate [files...]'))
    .description('what documents would have made of the stored leads; it can neither write nor send')
    .option(
      '--from <day>',
      'simulate what was decided from this day or instant on (UTC); before it, all is as it was',
    )
    .option('--to <day>', 'and before this day or instant (UTC)')
    .option('--data <folder>', 'an export, or the data of a local system that has stopped')
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

/** Leads, and the rule sets that decided about them. */
interface Source {
  inForce: RuleSet | null;
  leads: AsyncIterable<StoredLead> | Iterable<StoredLead>;
  read: (hash: string) => Promise<RuleSet | null>;
  complete: Complete;
  entered: Awaited<ReturnType<Absences['all']>>;
}

/**
 * Simulates documents on the leads of a system.
 * @param files none: the rules in force against themselves
 * @throws CliFailure where a document cannot be used
 */
async function simulated(files: readonly string[], options: Options): Promise<Simulation> {
  const period = { from: instantIn(options.from), to: instantIn(options.to) };
  return reading(options, (source) => simulatedIn(source, files, period));
}

/** Does something with the stored leads of a system or a folder, without any right to write or send. */
export async function reading<Result>(
  options: SourceOptions,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  if (options.data !== undefined) return use(await folder(options));
  const { simulationRole: role, ...where } = await connect(options);
  return readingOnly({ role, isLocal: options.local === true }, async () => use(await system(where)));
}

async function folder(options: SourceOptions): Promise<Source> {
  const contents = await readSource(options, () => {});
  const read = async (hash: string) => archivedSet(contents, hash);
  return {
    inForce: newestSet(contents),
    leads: leadsIn(contents),
    read,
    complete: completeFrom(archiveIn(contents)),
    entered: {},
  };
}

async function system({ table, rulesBucket }: Pick<Connection, 'table' | 'rulesBucket'>): Promise<Source> {
  const client = dynamoClient();
  return {
    inForce: (await dynamoRuleSets({ table }).current())?.set ?? null,
    leads: storedLeads(dynamoLeadStore({ table })),
    read: (hash) => ruleSetOf({ table, client }, hash),
    complete: completeFrom(s3Objects(rulesBucket)),
    entered: await dynamoAbsences({ table }).all(),
  };
}

async function simulatedIn(
  { inForce, leads, read, complete, entered }: Source,
  files: readonly string[],
  period: Period,
): Promise<Simulation> {
  if (!inForce) throw new CliFailure('No rules are in force: there is nothing to simulate against.');
  const { documents, set } = checkDocuments(files.length > 0 ? documentsIn(files) : new Map(), inForce);
  const refused = documents.filter(({ errors }) => errors.length > 0);
  if (refused.length > 0)
    throw new CliFailure(
      `${refused.map(({ subject }) => subject).join(', ')} cannot be used: see leitwerk rules check.`,
    );
  const [before, after] = [await complete(simulatedRules(inForce)), await complete(simulatedRules(set))];
  let count = 0;
  const onLead = () => {
    count += 1;
    if (count % SIGN_EVERY === 0) process.stderr.write(`\r${count} leads`);
  };
  const sets = new SetsOfTheirTime(read, complete);
  const found = await simulate(leads, { before, after }, { sets, entered, period, onLead });
  if (count >= SIGN_EVERY) process.stderr.write('\r');
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
  const { class: classes_, ripe: ripe_, owner, deadline } = found.unlikeStored;
  if (classes_ + ripe_ + owner + deadline > 0)
    console.log(
      `The rules in force alone would have made other than what is stored: ${classes_} classes, ${ripe_} instants of ripeness, ${owner} owners, ${deadline} deadlines.`,
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
