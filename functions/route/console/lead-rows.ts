import { type Lead, nextAction } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { dueText, nextText } from '../pages/due.ts';
import { personOf } from '../pages/lead-parts.ts';
import { ageText } from '../pages/time.ts';
import { words as leadWords, money } from '../pages/words.ts';
import { type Visit, whoText } from './visit.ts';
import { words } from './words.ts';

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

/** Leads as a table, one line each; on a narrow screen each line is a block. */
export function leadTable(leads: readonly Lead[], visit: Visit): Markup {
  const { table: say } = words[visit.language];
  const heads = [say.person, say.company, say.state, say.class, say.score, say.owner, say.next];
  const rows = leads.map(
    (lead) =>
      markup`<tr><th scope="row"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th>${cells(lead, visit)}</tr>`,
  );
  return lineTable(heads, rows);
}

/** Leads with what could be earned with each in a year, and what that is made of. */
export function potentialTable(leads: readonly Lead[], visit: Visit): Markup {
  const { language } = visit;
  const { table: say } = words[language];
  const rows = leads.map((lead) => {
    const { potential, value } = lead.score ?? {};
    const worth = potential ? money(potential.euros, language) : '–';
    const because = potential?.because.map((one) => String(one.value)).join(', ');
    return markup`<tr><th scope="row"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th><td data-label="${say.company}">${lead.facts.company}</td><td data-label="${say.potential}">${worth} <span class="soft">${because}</span></td><td data-label="${say.class}">${classBadge(lead, visit)}</td><td data-label="${say.score}">${value}</td><td data-label="${say.next}">${nextStep(lead, visit)}</td></tr>`;
  });
  return lineTable([say.person, say.company, say.potential, say.class, say.score, say.next], rows);
}

/** A table whose lines become blocks on a narrow screen; each cell but the first names its column in `data-label`. */
export function lineTable(heads: readonly string[], rows: readonly Markup[]): Markup {
  return markup`<div class="scroll lines"><table><thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function cells(lead: Lead, visit: Visit): Markup {
  const { table: say } = words[visit.language];
  const state = leadWords[visit.language].states[lead.state];
  const age = ageText(lead.stateSince, visit.now, visit.language);
  return markup`<td data-label="${say.company}">${lead.facts.company}</td><td data-label="${say.state}">${state} <span class="soft">${age}</span></td><td data-label="${say.class}">${classBadge(lead, visit)}</td><td data-label="${say.score}">${lead.score?.value}</td><td data-label="${say.owner}">${lead.owner?.name}</td><td data-label="${say.next}">${nextStep(lead, visit)}</td>`;
}

/** What is to be done, by whom and until when; red once that has passed. */
export function nextStep(lead: Lead, visit: Visit): Markup | string {
  const next = nextAction(lead);
  if (!next) return '';
  const { language, now } = visit;
  const step = `${whoText(next.who, visit)}: ${nextText(next.what, language)}`;
  return markup`${step}, ${dueText(next.due, now, language)}`;
}

/** How warm a lead is. */
export function classBadge(lead: Lead, { language }: Visit): Markup | string {
  if (!lead.class) return '';
  const hot = lead.class === 'hot' ? 'badge strong' : 'badge';
  return markup`<span class="${hot}">${words[language].classes[lead.class]}</span>`;
}
