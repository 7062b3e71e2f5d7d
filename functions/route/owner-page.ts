import type { Lead } from '../../shared/domain/lead.ts';
import { file, type HttpAnswer, json, problem, redirect } from '../../shared/http/answer.ts';
import { html } from '../../shared/http/html.ts';
import { markup } from '../../shared/http/markup.ts';
import type { Page } from '../../shared/http/page.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import { type LinkFor, readLink } from '../../shared/links/link.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { People } from '../../shared/ports/people.ts';
import { decidingOn } from '../../shared/rules/pilot.ts';
import { profileMatrix } from '../../shared/rules/profile-matrix.ts';
import { type AttachmentPorts, attachmentAnswer } from './attachment.ts';
import { actAsOwner, isTheirs, isTheirTurn, OwnerRequest } from './owner-act.ts';
import { leadPage, ownClock, takeBackForm } from './pages/lead-page.ts';
import { personOf } from './pages/lead-parts.ts';
import { words } from './pages/words.ts';
import { calendarEntry } from './rules/calendar-entry.ts';
import { contactCard } from './rules/contact-card.ts';
import { lastAct } from './rules/take-back.ts';
import { colleaguesOf } from './staff/colleagues.ts';
import { leadView, viewedBy } from './staff/lead-view.ts';

/** Inquiries that the page shows in full, newest first. */
const SHOWN_INQUIRIES = 10;

export interface OwnerPagePorts {
  store: LeadStore;
  rules: ActiveRules;
  people: People;
  secret: () => Promise<string>;
  publicUrl: string;
  raw: AttachmentPorts['raw'];
}

type Problem = keyof (typeof words)['de']['problems'];
const STATUS: Record<Problem, number> = {
  malformed: 404,
  expired: 410,
  superseded: 410,
  merged: 410,
  erased: 410,
  forbidden: 409,
  final: 409,
  invalid: 422,
};
/** What the page says where an action is refused; the lifecycle forbids it where nothing else is named. */
const REFUSALS: Readonly<Record<string, Problem>> = {
  superseded: 'superseded',
  'lead-erased': 'erased',
  'too-late': 'final',
  'passed-on': 'final',
  'nothing-to-take-back': 'final',
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
  if (found.state === 'erased') return refusal('erased', request);
  if (found.id !== read.link.leadId && !isTheirs(found, read.link)) return refusal('merged', request);
  const visit = { ports, request, link: read.link, now };
  if (request.method === 'POST') return post(visit);
  if (!isTheirs(found, read.link)) return gone(visit, found);
  if (request.params.inquiry) return attachmentAnswer(ports, found, request);
  if (request.path.endsWith('/contact.vcf')) return card(found, request);
  if (request.path.endsWith('/deadline.ics')) return calendar(found, visit);
  return show(visit);
}

interface Visit {
  ports: OwnerPagePorts;
  request: HttpRequest;
  link: LinkFor<'assignment'>;
  now: string;
}

async function post(visit: Visit): Promise<HttpAnswer> {
  const { ports, request, link, now } = visit;
  const body = bodyOf(request);
  const asked = OwnerRequest.safeParse({ asked: body, seen: seenIn(body) });
  if (!asked.success) return refusal('invalid', request);
  const { correlationId } = request;
  const change = await actAsOwner(ports, link, asked.data, { now, correlationId });
  if (change.outcome === 'missing') return refusal('malformed', request);
  if (change.outcome === 'refused') {
    return refusal(REFUSALS[change.refusal.refused] ?? 'forbidden', request);
  }
  if (!wantsHtml(request.headers)) return show(visit);
  return isTheirs(change.lead, link)
    ? redirect(`${request.path}?saved=1`)
    : html(200, await afterwards(visit, words[preferredLanguage(request.headers)].sections.done));
}

async function show({ ports, request, link, now }: Visit): Promise<HttpAnswer> {
  const found = await ports.store.loadWithHistory(link.leadId);
  if (!found) return refusal('malformed', request);
  const { lead, events } = found;
  const reader = { subject: link.owner, role: 'member', owner: link.owner } as const;
  const colleagues = await colleaguesOf(ports, lead, reader);
  if (!wantsHtml(request.headers))
    return json(200, leadView(lead, { events, colleagues }, await viewedBy(ports.rules, now)));
  const newest = lead.inquiries.slice(-SHOWN_INQUIRIES).reverse();
  const [agents, { definition, scoring }, inquiries] = await Promise.all([
    ports.rules.get('agents'),
    viewedBy(ports.rules, now),
    Promise.all(newest.map(({ id }) => ports.store.loadInquiry(id))),
  ]);
  const language = preferredLanguage(request.headers);
  return html(
    200,
    leadPage({
      now,
      lead,
      events,
      colleagues,
      matrix: profileMatrix(lead, definition.document, { events, now }),
      scoring: decidingOn(scoring.document, lead, now).document,
      inquiries: inquiries.filter((inquiry) => inquiry !== null),
      language,
      timeZone: agents.document.timeZone,
      names: new Map(agents.document.agents.map(({ id, name }) => [id, name])),
      saved: request.query.saved === '1',
      path: request.path,
      files: `${request.path}/attachments`,
      takeBackUntil: untilWhen(lastAct(events, `owner:${link.owner}`, now)),
    }),
  );
}

function untilWhen(act: ReturnType<typeof lastAct>): string | null {
  return 'until' in act ? act.until : null;
}

function seenIn(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'seen' in body ? body.seen : undefined;
}

/** The person for the address book. */
function card(lead: Lead, { headers }: HttpRequest): HttpAnswer {
  const body = contactCard(lead, personOf(lead));
  return file(body, { name: 'contact.vcf', type: 'text/vcard', language: preferredLanguage(headers) });
}

/** The deadline for the calendar. */
function calendar(lead: Lead, { ports, request, now }: Visit): HttpAnswer {
  const clock = ownClock(lead);
  if (!clock) return refusal('forbidden', request);
  const language = preferredLanguage(request.headers);
  const title = `${words[language].clocks[clock.name]}: ${personOf(lead)}`;
  const link = `${ports.publicUrl.replace(/\/$/, '')}${request.path.replace(/\/deadline\.ics$/, '')}`;
  const body = calendarEntry({ leadId: lead.id, clock, title, link, now });
  return file(body, { name: 'deadline.ics', type: 'text/calendar', language });
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

/** The lead is not theirs any more: there is nothing left to show, but perhaps something to take back. */
async function gone(visit: Visit, lead: Lead): Promise<HttpAnswer> {
  const { request, link } = visit;
  if (!wantsHtml(request.headers) || !isTheirTurn(lead, link)) return refusal('superseded', request);
  const { title } = words[preferredLanguage(request.headers)].problems.superseded;
  return html(STATUS.superseded, await afterwards(visit, title));
}

async function afterwards({ ports, request, link, now }: Visit, title: string): Promise<Page> {
  const language = preferredLanguage(request.headers);
  const [found, agents] = await Promise.all([
    ports.store.loadWithHistory(link.leadId),
    ports.rules.get('agents'),
  ]);
  const until = untilWhen(lastAct(found?.events ?? [], `owner:${link.owner}`, now));
  const { timeZone } = agents.document;
  return {
    language,
    title,
    main: markup`<p>${words[language].problems.superseded.text}</p>${until ? takeBackForm(until, { language, timeZone }) : ''}`,
  };
}
