import { type Markup, markup } from '../../../shared/http/markup.ts';
import { personOf } from '../pages/lead-parts.ts';
import { ageText } from '../pages/time.ts';
import type { Backlog } from '../rules/capacity.ts';
import { lineTable } from './lead-rows.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Leads of a pool's line that its page shows, in the order in which they go. */
const SHOWN = 20;

/** What waits for a pool: how many, since when, what it can take and how long that lasts; nothing where nobody waits. */
export function backlogPart(backlog: Backlog | null, visit: Visit): Markup | string {
  if (!backlog) return '';
  const { language, now } = visit;
  const say = words[language].pools;
  const { waiting, more, oldestSince, perDay, days } = backlog;
  const count = `${waiting.length}${more ? '+' : ''}`;
  const facts = [
    `${say.longest}: ${ageText(oldestSince, now, language)}`,
    `${say.perDay}: ${perDay ?? say.noLimit}`,
    `${say.backlog}: ${days === null ? say.unknown : `${days} ${say.days}`}`,
  ];
  const rows = waiting
    .slice(0, SHOWN)
    .map(
      (lead) =>
        markup`<tr><th scope="row"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th><td data-label="${words[language].table.score}">${lead.score?.value ?? 0}</td><td data-label="${say.waits}">${ageText(lead.stateSince, now, language)}</td></tr>`,
    );
  const heads = [words[language].table.person, words[language].table.score, say.waits];
  return markup`<p><strong class="bad">${count} ${say.waiting}</strong> · ${facts.join(' · ')}</p>${lineTable(heads, rows)}`;
}
