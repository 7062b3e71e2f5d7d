import type { Act } from '../domain/behaviour.ts';

/** What people do before they are known, and how often anything is done at all. Visitors come as keyed hashes. */
export interface Visits {
  /** Keeps acts of somebody who agreed to that, until `expires` (ISO instant). The same acts again change nothing. */
  keep(visitor: string, acts: readonly [Act, ...Act[]], expires: string): Promise<void>;
  /** The lead that a visitor turned out to be, or null; an answer may be a moment old. */
  personOf(visitor: string): Promise<string | null>;
  /**
   * From now until `expires` the visitor is that lead; the last word counts.
   * @returns what the visitor did before: the newest batches, at most 100
   */
  identify(visitor: string, leadId: string, expires: string): Promise<Act[]>;
  /** Adds to what was counted on a day (ISO date), by type of act; nothing about anybody. */
  count(day: string, counts: Readonly<Record<string, number>>): Promise<void>;
  counted(day: string): Promise<Record<string, number>>;
}
