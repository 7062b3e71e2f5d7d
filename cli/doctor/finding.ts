import type { System } from './system.ts';

/** What one look at the system found, and what a person does about it. */
export type Finding =
  | { verdict: 'ok' | 'skipped'; found: string }
  | { verdict: 'warning' | 'failed'; found: string; mend: string };

/** The finding under the name of its check. */
export type Checked = { name: string } & Finding;

export const ok = (found: string): Finding => ({ verdict: 'ok', found });
/** Nothing that can be asked here, and why. */
export const skipped = (found: string): Finding => ({ verdict: 'skipped', found });
/** It works, but not as it should for long. */
export const warning = (found: string, mend: string): Finding => ({ verdict: 'warning', found, mend });
export const failed = (found: string, mend: string): Finding => ({ verdict: 'failed', found, mend });

/** What is looked at, as one step of docs/setup.md. */
export interface Check {
  name: string;
  /**
   * @param now instant by the clock of the system
   * @throws what the account answers instead
   */
  look(system: System, now: string): Promise<Finding | Finding[]>;
}
