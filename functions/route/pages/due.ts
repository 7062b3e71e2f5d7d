import { type Markup, markup } from '../../../shared/http/markup.ts';
import { distanceText } from './time.ts';
import { type Language, words } from './words.ts';

/** When something is or was due; in red once that has passed. Both are ISO instants. */
export function dueText(due: string, now: string, language: Language): Markup {
  const { sections } = words[language];
  const distance = distanceText(due, now, language);
  return due < now
    ? markup`<strong class="bad">${sections.wasDue} ${distance}</strong>`
    : markup`${sections.due} ${distance}`;
}

/** What is to be done next, as `nextAction` names it, in words. */
export function nextText(what: string, language: Language): string {
  return words[language].next[what] ?? what;
}
