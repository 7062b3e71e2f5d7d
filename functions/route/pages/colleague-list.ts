import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Colleague } from '../staff/colleagues.ts';
import { type Language, words } from './words.ts';

/**
 * The others of an organisation, with what they have to say there and who speaks to them.
 * @param leads where the page of a lead is, if the reader can open it
 */
export function colleagueList(
  colleagues: readonly Colleague[],
  { language }: { language: Language },
  leads?: string,
): Markup {
  const say = words[language];
  return markup`<ul>${colleagues.map(({ who, role, state, owner }) => {
    const name =
      who && leads
        ? markup`<a href="${leads}${who.id}">${who.name}</a>`
        : (who?.name ?? say.sections.somebody);
    const rest = [
      who?.jobTitle,
      ...(role === 'unknown' ? [] : [say.values[role]]),
      say.states[state],
      owner?.name,
    ];
    return markup`<li>${name} <span class="soft">${rest.filter(Boolean).join(' · ')}</span></li>`;
  })}</ul>`;
}
