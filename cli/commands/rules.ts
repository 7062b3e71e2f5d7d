import { Command } from 'commander';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import type { RuleSet } from '../../shared/rules/active.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { documents, parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { PoolsDocument } from '../../shared/rules/pools.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import { isObject } from '../../shared/rules/rule-errors.ts';
import { type Status, statusOf } from '../../shared/rules/status.ts';
import { connect, withConnection } from '../connection.ts';
import { CliFailure, printRows } from '../output.ts';
import { archived, formerOf } from '../rules/archive.ts';
import { checkDocuments, type RuleNote } from '../rules/check-documents.ts';
import { compareDocuments } from '../rules/compare-documents.ts';
import { documentsIn, subjectNamed, type WrittenDocuments } from '../rules/document-files.ts';
import { explainDocument } from '../rules/explain/explain-document.ts';
import { letGo, putInForce } from '../rules/put-in-force.ts';
import { type RulesSystem, rulesOf } from '../rules/system.ts';
import { addAreas } from './rules-areas.ts';
import { addPilot } from './rules-pilot.ts';
import { addSimulate, holdWithin } from './rules-simulate.ts';

interface Where {
  local?: boolean;
  stage: string;
  json?: boolean;
}

/** `leitwerk rules …`: the documents by which the system decides. */
export function rulesCommand(): Command {
  const rules = new Command('rules').description(
    'Rule documents: check, compare, try, put in force, take back',
  );
  const add = (command: string, about: string) =>
    withConnection(rules.command(command).description(about)).option('--json', 'for machines');
  add('list', 'all documents with version and status').action(list);
  add('show <document>', 'a document as it is in force, or an earlier version')
    .option('--version-hash <hash>', 'an earlier version, by its hash or the beginning of it')
    .action(show);
  rules
    .command('check <files...>')
    .description(
      'whether documents can be used, and what routing and exclusion do with every lead; files or folders. Fails too where a rule never decides',
    )
    .option('--local', 'together with what is in force on this machine')
    .option('--stage <stage>', 'together with what is in force there; without it offline, on the files alone')
    .option('--json', 'for machines, one line per document')
    .action(check);
  add('diff <files...>', 'what a document says otherwise: against the one in force, or two files').action(
    diff,
  );
  addSimulate(rules);
  addAreas(rules);
  addPilot(rules);
  add(
    'activate <files...>',
    'check, write and wait until it is in force; a document by name: let a held change go',
  )
    .option('--limits <file>', 'simulate first, and write nothing where more changes than the file allows')
    .action(activate);
  add('rollback <document>', 'back to the version before, or to another one')
    .option('--to <hash>', 'a version, by its hash or the beginning of it')
    .action(rollback);
  rules
    .command('explain <document>')
    .description('what routing, scoring or deadlines mean, in sentences: a file, or a document in force')
    .option('--language <language>', 'de or en', 'en')
    .option('--local', 'of the system on this machine')
    .option('--stage <stage>', 'of that system; without it the shipped document')
    .option('--json', 'for machines')
    .action(explain);
  return rules;
}

async function systemOf(where: Where): Promise<RulesSystem> {
  return rulesOf(await connect(where));
}

async function inForce({ sets }: Pick<RulesSystem, 'sets'>): Promise<RuleSet> {
  return (await sets.current())?.set ?? {};
}

function named(name: string): Subject {
  const subject = subjectNamed(name);
  if (!subject) throw new CliFailure(`There is no document ${name}; there are ${subjects.join(', ')}.`);
  return subject;
}

async function list(where: Where): Promise<void> {
  const system = await systemOf(where);
  const [found, set] = await Promise.all([system.parameters.under(system.prefix), inForce(system)]);
  const rows = subjects.map((subject) => {
    const status = statusOf(found, subject);
    const source = set[subject]?.source;
    const { version, note } = isObject(source) ? source : {};
    const { status: is, hash, at, pending, errors } = status ?? {};
    const told = { document: subject, status: is, version, hash, at, note };
    return where.json
      ? { ...told, pending, errors, parameter: `${system.prefix}${parameterOf(subject)}` }
      : told;
  });
  printRows(rows, where.json === true);
}

async function show(name: string, options: Where & { versionHash?: string }): Promise<void> {
  const subject = named(name);
  const system = await systemOf(options);
  if (options.versionHash) return console.log(await archived(system, subject, options.versionHash));
  const entry = (await inForce(system))[subject];
  if (!entry) throw new CliFailure(`${subject} is not in force.`);
  console.log(JSON.stringify(entry.source, null, options.json ? undefined : 2));
}

async function check(
  files: string[],
  options: { local?: boolean; stage?: string; json?: boolean },
): Promise<void> {
  const given = documentsIn(files);
  const { notes } = report(given, await besideIn(options), options.json === true);
  if (notes.some(({ wrong }) => wrong)) process.exitCode = 1;
}

async function besideIn({ local, stage }: { local?: boolean; stage?: string }): Promise<RuleSet> {
  if (!local && stage === undefined) return {};
  return inForce(await systemOf({ ...(local ? { local } : {}), stage: stage ?? 'local' }));
}

