import { isDeepStrictEqual } from 'node:util';
import type { RuleSet } from '../../../shared/rules/active.ts';
import { type CrossError, crossCheck } from '../../../shared/rules/cross-checks.ts';
import { type DocumentPart, placedIn } from '../../../shared/rules/document-parts.ts';
import { type Documents, documents, type Subject, subjects } from '../../../shared/rules/documents.ts';
import { type ReadDocument, readDocument } from '../../../shared/rules/read-document.ts';
import type { FoundError, RuleError } from '../../../shared/rules/rule-errors.ts';

export type Written = ReadonlyMap<Subject, readonly DocumentPart[]>;

/** What is to be in force, and which documents are refused. */
export interface Choice {
  set: RuleSet;
  refused: Partial<Record<Subject, RuleError[]>>;
  /** Versions that could be in force and are held until a person lets them go. */
  pending: Partial<Record<Subject, string>>;
}

/** What a person let go: the version of each document that may go in force although it is held. */
export type Approved = Partial<Record<Subject, string>>;

/** What is wrong with documents that have the right shape: they name what lies elsewhere and is not there. */
export type Wanting = Partial<Record<Subject, readonly FoundError[]>>;

/**
 * Chooses the documents that are to be in force: each as it was written if it can be used, else its last good version.
 * Where two documents do not fit together, one that was changed is refused, first of all the one that asks for what is not there.
 * @param written the parameters of each subject
 * @param current the set in force
 */
export function chooseDocuments(
  written: Written,
  current: RuleSet,
  { approved = {}, wanting = {} }: { approved?: Approved; wanting?: Wanting } = {},
): Choice {
  const good = fitting(readAll(written, current, wanting), written, current);
  const { set, pending } = heldBack(good.set, current, approved);
  // What is held may be missing to another document that was changed with it.
  return { ...fitting({ set, refused: good.refused }, written, current), pending };
}

type Usable = Omit<Choice, 'pending'>;

function readAll(written: Written, current: RuleSet, wanting: Wanting): Usable {
  const set: RuleSet = {};
  const refused: Choice['refused'] = {};
  for (const subject of subjects) {
    const parts = written.get(subject);
    const result = parts ? whole(readDocument(subject, parts), wanting[subject], parts) : missing;
    if (result.ok) set[subject] = { hash: result.hash, source: result.source };
    else {
      refused[subject] = result.errors;
      keep(set, subject, current);
    }
  }
  return { set, refused };
}

function whole(
  read: ReadDocument,
  wanting: readonly FoundError[] = [],
  parts: readonly DocumentPart[],
): ReadDocument {
  if (!read.ok || wanting.length === 0) return read;
  return { ok: false, errors: wanting.map((error) => placedIn(error, parts)) };
}

/** Lets changes of held documents wait. The first version of a document has nothing to wait behind. */
function heldBack(
  set: RuleSet,
  current: RuleSet,
  approved: Approved,
): { set: RuleSet; pending: Choice['pending'] } {
  const { activation } = parsed({ activation: set.activation });
  const kept = { ...set };
  const pending: Choice['pending'] = {};
  for (const subject of subjects.filter((name) => activation?.hold.includes(name))) {
    const [fresh, old] = [set[subject], current[subject]];
    if (!fresh || !old || fresh.hash === old.hash || approved[subject] === fresh.hash) continue;
    kept[subject] = old;
    pending[subject] = fresh.hash;
  }
  return { set: kept, pending };
}

const missing: ReadDocument = {
  ok: false,
  errors: [{ path: '', reason: 'the parameter does not exist', suggestion: 'create it' }],
};

/** Keeps the last good version, unless a newer version of the product cannot read it any more. */
function keep(set: RuleSet, subject: Subject, current: RuleSet): void {
  const kept = current[subject];
  if (kept && documents[subject].safeParse(kept.source).success) set[subject] = kept;
  else delete set[subject];
}

/** Takes changed documents back until the rest fits together; each turn takes at least one back, so it ends. */
function fitting({ set, refused }: Usable, written: Written, current: RuleSet): Usable {
  const changed = (subject: Subject) =>
    set[subject] !== undefined && set[subject]?.hash !== current[subject]?.hash;
  const errors = crossCheck(parsed(set)).filter(({ subject, asks }) => changed(subject) || changed(asks));
  if (errors.length === 0) return { set, refused };
  const next = { set: { ...set }, refused: { ...refused } };
  for (const cross of errors) {
    const culprit = changed(cross.subject) ? cross.subject : cross.asks;
    const error = placedIn(seenFrom(cross, culprit), written.get(culprit) ?? []);
    const known = next.refused[culprit] ?? [];
    if (!known.some((other) => isDeepStrictEqual(other, error))) next.refused[culprit] = [...known, error];
    keep(next.set, culprit, current);
  }
  return fitting(next, written, current);
}

/** What is wrong, as the one who changed the document that is asked must hear it. */
function seenFrom({ subject, asks, error }: CrossError, culprit: Subject): FoundError {
  if (subject === culprit) return error;
  return {
    path: [],
    reason: `${subject} asks ${asks}: ${error.reason}`,
    suggestion: `change ${subject} first`,
  };
}

function parsed(set: Partial<RuleSet>): Partial<Documents> {
  return Object.fromEntries(
    subjects.flatMap((subject) => {
      const result = documents[subject].safeParse(set[subject]?.source);
      return result.success ? [[subject, result.data]] : [];
    }),
  );
}
