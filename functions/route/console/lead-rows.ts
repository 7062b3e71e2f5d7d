import { type Lead, nextAction } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { personOf } from '../pages/lead-parts.ts';
import { ageText, distanceText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { type Visit, whoText } from './visit.ts';
import { nextText, words } from './words.ts';

/** Leads with the soonest deadline first; those that wait for nothing last. */
export function byUrgency(leads: readonly Lead[]): Lead[] {
  const due = (lead: Lead) => nextAction(lead)?.due ?? '9999';
  return leads
    .map((lead) => ({ lead, due: due(lead) }))
    .sort((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0))
    .map(({ lead }) => lead);
}

/** A lead as a card of the board. */
export function leadCard(lead: Lead, visit: Visit): Markup {
  const { company } = lead.facts;
  const person = personOf(lead);
  const owner = lead.owner ? markup` · ${lead.owner.name}` : '';
  return markup`<li class="card"><p><a href="/console/leads/${lead.id}"><strong>${person}</strong></a> ${classBadge(lead, visit)}</p><p class="soft">${company && company !== person ? company : ''}${company && company !== person && lead.owner ? owner : (lead.owner?.name ?? '')}</p><p>${nextStep(lead, visit)}</p><p class="soft">${ageText(lead.stateSince, visit.now, visit.language)} ${words[visit.language].board.inState}</p></li>`;
}

/** Leads as a table, one line each. */
export function leadTable(leads: readonly Lead[], visit: Visit): Markup {
  const { table } = words[visit.language];
  const { states } = leadWords[visit.language];
  const rows = leads.map(
    (lead) =>
      markup`<tr><th scope="row"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th><td>${lead.facts.company}</td><td>${states[lead.state]} <span class="soft">${ageText(lead.stateSince, visit.now, visit.language)}</span></td><td>${classBadge(lead, visit)}</td><td class="number">${lead.score?.value}</td><td>${lead.owner?.name}</td><td>${nextStep(lead, visit)}</td></tr>`,
  );
  return markup`<div class="scroll"><table><thead><tr><th scope="col">${table.person}</th><th scope="col">${table.company}</th><th scope="col">${table.state}</th><th scope="col">${table.class}</th><th scope="col" class="number">${table.score}</th><th scope="col">${table.owner}</th><th scope="col">${table.next}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** What is to be done, by whom and until when; red once that has passed. */
export function nextStep(lead: Lead, visit: Visit): Markup | string {
  const next = nextAction(lead);
  if (!next) return '';
  const { language, now } = visit;
  const step = `${whoText(next.who, visit)}: ${nextText(next, language)}`;
  return markup`${step}, ${dueText(next.due, now, language)}`;
}

/** When something is or was due. */
export function dueText(due: string, now: string, language: 'de' | 'en'): Markup {
  const say = words[language];
  const distance = distanceText(due, now, language);
  return due < now
    ? markup`<strong class="bad">${say.wasDue} ${distance}</strong>`
    : markup`${say.due} ${distance}`;
}

/** How warm a lead is. */
export function classBadge(lead: Lead, { language }: Visit): Markup | string {
  if (!lead.class) return '';
  const hot = lead.class === 'hot' ? 'badge strong' : 'badge';
  return markup`<span class="${hot}">${words[language].classes[lead.class]}</span>`;
}
