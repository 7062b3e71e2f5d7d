import { changeLead } from '../../shared/change-lead.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { type HttpAnswer, html, json, problem, redirect } from '../../shared/http/answer.ts';
import { markup } from '../../shared/http/markup.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import { type LinkFor, readLink } from '../../shared/links/link.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { leadPage } from './pages/lead-page.ts';
import { words } from './pages/words.ts';
import { act, OwnerAction } from './rules/act.ts';
import { leadView } from './staff/lead-view.ts';

/** Inquiries that the page shows in full, newest first. */
const SHOWN_INQUIRIES = 10;

export interface OwnerPagePorts {
  store: LeadStore;
  rules: ActiveRules;
  secret: () => Promise<string>;
}

type Problem = keyof (typeof words)['de']['problems'];
const STATUS: Record<Problem, number> = {
  malformed: 404,
  expired: 410,
  superseded: 410,
  forbidden: 409,
  invalid: 422,
};

/**
 * The owner's page behind the personal link of one assignment (R130). GET shows the lead and changes nothing, because
 * mail scanners open links; POST acts. The link is void once the lead has moved to somebody else.
 */
export async function ownerPage(
  ports: OwnerPagePorts,
  request: HttpRequest,
  now: string,
): Promise<HttpAnswer> {
  const read = readLink(request.params.token ?? '', 'assignment', await ports.secret(), now);
  if (read.outcome === 'expired') return refusal('expired', request);
  if (read.outcome !== 'ok') return refusal('malformed', request);
  const found = await ports.store.load(read.link.leadId);
  if (!found) return refusal('malformed', request);
  if (!isTheirs(found, read.link)) return refusal('superseded', request);
  return request.method === 'POST'
    ? post(ports, request, read.link, now)
    : show(ports, request, read.link.leadId);
}

async function post(
  ports: OwnerPagePorts,
  request: HttpRequest,
  link: LinkFor<'assignment'>,
  now: string,
): Promise<HttpAnswer> {
  const action = OwnerAction.safeParse(bodyOf(request));
  if (!action.success) return refusal('invalid', request);
  const origin = { now, by: `owner:${link.owner}`, correlationId: request.correlationId };
  const change = await changeLead(ports, link.leadId, origin, (lead) =>
    isTheirs(lead, link) ? act(lead, action.data, now) : { refused: 'superseded', because: 'passed on' },
  );
  if (change.outcome === 'missing') return refusal('malformed', request);
  if (change.outcome === 'refused') {
    return refusal(change.refusal.refused === 'superseded' ? 'superseded' : 'forbidden', request);
  }
  if (!wantsHtml(request.headers)) return show(ports, request, link.leadId);
  return isTheirs(change.lead, link) ? redirect(`${request.path}?saved=1`) : thanks(request);
}

async function show(ports: OwnerPagePorts, request: HttpRequest, leadId: string): Promise<HttpAnswer> {
  const found = await ports.store.loadWithHistory(leadId);
  if (!found) return refusal('malformed', request);
  const { lead, events } = found;
  if (!wantsHtml(request.headers))
    return json(200, leadView(lead, events, await ports.rules.get('definition')));
  const newest = lead.inquiries.slice(-SHOWN_INQUIRIES).reverse();
  const [agents, inquiries] = await Promise.all([
    ports.rules.get('agents'),
    Promise.all(newest.map(({ id }) => ports.store.loadInquiry(id))),
  ]);
  const language = preferredLanguage(request.headers);
  return html(
    200,
    leadPage({
      lead,
      events,
      inquiries: inquiries.filter((inquiry) => inquiry !== null),
      language,
      timeZone: agents.document.timeZone,
      names: new Map(agents.document.agents.map(({ id, name }) => [id, name])),
      saved: request.query.saved === '1',
    }),
  );
}

/** The link is the owner's as long as the lead is theirs in this very turn; after the outcome it stays readable. */
function isTheirs(lead: Lead, link: LinkFor<'assignment'>): boolean {
  return lead.owner?.id === link.owner && lead.assignment?.turn === link.turn;
}

function bodyOf(request: HttpRequest): unknown {
  const text = request.body.toString('utf8');
  if (!request.headers['content-type']?.includes('json'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(what: Problem, request: HttpRequest): HttpAnswer {
  const language = preferredLanguage(request.headers);
  const { title, text } = words[language].problems[what];
  if (!wantsHtml(request.headers))
    return problem(STATUS[what], { code: what, title, detail: text }, request.correlationId);
  const again = STATUS[what] === 409 || STATUS[what] === 422;
  const back = again ? markup`<p><a href="${request.path}">${words[language].sections.back}</a></p>` : '';
  return html(STATUS[what], { language, title, main: markup`<p>${text}</p>${back}` });
}

/** After declining or returning, the lead is not theirs any more: there is nothing left to show. */
function thanks(request: HttpRequest): HttpAnswer {
  const language = preferredLanguage(request.headers);
  const { sections, problems } = words[language];
  return html(200, { language, title: sections.done, main: markup`<p>${problems.superseded.text}</p>` });
}
