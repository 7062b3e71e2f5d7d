import * as z from 'zod';
import { Fault } from '../../shared/domain/faults.ts';
import { log } from '../../shared/observe/log.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Parameters } from '../../shared/ports/parameters.ts';
import type { RuleSets } from '../../shared/ports/rule-sets.ts';
import { type RuleSet, setHash } from '../../shared/rules/active.ts';
import { canonical } from '../../shared/rules/content-hash.ts';
import type { DocumentPart } from '../../shared/rules/document-parts.ts';
import { type Subject, subjectOf, subjects } from '../../shared/rules/documents.ts';
import { RuleError } from '../../shared/rules/rule-errors.ts';
import { prefixes } from '../../shared/wiring.ts';
import { type Choice, chooseDocuments, type Written } from './rules/choose-documents.ts';

export interface RulePorts {
  parameters: Parameters;
  sets: RuleSets;
  archive: Objects;
  /** Where the parameters lie: `/leitwerk/{stage}/`. */
  prefix: string;
  now: Now;
}

/** What the system writes below `status/`: whether what the administrator wrote is in force, and if not, why. */
const Status = z.object({
  status: z.enum(['active', 'refused']),
  /** The version in force; null if there is none. */
  hash: z.string().nullable(),
  at: z.iso.datetime(),
  errors: z.array(RuleError),
});
type Status = z.infer<typeof Status>;

/** Errors that a status shows, and characters of each sentence: it must fit into a parameter of 4 KB. */
const SHOWN = { errors: 5, characters: 200 };
const TRIES = 5;

/**
 * Puts in force what administrators wrote, as far as it can be used, and tells them by status parameters. Doing it again
 * changes nothing, so it may be called at every occasion.
 * @throws Fault `contended` (retryable) if others kept activating
 */
export async function activateRules(ports: RulePorts): Promise<Choice> {
  const found = await ports.parameters.under(ports.prefix);
  const written = bySubject(found);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const current = await ports.sets.current();
    const choice = chooseDocuments(written, current?.set ?? {});
    if (await activated(ports, choice.set, current)) {
      await tell(ports, choice, found);
      return choice;
    }
  }
  throw new Fault('contended', { retryable: true, detail: 'rules' });
}

function bySubject(parameters: readonly { name: string; value: string }[]): Written {
  const written = new Map<Subject, DocumentPart[]>();
  for (const { name, value } of parameters.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    const subject = subjectOf(name);
    if (subject) written.set(subject, [...(written.get(subject) ?? []), { name, text: value }]);
  }
  return written;
}

async function activated(
  { sets, archive }: RulePorts,
  set: RuleSet,
  current: { hash: string; set: RuleSet } | null,
): Promise<boolean> {
  const hash = setHash(set);
  if (hash === (current?.hash ?? setHash({}))) return true;
  const fresh = Object.entries(set).filter(([subject, entry]) => current?.set[subject]?.hash !== entry.hash);
  // Archived first: a decision must never name a version that nobody can read.
  for (const [, { hash: version, source }] of fresh) {
    await archive.put(`${prefixes.ruleArchive}${version}.json`, canonical(source), 'application/json');
  }
  if (!(await sets.activate(set, current?.hash ?? null))) return false;
  log.info('rules-activated', { setHash: hash, subjects: fresh.map(([subject]) => subject).join(' ') });
  return true;
}

/** Writes the status of each document where it is another than before, so that a look that changes nothing writes nothing. */
async function tell(
  { parameters, prefix, now }: RulePorts,
  { set, refused }: Choice,
  found: readonly { name: string; value: string }[],
): Promise<void> {
  for (const subject of subjects) {
    const errors = refused[subject];
    const status: Status = {
      status: errors ? 'refused' : 'active',
      hash: set[subject]?.hash ?? null,
      at: now(),
      errors: (errors ?? []).slice(0, SHOWN.errors).map(brief),
    };
    const before = found.find(({ name }) => name === `status/${subject}`);
    if (before && sameStatus(before.value, status)) continue;
    await parameters.put(`${prefix}status/${subject}`, JSON.stringify(status, null, 2));
    if (errors) log.warn('rules-refused', { subject, errors: errors.length, inForce: status.hash });
  }
}

function brief({ reason, suggestion, ...place }: RuleError): RuleError {
  const cut = (sentence: string) => sentence.slice(0, SHOWN.characters);
  return { ...place, reason: cut(reason), ...(suggestion ? { suggestion: cut(suggestion) } : {}) };
}

function sameStatus(text: string, { at: _, ...status }: Status): boolean {
  try {
    const { at: _before, ...before } = Status.parse(JSON.parse(text));
    return JSON.stringify(before) === JSON.stringify(Status.omit({ at: true }).parse(status));
  } catch {
    return false;
  }
}
