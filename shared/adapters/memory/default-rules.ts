import { readFileSync } from 'node:fs';
import type { ActiveDocument, ActiveRules } from '../../ports/active-rules.ts';
import { type ActiveDocuments, activeDocument } from '../../rules/active.ts';
import { contentHash } from '../../rules/content-hash.ts';
import { type Documents, documents, parameterOf, type Subject } from '../../rules/documents.ts';

const defaults = new URL('../../rules/defaults/', import.meta.url);

/** The shipped default document of a subject, as it was written. */
export function defaultSource(subject: Subject): unknown {
  return JSON.parse(readFileSync(new URL(`${parameterOf(subject)}.json`, defaults), 'utf8'));
}

/** The shipped default document of a subject. */
export function defaultDocument<S extends Subject>(subject: S): ActiveDocument<Documents[S]> {
  const source = defaultSource(subject);
  return activeDocument(subject, { hash: contentHash(source), source }, documents);
}

/**
 * Active rules over the shipped default documents.
 * @param instead documents that a test wants in force instead, each named by its own content
 */
export function defaultRules(instead: Partial<Documents> = {}): ActiveRules {
  const active: ActiveDocuments = {};
  return {
    async get(subject) {
      const kept = active[subject];
      if (kept) return kept;
      const document = instead[subject];
      const fresh = document ? { hash: contentHash(document), document } : defaultDocument(subject);
      Object.assign(active, { [subject]: fresh });
      return fresh;
    },
  };
}
