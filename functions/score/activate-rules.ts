import { isDeepStrictEqual } from 'node:util';
import { areasIn, areaTable } from '../../shared/area-tables.ts';
import { Fault } from '../../shared/domain/faults.ts';
import { log } from '../../shared/observe/log.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Parameters } from '../../shared/ports/parameters.ts';
import type { RuleSets } from '../../shared/ports/rule-sets.ts';
import { type RuleSet, setHash } from '../../shared/rules/active.ts';
import { areaErrors } from '../../shared/rules/areas.ts';
import type { DocumentPart } from '../../shared/rules/document-parts.ts';
import { type Subject, subjects } from '../../shared/rules/documents.ts';
import { pointedTo } from '../../shared/rules/pointer.ts';
import { readDocument } from '../../shared/rules/read-document.ts';
import type { RuleError } from '../../shared/rules/rule-errors.ts';
import { type Parameter, partsOf, type Status, statusOf, writtenHash } from '../../shared/rules/status.ts';
import { prefixes } from '../../shared/wiring.ts';
import {
  type Approved,
  type Choice,
  chooseDocuments,
  type Wanting,
  type Written,
} from './rules/choose-documents.ts';

export interface RulePorts {
  parameters: Parameters;
  sets: RuleSets;
  archive: Objects;
  /** Where the parameters lie: `/leitwerk/{stage}/`. */
  prefix: string;
  now: Now;
}

/** Errors that a status shows, and characters of each sentence: it must fit into a parameter of 4 KB. */
const SHOWN = { errors: 5, characters: 200 };
const TRIES = 5;

/**
 * Puts in force what administrators wrote, as far as it can be used, and tells them by status parameters. Doing it again
 * changes nothing, so it may be called at every occasion.
 * @throws Fault `contended` (retryable) if others kept activating
 */
export async function activateRules(ports: RulePorts): Promise<Judged> {
  const found = await ports.parameters.under(ports.prefix);
  const written = await bySubject(found, ports.archive);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const current = await ports.sets.current();
    const before = current?.set ?? {};
    const wanting = await wantingIn(written, before, ports.archive);
    const choice = chooseDocuments(written, before, { approved: approvedIn(found), wanting });
    if (await activated(ports, choice.set, current)) {
      await tell(ports, choice, found);
      return { ...choice, written: namesOf(found) };
    }
  }
  throw new Fault('contended', { retryable: true, detail: 'rules' });
}

/** What was chosen, with the name of the text that each document was judged by. */
export type Judged = Choice & { written: Partial<Record<Subject, string>> };

function namesOf(found: readonly Parameter[]): Judged['written'] {
  return Object.fromEntries(subjects.map((subject) => [subject, writtenHash(partsOf(found, subject))]));
}

async function bySubject(found: readonly Parameter[], bucket: Objects): Promise<Written> {
  const written = new Map<Subject, DocumentPart[]>();
  for (const subject of subjects) {
    const parts = await Promise.all(partsOf(found, subject).map((part) => followed(part, bucket)));
    if (parts.length > 0) written.set(subject, parts);
  }
  return written;
}

/** What a parameter points to stands for it, under its own name; a pointer to nothing stays as it is. */
async function followed({ name, text }: DocumentPart, bucket: Objects): Promise<DocumentPart> {
  const object = pointedTo(text);
  const bytes = object?.startsWith(prefixes.largeDocuments) ? await bucket.get(object) : null;
  return bytes ? { name: `${name} → ${object}`, text: Buffer.from(bytes).toString() } : { name, text };
}

/** The area table of a scoring document is looked at when the document is new, not each time. */
async function wantingIn(written: Written, current: RuleSet, archive: Objects): Promise<Wanting> {
  const scoring = readDocument('scoring', written.get('scoring') ?? []);
  if (!scoring.ok || scoring.hash === current.scoring?.hash) return {};
  const areas = areasIn(scoring.source);
  return areas ? { scoring: areaErrors(areas, await areaTable(archive, areas.table)) } : {};
}

function approvedIn(found: readonly Parameter[]): Approved {
  return Object.fromEntries(
    subjects.flatMap((subject) => {
      const hash = found.find(({ name }) => name === `approved/${subject}`)?.value;
      return hash === undefined ? [] : [[subject, hash.trim()]];
    }),
  );
}

async function activated(
  { sets, archive }: RulePorts,
  set: RuleSet,
  current: { hash: string; set: RuleSet } | null,
): Promise<boolean> {
  const hash = setHash(set);
  if (hash === (current?.hash ?? setHash({}))) return true;
  const fresh = Object.entries(set).filter(([subject, entry]) => current?.set[subject]?.hash !== entry.hash);
  // Archived first: a decision must never name a version that nobody can read. As it was written: the order of criteria counts.
  for (const [, { hash: version, source }] of fresh) {
    await archive.put(`${prefixes.ruleArchive}${version}.json`, JSON.stringify(source), 'application/json');
  }
  if (!(await sets.activate(set, current?.hash ?? null))) return false;
  log.info('rules-activated', { setHash: hash, subjects: fresh.map(([subject]) => subject).join(' ') });
  return true;
}

/** Writes the status of each document where it is another than before, so that a look that changes nothing writes nothing. */
async function tell(
  { parameters, prefix, now }: RulePorts,
  choice: Choice,
  found: readonly Parameter[],
): Promise<void> {
  for (const subject of subjects) {
    const before = statusOf(found, subject);
    const status = statusAfter(choice, subject, { before, found, at: now() });
    if (before && isSame(before, status)) continue;
    await parameters.put(`${prefix}status/${subject}`, JSON.stringify(status, null, 2));
    if (status.status === 'refused')
      log.warn('rules-refused', { subject, errors: status.errors.length, inForce: status.hash });
  }
}

function statusAfter(
  { set, refused, pending }: Choice,
  subject: Subject,
  { before, found, at }: { before: Status | null; found: readonly Parameter[]; at: string },
): Status {
  const errors = refused[subject];
  const waits = pending[subject];
  const hash = set[subject]?.hash ?? null;
  const former = before?.hash && before.hash !== hash ? before.hash : before?.before;
  return {
    status: errors ? 'refused' : waits ? 'pending' : 'active',
    hash,
    ...(former ? { before: former } : {}),
    ...(waits ? { pending: waits } : {}),
    written: writtenHash(partsOf(found, subject)),
    at,
    errors: (errors ?? []).slice(0, SHOWN.errors).map(brief),
  };
}

function brief({ reason, suggestion, ...place }: RuleError): RuleError {
  const cut = (sentence: string) => sentence.slice(0, SHOWN.characters);
  return { ...place, reason: cut(reason), ...(suggestion ? { suggestion: cut(suggestion) } : {}) };
}

function isSame({ at: _before, ...before }: Status, { at: _after, ...after }: Status): boolean {
  return isDeepStrictEqual(before, after);
}
