import * as z from 'zod';
import { contentHash } from './content-hash.ts';
import type { DocumentPart } from './document-parts.ts';
import { type Subject, subjectOf } from './documents.ts';
import { RuleError } from './rule-errors.ts';

/** What the system writes below `status/`: whether what the administrator wrote is in force, and if not, why. */
export const Status = z.object({
  /** `pending`: good, and held until somebody activates it. */
  status: z.enum(['active', 'pending', 'refused']),
  /** The version in force; null if there is none. */
  hash: z.string().nullable(),
  /** The version that was in force before it, for a way back. */
  before: z.string().optional(),
  /** The version that waits. */
  pending: z.string().optional(),
  /** Names the text that was judged, whatever became of it: see `writtenHash`. */
  written: z.string().optional(),
  at: z.iso.datetime(),
  errors: z.array(RuleError),
});
export type Status = z.infer<typeof Status>;

/** A parameter, named below `/leitwerk/{stage}/`. */
export interface Parameter {
  name: string;
  value: string;
}

/** The status of a document; null where there is none, or none that this version can read. */
export function statusOf(found: readonly Parameter[], subject: Subject): Status | null {
  try {
    const text = found.find(({ name }) => name === `status/${subject}`)?.value;
    return text === undefined ? null : Status.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The parameters of a document in the order in which its parts add up. */
export function partsOf(found: readonly Parameter[], subject: Subject): DocumentPart[] {
  return found
    .filter(({ name }) => subjectOf(name) === subject)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, value }) => ({ name, text: value }));
}

/** Names what was written, also where it is no document at all: whoever waits for a verdict knows by it that it is theirs. */
export function writtenHash(parts: readonly DocumentPart[]): string {
  return contentHash(parts.map(({ name, text }) => [name, text]));
}
