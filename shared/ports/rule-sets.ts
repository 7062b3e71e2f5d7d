import type { RuleSet } from '../rules/active.ts';

/** The sets of rule documents that were activated, and which of them is in force. */
export interface RuleSets {
  /** The set in force, or null while none was ever activated. */
  current(): Promise<{ hash: string; set: RuleSet } | null>;
  /**
   * Puts a set in force, whole or not at all.
   * @param before hash of the set that it follows, null if it is the first
   * @returns false if another set was put in force meanwhile
   */
  activate(set: RuleSet, before: string | null): Promise<boolean>;
}
