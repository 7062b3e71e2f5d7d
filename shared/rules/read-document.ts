import { contentHash } from './content-hash.ts';
import { type DocumentPart, joinParts, placed, type ReadPart, readPart } from './document-parts.ts';
import { documents, type Subject } from './documents.ts';
import { ownErrors } from './own-checks.ts';
import { type FoundError, type RuleError, schemaErrors, unknownKeys } from './rule-errors.ts';

export type ReadDocument = { ok: true; hash: string; source: unknown } | { ok: false; errors: RuleError[] };

/**
 * Reads a rule document as an administrator wrote it: puts its parts together and checks everything that can be checked
 * without the other documents, conditions included.
 * @param parts in the order in which their lists add up
 */
export function readDocument(subject: Subject, parts: readonly DocumentPart[]): ReadDocument {
  const read: ReadPart[] = [];
  const unreadable: RuleError[] = [];
  for (const result of parts.map(readPart)) {
    if ('error' in result) unreadable.push(result.error);
    else read.push(result);
  }
  if (unreadable.length > 0) return refusal(unreadable);
  const { source, errors } = joinParts(read);
  if (errors.length > 0) return refusal(errors);
  const found = errorsIn(subject, source);
  if (found.length > 0) return refusal(found.map((error) => placed(error, read)));
  return { ok: true, hash: contentHash(source), source };
}

function errorsIn<S extends Subject>(subject: S, source: unknown): FoundError[] {
  const { success, data, error } = documents[subject].safeParse(source, { reportInput: true });
  return success ? [...unknownKeys(source, data), ...ownErrors(subject, data)] : schemaErrors(error.issues);
}

function refusal(errors: RuleError[]): ReadDocument {
  return { ok: false, errors };
}
