import { possibleActions } from '../../../shared/domain/lifecycle.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Page } from '../../../shared/http/page.ts';
import { actionForm, formAround } from './action-forms.ts';
import { clocks, facts, history, inquiryBlock, type LeadView, personOf, score, why } from './lead-parts.ts';
import { timeText } from './time.ts';
import { words } from './words.ts';

/** The owner's page of one lead: everything about it, and a form for each action that is possible now. */
export function leadPage(view: LeadView & { saved: boolean }): Page {
  const { lead, language } = view;
  const say = words[language];
  return {
    language,
    title: personOf(lead),
    main: markup`
${view.saved ? markup`<p class="good" role="status">${say.sections.done}</p>` : ''}
<p>${lead.class === 'hot' ? markup`<strong class="badge">${say.hot}</strong> ` : ''}<span class="soft">${say.states[lead.state]}${due(view)}</span></p>
${primaryAction(view)}
<h2>${say.sections.contact}</h2>${facts(view)}
<h2>${say.sections.wish}</h2>${view.inquiries.map((inquiry) => inquiryBlock(inquiry, view))}
<h2>${say.sections.more}</h2>${possibleActions(lead.state)
      .filter((action) => action !== 'accept')
      .map((action) => actionForm(action, { language }))}
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
  return markup` · ${say.clocks[clock.name]} ${say.sections.due} ${timeText(clock.target, view)}`;
}

function primaryAction({ lead, language }: LeadView): Markup | string {
  if (!possibleActions(lead.state).includes('accept')) return '';
  return formAround('accept', { language }, markup`<button>${words[language].actions.accept}</button>`);
}
