import * as z from 'zod';
import { Fault } from '../domain/faults.ts';
import type { ActiveDocument } from '../ports/active-rules.ts';
import { contentHash } from './content-hash.ts';
import type { Documents, Subject } from './documents.ts';

/** The documents in force together, as they were written; what is activated and loaded is always a whole set. */
export const RuleSet = z.record(z.string(), z.object({ hash: z.string(), source: z.unknown() }));
export type RuleSet = z.infer<typeof RuleSet>;

/** Names a set by the documents in it. */
export function setHash(set: RuleSet): string {
  return contentHash(Object.fromEntries(Object.entries(set).map(([subject, { hash }]) => [subject, hash])));
}

/** By which documents are read; a function brings those of the documents that it asks for, and no others. */
export type Schemas = { [S in Subject]?: z.ZodType<Documents[S]> };

/** Documents of one set as far as they were asked for. */
export type ActiveDocuments = { [S in Subject]?: ActiveDocument<Documents[S]> };

/**
 * Parses one document of a set.
 * @throws Fault `rules-unreadable` (retryable: it goes away with the next activation) if an older version of the product
 * accepted the document and this one does not; `schema-missing` (not) if the schemas leave the subject out
 */
export function activeDocument<S extends Subject>(
  subject: S,
  { hash, source }: RuleSet[string],
  schemas: Schemas,
): ActiveDocument<Documents[S]> {
  const schema = schemas[subject];
  if (!schema) throw new Fault('schema-missing', { retryable: false, detail: subject });
  const parsed = schema.safeParse(source);
  if (parsed.success) return { hash, document: parsed.data };
  throw new Fault('rules-unreadable', { retryable: true, detail: subject, cause: parsed.error });
}
