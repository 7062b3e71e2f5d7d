import type { Absence } from '../domain/absence.ts';

/** Absences that owners entered themselves; those of the directory are in its agents document. */
export interface Absences {
  /** By owner; may be a moment old. */
  all(): Promise<Record<string, Absence[]>>;
  /** Those of one owner as they stand. */
  of(owner: string): Promise<Absence[]>;
  /** Puts these in the place of an owner's former ones. Of two writers the later wins: it is the same person. */
  replace(owner: string, absences: readonly Absence[]): Promise<void>;
}