/** Prints what the check found; the exit code says whether all documents can be used. */
function report(
  given: WrittenDocuments,
  beside: RuleSet,
  asJson: boolean,
): { isGood: boolean; notes: readonly RuleNote[] } {
  const checked = checkDocuments(given, beside);
  const isGood = checked.documents.every(({ errors }) => errors.length === 0);
  if (!isGood) process.exitCode = 1;
  if (asJson) {
    printRows(
      [...checked.documents.map((one) => ({ ...one, ok: one.errors.length === 0 })), ...checked.notes],
      true,
    );
    return { isGood, notes: checked.notes };
  }
  for (const { subject, hash, errors } of checked.documents) {
    console.log(hash ? `✓ ${subject} ${hash}` : `✗ ${subject}`);
    for (const { path, part, line, reason, suggestion } of errors)
      console.log(
        `  ${[part, line === undefined ? '' : `line ${line}`, path].filter(Boolean).join(', ')}: ${reason}${suggestion ? ` – ${suggestion}` : ''}`,
      );
  }
  for (const { text, wrong, part, line, example } of checked.notes) {
    const place = [part, line === undefined ? '' : `line ${line}`].filter(Boolean).join(', ');
    const shown = example ? `, such as ${JSON.stringify(example)}` : '';
    console.log(`${wrong ? '✗' : '!'} ${place ? `${place}: ` : ''}${text}${shown}`);
  }
  return { isGood, notes: checked.notes };
}

async function diff(files: string[], options: Where): Promise<void> {
  const [first = '', second, third] = files;
  if (third) throw new CliFailure('Two files at most: before and after.');
  const [subject, after] = oneDocument(second ?? first);
  const before = second
    ? oneDocument(first)[1]
    : ((await inForce(await systemOf(options)))[subject]?.source ?? {});
  const found = compareDocuments(before, after);
  printRows(found, options.json === true);
  if (!options.json && found.length === 0) console.log(`${subject} says the same.`);
}

/** @throws CliFailure where the file holds no document that can be read */
function oneDocument(file: string): [Subject, unknown] {
  const [[subject, parts] = [], other] = [...documentsIn([file])];
  if (!subject || !parts || other) throw new CliFailure(`${file} holds more than one document.`);
  const read = readDocument(subject, parts);
  if (read.ok) return [subject, read.source];
  const [{ line, path, reason } = { reason: 'cannot be read' }] = read.errors;
  throw new CliFailure(`${file}${line === undefined ? '' : `, line ${line}`}: ${path} ${reason}`);
}

async function activate(files: string[], options: Where & { limits?: string }): Promise<void> {
  const [only = ''] = files;
  const held = files.length === 1 ? subjectNamed(only) : null;
  if (held && options.limits)
    throw new CliFailure('Limits hold for files: give the file of the held change.');
  if (options.limits) await holdWithin(options.limits, files, options);
  const system = await systemOf(options);
  if (held) {
    const status = statusOf(await system.parameters.under(system.prefix), held);
    return told(held, await letGo(system, held, status), options.json === true);
  }
  const given = documentsIn(files);
  if (!report(given, await inForce(system), options.json === true).isGood)
    throw new CliFailure('Nothing was written.');
  for (const [subject, parts] of given) {
    process.stderr.write(`${subject}: waiting for the system …\n`);
    told(subject, await putInForce(system, subject, parts), options.json === true);
  }
}

async function rollback(name: string, options: Where & { to?: string }): Promise<void> {
  const subject = named(name);
  const system = await systemOf(options);
  const status = statusOf(await system.parameters.under(system.prefix), subject);
  const text = await archived(system, subject, options.to ?? formerOf(subject, status));
  told(
    subject,
    await putInForce(system, subject, [{ name: parameterOf(subject), text }]),
    options.json === true,
  );
}

function told(subject: Subject, { status, hash, before, errors }: Status, asJson: boolean): void {
  if (status !== 'active') process.exitCode = 1;
  printRows([{ document: subject, status, hash, before, ...(errors.length > 0 ? { errors } : {}) }], asJson);
}

interface Explaining {
  language: string;
  local?: boolean;
  stage?: string;
  json?: boolean;
}

async function explain(asked: string, options: Explaining): Promise<void> {
  const { language } = options;
  if (language !== 'de' && language !== 'en') throw new CliFailure('--language is de or en.');
  const own = subjectNamed(asked);
  const set = own ? await setOf(options) : {};
  const [subject, source] = own ? [own, set[own]?.source] : oneDocument(asked);
  const pools = PoolsDocument.safeParse(set.pools?.source).data;
  const sentences = sentencesOf(subject, source, language, pools);
  if (options.json) printRows([{ document: subject, sentences }], true);
  else console.log(sentences.join('\n'));
}

/** What is in force, or what is shipped where no system is named. */
async function setOf(options: Explaining): Promise<RuleSet> {
  if (options.local || options.stage !== undefined) return besideIn(options);
  return Object.fromEntries(
    subjects.map((subject) => {
      const source = defaultSource(subject);
      return [subject, { hash: contentHash(source), source }];
    }),
  );
}

function sentencesOf(
  subject: Subject,
  source: unknown,
  language: 'de' | 'en',
  pools?: PoolsDocument,
): string[] {
  switch (subject) {
    case 'routing':
      return explainDocument({ subject, content: documents.routing.parse(source) }, language, pools);
    case 'scoring':
      return explainDocument({ subject, content: documents.scoring.parse(source) }, language);
    case 'deadlines':
      return explainDocument({ subject, content: documents.deadlines.parse(source) }, language);
    default:
      throw new CliFailure(
        `Only routing, scoring and deadlines can be told in sentences; see docs/rules.md for ${subject}.`,
      );
  }
}
