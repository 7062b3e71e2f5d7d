import { findingText } from '../../../shared/rules/finding-messages.ts';
import { type Language, words } from './words.ts';

/** Why something was decided, by its code, as people say it; a code that is newer than the page stays as it is. */
export function reasonText(code: string, language: Language): string {
  return words[language].reasons[code] ?? findingText(code, language) ?? code;
}
