import type { LeadEvent } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { type LeadAction, possibleActions } from '../../../shared/domain/lifecycle.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Page } from '../../../shared/http/page.ts';
import { DeclineReason, LostReason, ReturnReason } from '../rules/act.ts';
import { type Language, money, words } from './words.ts';

export interface LeadView {
  lead: Lead;
  events: readonly LeadEvent[];
  inquiries: readonly Inquiry[];
  language: Language;
  timeZone: string;
  /** Set after an action: shown once above the lead. */
  saved?: boolean;
}

/** The owner's page of one lead: everything about it, and a form for each action that is possible now. */
export function leadPage(view: LeadView): Page {
  const { lead, language } = view;
  const say = words[language];
  const { firstName, lastName, name, company } = lead.facts;
  const person = [firstName, lastName].filter(Boolean).join(' ') || name || company || lead.id;
  return {
    language,
    title: person,
    main: markup`
${view.saved ? markup`<p class="good" role="status">${say.sections.done}</p>` : ''}
<p>${lead.class === 'hot' ? markup`<strong class="badge">${say.hot}</strong> ` : ''}<span class="soft">${say.states[lead.state]}${due(view)}</span></p>
${primaryActions(lead, language)}
<h2>${say.sections.contact}</h2>${facts(view)}
<h2>${say.sections.wish}</h2>${view.inquiries.map((inquiry) => inquiryBlock(inquiry, view))}
<h2>${say.sections.more}</h2>${possibleActions(lead.state)
      .filter((action) => action !== 'accept')
      .map((action) => actionForm(action, language))}
<h2>${say.sections.why}</h2>${why(view)}
<h2>${say.sections.score}</h2>${score(view)}
<h2>${say.sections.clocks}</h2>${clocks(view)}
<h2>${say.sections.history}</h2>${history(view)}`,
  };
}

function due(view: LeadView): Markup | string {
  const clock = view.lead.clocks.find(({ state, name }) => state === 'running' && name !== 'fulfilment');
  if (!clock) return '';
  const say = words[view.language];
  return markup` · ${say.clocks[clock.name]} ${say.sections.due} ${time(clock.target, view)}`;
}

function primaryActions(lead: Lead, language: Language): Markup | string {
  if (!possibleActions(lead.state).includes('accept')) return '';
  return markup`<form method="post"><input type="hidden" name="action" value="accept"><button>${words[language].actions.accept}</button></form>`;
}

function facts({ lead, language }: LeadView): Markup {
  const { facts: known } = lead;
  const { values } = words[language];
  const rows: [string, Markup | string | number | undefined][] = [
    ['company', known.company],
    ['jobTitle', known.jobTitle],
    ['phone', known.phone && markup`<a href="tel:${known.phone}">${known.phone}</a>`],
    ['email', known.email && markup`<a href="mailto:${known.email}">${known.email}</a>`],
    ['address', address(lead)],
    ['website', known.website],
    ['products', known.products?.join(', ') ?? known.product],
    ['orderVolume', known.orderVolume === undefined ? undefined : money(known.orderVolume, language)],
    ['budget', known.budget === undefined ? undefined : money(known.budget, language)],
    [
      'timeframe',
      known.timeframe && new Date(known.timeframe).toLocaleDateString(language, { timeZone: 'UTC' }),
    ],
    ['authority', known.authority && (values[known.authority] ?? known.authority)],
    ['need', known.need && (values[known.need] ?? known.need)],
    ['industry', known.industry],
    ['employees', known.employees],
    ['campaign', known.campaign],
  ];
  return markup`<dl>${rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => markup`<dt>${words[language].facts[key]}</dt><dd>${value}</dd>`)}</dl>`;
}

