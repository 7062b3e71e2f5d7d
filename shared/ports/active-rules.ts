import type { Documents } from '../rules/documents.ts';

/** A rule document in force with the content hash that decisions name. */
export interface ActiveDocument<T> {
  hash: string;
  document: T;
  /** Hash of the rule set that it was taken from, where it was taken from one. */
  set?: string;
}

/** The rules in force. Throws `Fault` `rules-missing` (retryable) while none was ever activated. */
export interface ActiveRules {
  /** The active version of one subject; cached for `RULES_TTL_SECONDS`, last good version while the store fails. */
  get<S extends keyof Documents>(subject: S): Promise<ActiveDocument<Documents[S]>>;
}
