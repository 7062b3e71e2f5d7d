import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parameterOf } from '../../shared/rules/documents.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { checkDocuments } from '../rules/check-documents.ts';
import { documentsIn } from '../rules/document-files.ts';
import {
  ended,
  leadsOfPool,
  type PilotSubject,
  piloted,
  pilotIn,
  widened,
  withPilotOf,
} from '../rules/pilot.ts';
import { pilotResults } from '../rules/pilot-results.ts';
import { putInForce } from '../rules/put-in-force.ts';
import { rulesOf } from '../rules/system.ts';
import { reading } from './rules-simulate.ts';

interface Where {
  local?: boolean;
  stage: string;
  json?: boolean;
}

interface BeginOptions extends Where {
  id: string;
  when?: string;
  pool?: string;
  until: string;
  because: string;
  out?: string;
}

/** Adds `pilot` to `leitwerk rules`: other rules for some leads first (R21). */
export function addPilot(rules: Command): void {
  const pilot = rules.command('pilot').description('tries other rules on some leads first: scoring, routing');
  const add = (command: string, about: string) =>
    withConnection(pilot.command(command).description(about)).option('--json', 'for machines');
  add('begin <file>', 'the rules of a file for the leads of a condition or a pool, until a day')
    .requiredOption('--id <name>', 'its name; each of its decisions bears it')
    .option('--when <condition>', 'CEL: which leads, such as lead.country == "AT"')
    .option('--pool <pool>', 'instead of --when: the leads that the routing in force gives to that pool')
    .requiredOption('--until <day>', 'its last day (UTC), such as 2026-12-31')
    .requiredOption('--because <reason>', 'why')
    .option('--out <file>', 'only writes the document, to check and simulate it')
    .action(begin);
  add('show <document>', 'what became of the leads of the pilot, beside all others since it began')
    .option('--data <folder>', 'an export, or the data of a local system that has stopped')
    .action(show);
  add('widen <document>', 'what was tried holds for all leads from now on').action(
    (name: string, options: Where) => change(named(name), options, widened),
  );
  add('end <document>', 'back to the same rules for all').action((name: string, options: Where) =>
    change(named(name), options, ended),
  );
}

/** Documents whose own conditions do what a pilot does, because the first entry that fits decides. */
const instead: Readonly<Record<string, string>> = {
  nurture:
    'A series with its own when before the others is tried on some leads alone; its mails are counted by series.',
  fulfilment:
    'A package with its own when before the others is tried on some leads alone; each answer names its package.',
};

function named(name: string): PilotSubject {
  const subject = piloted.find((one) => one === name);
  if (!subject)
    throw new CliFailure(
      `There are no pilots of ${name}, only of ${piloted.join(' and ')}. ${instead[name] ?? 'It holds for all leads or for none.'}`,
    );
  return subject;
}

async function begin(file: string, options: BeginOptions): Promise<void> {
  const [[name, parts] = [], more] = [...documentsIn([file])];
  if (!name || !parts || more) throw new CliFailure(`${file} holds more than one document.`);
  const subject = named(name);
  const { documents, set } = checkDocuments(new Map([[name, parts]]), {});
  if (documents.some(({ errors }) => errors.length > 0))
    throw new CliFailure(`${file} cannot be used: see leitwerk rules check.`);
  const { id, when, pool, until, because, out } = options;
  if ((when === undefined) === (pool === undefined))
    throw new CliFailure('Say with --when or with --pool for which leads, and with one of them alone.');
  await change(
    subject,
    options,
    (inForce, routing) => {
      const chosen = when ?? leadsOfPool(routing, pool ?? '');
      return withPilotOf(inForce, set[subject]?.source, { id, when: chosen, until, because });
    },
    out,
  );
}

/** Writes a document made of the one in force, and waits until it decides. */
async function change(
  subject: PilotSubject,
  options: Where,
  made: (inForce: unknown, routing: unknown) => Record<string, unknown>,
  out?: string,
): Promise<void> {
  const system = rulesOf(await connect(options));
  const set = (await system.sets.current())?.set ?? {};
  const text = `${JSON.stringify(made(set[subject]?.source, set.routing?.source), null, 2)}\n`;
  const part = { name: parameterOf(subject), text };
  const { documents, notes } = checkDocuments(new Map([[subject, [part]]]), set);
  const wrong = [
    ...documents.flatMap(({ errors }) => errors.map(({ path, reason }) => `${path}: ${reason}`)),
    ...notes.filter((note) => note.wrong).map((note) => note.text),
  ];
  if (wrong.length > 0) throw new CliFailure(`${wrong.join('\n')}\nNothing was written.`);
  if (out) return writeFileSync(out, text);
  process.stderr.write(`${subject}: waiting for the system …\n`);
  const { status, hash, before, errors } = await putInForce(system, subject, [part]);
  if (status !== 'active') process.exitCode = 1;
  const row = { document: subject, pilot: pilotIn(JSON.parse(text)), status, hash, before };
  printRows([{ ...row, ...(errors.length > 0 ? { errors } : {}) }], options.json === true);
}

async function show(name: string, options: Where & { data?: string }): Promise<void> {
  const subject = named(name);
  const found = await reading(options, async ({ inForce, leads }) => {
    const id = pilotIn(inForce?.[subject]?.source);
    if (id === null) throw new CliFailure(`No pilot of ${subject} is in force.`);
    return { id, ...(await pilotResults(leads, id)) };
  });
  if (options.json) return printRows([{ document: subject, ...found }], true);
  console.log(
    found.since
      ? `Pilot ${found.id} of ${subject}, first decision ${found.since}`
      : `Pilot ${found.id} of ${subject} has decided about no lead yet.`,
  );
  printRows(
    [
      { side: found.id, ...found.pilot },
      { side: 'others', ...found.others },
    ],
    false,
  );
}
