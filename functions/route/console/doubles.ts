import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Evidence, Review } from '../../../shared/domain/review.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { lastMerged } from '../../../shared/rules/unmerge.ts';
import { formAround } from '../pages/action-forms.ts';
import { personOf } from '../pages/lead-parts.ts';
import { timeText } from '../pages/time.ts';
import type { Language } from '../pages/words.ts';
import { mayAct } from '../rules/permissions.ts';
import { doubleWords } from './double-words.ts';
import { frameOf } from './staff-forms.ts';
import type { Visit } from './visit.ts';

/** Questions of one page: each reads both leads. */
const PAGE = 25;
/** Facts that tell people apart, in the order in which they are laid side by side. */
const COMPARED = [
  'firstName',
  'lastName',
  'birthDate',
  'email',
  'phone',
  'street',
  'postcode',
  'city',
  'company',
] as const;

/** What each compared field said, the most telling first: `Telefon gleich +7`. */
export function evidenceText(evidence: readonly Evidence[], language: Language): string {
  const { fields, levels } = doubleWords[language];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1, signDisplay: 'always' });
  return [...evidence]
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
    .map(
      ({ field, level, bits }) =>
        `${fields[field] ?? field} ${levels[level] ?? level} ${number.format(bits)}`,
    )
    .join(' · ');
}

/** Pairs of leads that may be one person, side by side, to be decided; nothing where nobody is asked. */
export async function openDoubles(visit: Visit): Promise<Markup | string> {
  const { ports, language } = visit;
  const { items } = await ports.store.listReviews({ limit: PAGE });
  const pairs = await Promise.all(
    items.map(async (review) => ({
      review,
      leads: await Promise.all(review.leads.map((id) => ports.store.load(id))),
    })),
  );
  const cards = pairs.flatMap(({ review, leads: [one, other] }) =>
    one && other ? [pairCard(review, [one, other], visit)] : [],
  );
  const say = doubleWords[language];
  return cards.length === 0
    ? ''
    : markup`<section aria-label="${say.title}"><h2>${say.title}</h2><p class="soft">${say.intro}</p><ul class="plain">${cards}</ul></section>`;
}

function pairCard(review: Review, leads: readonly [Lead, Lead], visit: Visit): Markup {
  const { language } = visit;
  const say = doubleWords[language];
  const [named, other] = review.leads;
  const id = `double-note-${review.id}`;
  const heads = leads.map(
    (lead) => markup`<th scope="col"><a href="/console/leads/${lead.id}">${personOf(lead)}</a></th>`,
  );
  const rows = COMPARED.filter((fact) => leads.some(({ facts }) => facts[fact])).map(
    (fact) =>
      markup`<tr><th scope="row">${say.fields[fact] ?? fact}</th>${leads.map(({ facts }) => markup`<td>${facts[fact]}</td>`)}</tr>`,
  );
  const form = formAround(
    'review',
    frameOf({ id: named }, visit, '/console/review'),
    markup`<input type="hidden" name="with" value="${other}"><label for="${id}">${say.reason}</label><input id="${id}" name="note" maxlength="2000"><div class="row"><button name="decision" value="same">${say.same}</button><button class="quiet" name="decision" value="different">${say.different}</button></div>`,
  );
  return markup`<li class="card"><div class="scroll"><table><thead><tr><td></td>${heads}</tr></thead><tbody>${rows}</tbody></table></div><p>${say.evidence}: ${evidenceText(review.evidence, language)} – ${say.likely} ${review.score}</p><p class="soft">${review.because} · ${say.since} ${timeText(review.at, visit)}</p>${form}</li>`;
}

/** On the page of a lead: who may be the same person, and who was found to be. */
export function doublesCard(lead: Lead, events: readonly LeadEvent[], visit: Visit): Markup | string {
  const say = doubleWords[visit.language];
  const merged = lastMerged(events);
  const may = mayAct(visit.caller.role, 'unmerge');
  const undo =
    merged && may
      ? formAround('unmerge', frameOf(lead, visit), markup`<button class="quiet">${say.undo}</button>`)
      : '';
  const known = merged ? markup`<p>${say.merged} <span class="soft">${merged}</span></p>${undo}` : '';
  const perhaps = (lead.doubles ?? []).map(
    (double) =>
      markup`<p>${say.perhaps}: <a href="/console/leads/${double.lead}">${double.lead}</a>${may ? markup` · <a href="/console/review">${say.title}</a>` : ''}</p>`,
  );
  if (!merged && perhaps.length === 0) return '';
  return markup`<section class="card"><h2>${say.title}</h2>${known}${perhaps}</section>`;
}
