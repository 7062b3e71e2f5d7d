import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { type HttpAnswer, redirect } from '../../../shared/http/answer.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { decidingOn } from '../../../shared/rules/pilot.ts';
import { profileMatrix } from '../../../shared/rules/profile-matrix.ts';
import { actList } from '../pages/act-list.ts';
import { colleagueList } from '../pages/colleague-list.ts';
import { clocks, facts, filesOf, inquiryBlock, personOf, score, why } from '../pages/lead-parts.ts';
import { lossSaid } from '../pages/loss-said.ts';
import { profileCard } from '../pages/profile-card.ts';
import { ageText, timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { SECOND_PERSON } from '../rules/four-eyes.ts';
import { offeredActions } from '../rules/offered-actions.ts';
import { ownPath } from '../sign-in/own-path.ts';
import { actAsStaff } from '../staff/act-as-staff.ts';
import { colleaguesOf } from '../staff/colleagues.ts';
import { viewedBy } from '../staff/lead-view.ts';
import { isHidden } from '../staff/own-leads.ts';
import { doublesCard } from './doubles.ts';
import { consolePage } from './frame.ts';
import { classBadge, nextStep } from './lead-rows.ts';
import { proposal } from './proposals.ts';
import { readAction } from './read-action.ts';
import { refusal } from './refusal.ts';
import { findingList } from './review.ts';
import { staffForm } from './staff-forms.ts';
import { timeline } from './timeline.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Inquiries that the page shows in full, newest first. */
const SHOWN_INQUIRIES = 10;

/** `GET /console/leads/{id}`: everything about a lead, and what the reader may do with it now. */
export async function oneLead(visit: Visit): Promise<HttpAnswer> {
  const { ports, request, caller, language } = visit;
  const found = await ports.store.loadWithHistory(request.params.id ?? '');
  if (found?.lead.state === 'erased') return refusal('erased', request);
  if (!found || isHidden(found.lead, caller)) return refusal('unknown', request);
  const { lead, events } = found;
  const newest = lead.inquiries.slice(-SHOWN_INQUIRIES).reverse();
  const [inquiries, colleagues, { definition, scoring }] = await Promise.all([
    Promise.all(newest.map(({ id }) => ports.store.loadInquiry(id))),
    colleaguesOf(ports, lead, caller),
    viewedBy(ports.rules, visit.now),
  ]);
  const acts = actList(lead.behaviour ?? [], decidingOn(scoring.document, lead, visit.now).document, visit);
  const matrix = profileMatrix(lead, definition.document, { events, now: visit.now });
  const say = words[language];
  const view = { ...visit, lead, events, files: filesOf(lead), inquiries: [] };
  const sections = leadWords[language].sections;
  return consolePage(visit, {
    title: personOf(lead),
    main: markup`${request.query.saved === '1' ? markup`<p class="good" role="status">${say.saved}</p>` : ''}
${standing(lead, visit)}
<div class="split"><aside><section class="card" aria-label="${say.lead.actions}"><h2>${say.lead.actions}</h2>${actions(lead, visit)}</section>
<section class="card"><h2>${sections.clocks}</h2>${clocks(view)}</section>
${doublesCard(lead, events, visit)}
${colleagues.length > 0 ? markup`<section class="card"><h2>${sections.colleagues}</h2>${colleagueList(colleagues, view, '/console/leads/')}</section>` : ''}
${lead.assignment ? markup`<section class="card"><h2>${say.lead.why}</h2>${why(view)}</section>` : ''}</aside>
<div><section class="card"><h2>${sections.contact}</h2>${facts(view)}</section>
<section class="card"><h2>${leadWords[language].profile.title}</h2>${profileCard(matrix, visit)}</section>
<section class="card"><h2>${sections.wish}</h2>${inquiries.map((inquiry) => wish(inquiry, visit))}</section>
${lead.lossSurvey?.answer ? markup`<section class="card"><h2>${sections.lossSaid}</h2>${lossSaid(lead, visit)}</section>` : ''}
${lead.score ? markup`<section class="card"><h2>${sections.score}</h2>${score(view)}</section>` : ''}
${acts ? markup`<section class="card"><h2>${sections.behaviour}</h2>${acts}</section>` : ''}
<section class="card"><h2>${say.lead.history}</h2>${timeline(events, visit)}</section></div></div>`,
  });

  function wish(inquiry: Inquiry | null, of: Visit): Markup | string {
    return inquiry ? markup`${inquiryBlock(inquiry, view)}${findingList(inquiry, of)}` : '';
  }
}

function standing(lead: Lead, visit: Visit): Markup {
  const { language, now } = visit;
  const state = leadWords[language].states[lead.state];
  const age = ageText(lead.stateSince, now, language);
  const owner = lead.owner ? ` · ${lead.owner.name}` : '';
  const next = nextStep(lead, visit);
  const held = lead.override
    ? markup`<p>${words[language].staffActions.holds}: ${lead.override.reason}${lead.override.until ? ` (${timeText(lead.override.until, visit)})` : ''}</p>`
    : '';
  return markup`<p>${classBadge(lead, visit)} <strong>${state}</strong> <span class="soft">${age}${owner} · ${lead.id}</span></p>${held}${lead.proposed ? markup`<section class="card">${proposal(lead, visit)}</section>` : ''}${next ? markup`<p>${words[language].lead.next}: ${next}</p>` : ''}`;
}

function actions(lead: Lead, visit: Visit): Markup {
  const offered = offeredActions(lead, visit.caller.role);
  if (offered.length === 0) return markup`<p class="soft">${words[visit.language].lead.none}</p>`;
  return markup`${offered.map((action) => staffForm(action, lead, visit))}`;
}

/** `POST /console/leads/{id}/actions`: does what a form asks for and goes back to the page that it was on. */
export async function actOnLead(visit: Visit): Promise<HttpAnswer> {
  const { ports, request, caller, now } = visit;
  const leadId = request.params.id ?? '';
  const page = `/console/leads/${encodeURIComponent(leadId)}`;
  const form = new URLSearchParams(request.body.toString('utf8'));
  const action = readAction(form);
  if (!action) return refusal('invalid', request, page);
  const asked = { leadId, action, correlationId: request.correlationId, now };
  const change = await actAsStaff(ports, caller, asked);
  if (change.outcome === 'not-allowed') return refusal('role', request, page);
  if (change.outcome === 'missing') return refusal('unknown', request);
  if (change.outcome === 'refused') {
    const own = change.refusal.refused === SECOND_PERSON;
    const kind = own ? SECOND_PERSON : change.lead.state === 'erased' ? 'erased' : 'forbidden';
    return refusal(kind, request, page);
  }
  const gone = isHidden(change.lead, caller);
  return redirect(form.has('back') ? ownPath(form.get('back') ?? '') : gone ? '/console' : `${page}?saved=1`);
}
