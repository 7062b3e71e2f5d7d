/** What somebody has to say in a purchase, by the title on their card (R86). */
import type { Authority } from '../../../shared/domain/facts.ts';
import type { IntakeDocument } from '../../../shared/rules/intake.ts';
import { foldWords } from './text.ts';

export interface DerivedRole {
  role: Exclude<Authority, 'unknown'>;
  /** The words of the document that the title fits. */
  by: string;
}

/**
 * The role of the first entry that the title fits; null where it fits none, which is no reason to guess.
 * @param roles of the intake document, in their order: the assistant of a managing director is an assistant
 */
export function roleOf(jobTitle: string, roles: IntakeDocument['roles']): DerivedRole | null {
  const title = foldWords(jobTitle).split(' ');
  for (const { role, titles } of roles) for (const by of titles) if (fits(title, by)) return { role, by };
  return null;
}

/** Whether the words of an entry follow one another in the title. */
function fits(title: readonly string[], entry: string): boolean {
  const wanted = entry.split(' ').map(matcher);
  return title.some((_, at) => wanted.every((fitsWord, i) => fitsWord(title[at + i] ?? '')));
}

/** `einkauf*` begins a word, `*leiter` ends one, `ceo` is one; umlauts and capitals do not matter. */
function matcher(pattern: string): (word: string) => boolean {
  const core = foldWords(pattern);
  if (pattern.startsWith('*'))
    return pattern.endsWith('*') ? (word) => word.includes(core) : (word) => word.endsWith(core);
  return pattern.endsWith('*') ? (word) => word.startsWith(core) : (word) => word === core;
}