function address({ facts: { street, postcode, city, country } }: Lead): string {
  return [street, [postcode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}

function inquiryBlock(inquiry: Inquiry, view: LeadView): Markup {
  const text = inquiry.text ?? '';
  return markup`<section><p class="soft">${time(inquiry.receivedAt, view)} · ${inquiry.channel}${inquiry.subject ? ` · ${inquiry.subject}` : ''}</p>${text ? markup`<blockquote>${text}</blockquote>` : ''}</section>`;
}

function why({ lead, language }: LeadView): Markup | string {
  const { assignment } = lead;
  if (!assignment) return '';
  const say = words[language].sections;
  return markup`<p>${assignment.because} <span class="soft">(${assignment.rule})</span></p><ul>${assignment.candidates.map(
    ({ id, standing, passedOver }) =>
      markup`<li>${id === lead.owner?.id ? markup`<strong>${id}</strong>` : id} – ${passedOver ? `${say.passedOver}: ${passedOver}` : `${say.standing} ${standing ?? 0}`}</li>`,
  )}</ul>`;
}

function score({ lead, language }: LeadView): Markup | string {
  if (!lead.score) return '';
  const say = words[language];
  return markup`<table><thead><tr><th>${say.sections.criterion}</th><th>${say.sections.rating}</th><th>${say.sections.weight}</th><th>${say.sections.points}</th></tr></thead><tbody>${lead.score.criteria.map(
    (row) =>
      markup`<tr><td>${say.facts[row.fact] ?? row.id}: ${String(row.value)}</td><td>${row.rating}</td><td>${row.weight}</td><td>${row.points}</td></tr>`,
  )}</tbody><tfoot><tr><th colspan="3">${say.sections.sum} (${lead.score.code})</th><th>${lead.score.value}</th></tr></tfoot></table>`;
}

function clocks(view: LeadView): Markup {
  const say = words[view.language];
  const mark = { running: '…', paused: '‖', met: '✓', missed: '✗' };
  return markup`<ul>${view.lead.clocks.map(
    (clock) =>
      markup`<li>${mark[clock.state]} ${say.clocks[clock.name]} – ${say.sections.due} ${time(clock.target, view)}</li>`,
  )}</ul>`;
}

function history(view: LeadView): Markup {
  const say = words[view.language];
  return markup`<ul>${[...view.events]
    .reverse()
    .map(
      (event) =>
        markup`<li><span class="soft">${time(event.at, view)}</span> ${say.events[event.type] ?? event.type}${event.type === 'NoteAdded' ? markup`: ${event.data.text}` : ''}${event.because ? markup` <span class="soft">– ${event.because}</span>` : ''}</li>`,
    )}</ul>`;
}

function actionForm(action: LeadAction, language: Language): Markup {
  const say = words[language];
  const fields: Partial<Record<LeadAction, Markup>> = {
    decline: select('decline', DeclineReason.options, language),
    return: markup`${select('return', ReturnReason.options, language)}${field('return', 'missing', say.sections.missing, { hint: say.sections.missingHint })}`,
    opportunity: field('opportunity', 'volume', say.sections.volume, { number: true }),
    won: markup`${field('won', 'value', say.sections.value, { number: true })}${field('won', 'orderId', say.sections.order, {})}`,
    lost: select('lost', LostReason.options, language),
  };
  const noteId = `${action}-note`;
  return markup`<details><summary>${say.actions[action]}</summary><form method="post"><input type="hidden" name="action" value="${action}">${fields[action]}<label for="${noteId}">${say.sections.note}</label><textarea id="${noteId}" name="note" rows="2" maxlength="2000" placeholder="${say.sections.noteHint}"${action === 'note' ? markup` required` : ''}></textarea><button class="quiet">${say.actions[action]}</button></form></details>`;
}

function select(action: LeadAction, options: readonly string[], language: Language): Markup {
  const id = `${action}-reason`;
  return markup`<label for="${id}">${words[language].sections.reason}</label><select id="${id}" name="reason" required>${options.map(
    (option) => markup`<option value="${option}">${words[language].reasons[option]}</option>`,
  )}</select>`;
}

function field(
  action: LeadAction,
  name: string,
  label: string,
  kind: { number?: boolean; hint?: string },
): Markup {
  const id = `${action}-${name}`;
  const attributes = kind.number
    ? markup`type="number" min="0" step="0.01" inputmode="decimal"`
    : markup`type="text"`;
  return markup`<label for="${id}">${label}</label><input id="${id}" name="${name}" ${attributes} placeholder="${kind.hint ?? ''}">`;
}

function time(instant: string, { language, timeZone }: LeadView): string {
  return new Date(instant).toLocaleString(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
}
