import type { Clock } from '../../../shared/domain/clock.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { possibleActions } from '../../../shared/domain/lifecycle.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Page } from '../../../shared/http/page.ts';
import type { ProfileMatrix } from '../../../shared/rules/profile-matrix.ts';
import type { ScoringDocument } from '../../../shared/rules/scoring.ts';
import type { Colleague } from '../staff/colleagues.ts';
import { actList } from './act-list.ts';
import { actionForm, formAround } from './action-forms.ts';
import { colleagueList } from './colleague-list.ts';
import { clocks, facts, history, inquiryBlock, type LeadView, personOf, score, why } from './lead-parts.ts';
import { lossSaid } from './loss-said.ts';
import { profileCard } from './profile-card.ts';
import { type Place, timeText } from './time.ts';
import { words } from './words.ts';

interface OwnerView extends LeadView {
  colleagues: readonly Colleague[];
  now: string;
  matrix: ProfileMatrix;
  scoring: ScoringDocument;
  /** The action before this view of the page was stored. */
  saved: boolean;
  /** The page's own address. */
  path: string;
  /** Until when the last action can be taken back, as an ISO instant; null where there is none. */
  takeBackUntil: string | null;
}

/** The owner's page of one lead: everything about it, and a form for each action that is possible now. */
export function leadPage(view: OwnerView): Page {
  const { lead, language } = view;
  const say = words[language];
  const frame = { language, hidden: seen(lead) };
  const acts = actList(lead.behaviour ?? [], view.scoring, view);
  return {
    language,
    title: personOf(lead),
    main: markup`
${view.saved ? markup`<p class="good" role="status">${say.sections.done}</p>` : ''}
${view.takeBackUntil ? takeBackForm(view.takeBackUntil, view) : ''}
<p>${lead.class === 'hot' ? markup`<strong class="badge">${say.hot}</strong> ` : ''}<span class="soft">${say.states[lead.state]}${due(view)}</span></p>
${primaryAction(view)}
<h2>${say.sections.contact}</h2>${facts(view)}<p>${files(view)}</p>
<h2>${say.sections.wish}</h2>${view.inquiries.map((inquiry) => inquiryBlock(inquiry, view))}
${lead.lossSurvey?.answer ? markup`<h2>${say.sections.lossSaid}</h2>${lossSaid(lead, view)}` : ''}
${view.colleagues.length > 0 ? markup`<h2>${say.sections.colleagues}</h2>${colleagueList(view.colleagues, view)}` : ''}
<h2>${say.sections.more}</h2>${possibleActions(lead.state)
      .filter((action) => action !== 'accept')
      .map((action) => actionForm(action, frame))}
<h2>${say.sections.why}</h2>${why(view)}
<h2>${say.sections.score}</h2>${score(view)}
${acts ? markup`<h2>${say.sections.behaviour}</h2>${acts}` : ''}
<h2>${say.profile.title}</h2>${profileCard(view.matrix, view)}
<h2>${say.sections.clocks}</h2>${clocks(view)}
<h2>${say.sections.history}</h2>${history(view)}`,
  };
}

/** What tells the same button pressed twice from one pressed again later: how far the lead was when it was shown. */
function seen(lead: Lead): Markup {
  return markup`<input type="hidden" name="seen" value="${lead.seq}">`;
}

/** The button that undoes the last action. */
export function takeBackForm(until: string, { language, timeZone }: Place): Markup {
  const say = words[language].sections;
  return formAround(
    'take-back',
    { language },
    markup`<button class="quiet">${say.takeBack}</button> <span class="soft">${say.takeBackUntil} ${timeText(until, { language, timeZone })}</span>`,
  );
}

/** The person for the address book, the deadline for the calendar. */
function files(view: OwnerView): Markup {
  const { card, calendar } = words[view.language].sections;
  return markup`<a href="${view.path}/contact.vcf">${card}</a>${ownClock(view.lead) ? markup` · <a href="${view.path}/deadline.ics">${calendar}</a>` : ''}`;
}

/** The deadline that waits for the owner. */
export function ownClock(lead: Lead): Clock | undefined {
  return lead.clocks.find(({ state, name }) => state === 'running' && name !== 'fulfilment');
}

function due(view: LeadView): Markup | string {
  const clock = ownClock(view.lead);
  if (!clock) return '';
  const say = words[view.language];
  return markup` · ${say.clocks[clock.name]} ${say.sections.due} ${timeText(clock.target, view)}`;
}

function primaryAction({ lead, language }: OwnerView): Markup | string {
  if (!possibleActions(lead.state).includes('accept')) return '';
  return formAround(
    'accept',
    { language, hidden: seen(lead) },
    markup`<button>${words[language].actions.accept}</button>`,
  );
}
