import { changeLead } from '../../shared/change-lead.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Facts, Finding } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { file, type HttpAnswer, json, problem } from '../../shared/http/answer.ts';
import { CORRECTABLE, PrivacyAction } from '../../shared/http/api/privacy.ts';
import { html } from '../../shared/http/html.ts';
import { type HttpRequest, preferredLanguage, wantsHtml } from '../../shared/http/request.ts';
import { readLink } from '../../shared/links/link.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { isProvenPerson } from '../../shared/rules/proven-person.ts';
import { unsubscribe } from '../../shared/rules/unsubscribe.ts';
import {
  consentWording,
  type Done,
  erasingPage,
  peacePage,
  privacyPage,
  unusablePage,
} from './privacy-pages.ts';
import { readBody } from './read-body.ts';
import type { Fields } from './rules/gather-fields.ts';
import { askErasure, confirm, object, ownData, purposesOf, withdraw } from './rules/own-data.ts';
import { understand } from './understand.ts';

/** Corrections of one person are short. */
const MAX_BYTES = 20_000;
/** Inquiries that an export tells in full; who wrote more often asks a person. */
const MAX_INQUIRIES = 100;

export interface PrivacyPorts {
  store: LeadStore;
  rules: ActiveRules;
  secret: () => Promise<string>;
  now: Now;
}

/** A request of the person who has the link. */
interface Visit {
  ports: PrivacyPorts;
  request: HttpRequest;
  lead: Lead;
  now: string;
  /** The reader is surely the person behind all that is known; others may only ask to be left in peace. */
  proven: boolean;
}

/** What asks for no proof: it tells nothing, and takes nothing that a person would not take back. */
const OPEN_TO_ALL: readonly PrivacyAction['action'][] = ['unsubscribe', 'object', 'withdraw', 'erase'];

/**
 * The person's own page behind a personal link: GET shows what is kept and changes nothing; POST unsubscribes, gives or
 * withdraws a consent, objects, corrects, exports or asks for erasure (R191, R192, R194–R196). Each may be repeated.
 */
export async function privacyAnswer(ports: PrivacyPorts, request: HttpRequest): Promise<HttpAnswer> {
  const now = ports.now();
  const read = readLink(request.params.token ?? '', 'privacy', await ports.secret(), now);
  if (read.outcome !== 'ok') return unusable(request, read.outcome === 'expired' ? 410 : 404);
  const found = await ports.store.loadWithHistory(read.link.leadId);
  if (!found || found.lead.state === 'erased') return unusable(request, 410);
  const { lead, events } = found;
  const visit = { ports, request, lead, now, proven: isProvenPerson(read.link.leadId, lead, events) };
  return request.method === 'POST' ? act(visit) : show(visit, lead);
}

async function act(visit: Visit): Promise<HttpAnswer> {
  const { request, lead } = visit;
  if (request.body.length > MAX_BYTES) return unusable(request, 413);
  const body = await readBody(request.body, request.headers['content-type'] ?? '');
  if (!body.ok) return unusable(request, body.status === 415 ? 415 : 400);
  const asked = PrivacyAction.safeParse(body.fields);
  if (!asked.success) return unusable(request, 422);
  if (!visit.proven && !OPEN_TO_ALL.includes(asked.data.action)) return unusable(request, 403);
  switch (asked.data.action) {
    case 'export':
      return exported(visit);
    case 'correct':
      return correct(visit, body.fields);
    case 'confirm':
    case 'withdraw':
      if (!purposesOf(lead).includes(asked.data.purpose)) return unusable(request, 422);
  }
  return change(visit, asked.data.action, (current) => draftsOf(visit, current, asked.data));
}

async function draftsOf(
  { ports, request, now, proven }: Visit,
  lead: Lead,
  asked: PrivacyAction,
): Promise<Draft[]> {
  switch (asked.action) {
    case 'unsubscribe':
      return unsubscribe(lead, now);
    case 'object':
      return object(lead, now);
    case 'confirm':
      return confirm(lead, asked.purpose, consentWording(asked.purpose, languageOf(request, lead)), now);
    case 'withdraw':
      return withdraw(lead, asked.purpose, now);
    case 'erase':
      return askErasure(lead, (await ports.store.loadWithHistory(lead.id))?.events ?? [], proven);
    case 'export':
    case 'correct':
      return [];
  }
}

/** What the person corrects, understood as a form is; a field that stays empty stays as it was. */
async function correct(visit: Visit, fields: Fields): Promise<HttpAnswer> {
  const { ports, request, lead, now } = visit;
  const { document: intake } = await ports.rules.get('intake');
  const names = CORRECTABLE.filter((name) => String(fields[name] ?? '').trim() !== '');
  const understood = understand(Object.fromEntries(names.map((name) => [name, fields[name] ?? ''])), {
    intake,
    now,
    language: languageOf(request, lead),
    channel: 'web_form',
    source: 'privacy-page',
  });
  // What is only noticed, such as a place that another postcode is usual for, is the person's to say.
  const findings = understood.findings.filter(({ field, severity }) =>
    names.some((name) => name === field && (severity !== 'note' || understood.facts[name] === undefined)),
  );
  if (findings.length > 0) return show(visit, lead, { findings, status: 422 });
  const changed = names.filter((name) => understood.facts[name] !== lead.facts[name]);
  const facts: Facts = Object.fromEntries(
    changed.flatMap((name) => (understood.facts[name] ? [[name, understood.facts[name]]] : [])),
  );
  if (Object.keys(facts).length === 0) return show(visit, lead);
  return change(visit, 'correct', () => [
    { type: 'FactsChanged', rule: 'privacy/correct', data: { facts, source: 'privacy-page' } },
  ]);
}

async function change(
  visit: Visit,
  done: Done,
  decide: (lead: Lead) => Draft[] | Promise<Draft[]>,
): Promise<HttpAnswer> {
  const { ports, request, lead, now } = visit;
  const origin = { now, by: 'person', correlationId: request.correlationId };
  const changed = await changeLead(ports, lead.id, origin, (current) =>
    current.state === 'erased' ? [] : decide(current),
  );
  if (changed.outcome === 'missing' || changed.lead.state === 'erased') return unusable(request, 410);
  return done === 'erase' && visit.proven ? erasing(visit) : show(visit, changed.lead, { done });
}

/** What was known is on its way out: nothing of it is shown any more. */
function erasing({ request, lead }: Visit): HttpAnswer {
  const page = erasingPage(languageOf(request, lead));
  return wantsHtml(request.headers) ? html(200, page) : json(200, { done: 'erase', detail: page.title });
}

async function exported({ ports, request, lead }: Visit): Promise<HttpAnswer> {
  const ids = lead.inquiries.slice(-MAX_INQUIRIES).map(({ id }) => id);
  const found = await Promise.all(ids.map((id) => ports.store.loadInquiry(id)));
  const inquiries = found.filter((inquiry): inquiry is Inquiry => inquiry !== null);
  return file(JSON.stringify(ownData(lead, inquiries), null, 2), {
    name: 'data.json',
    type: 'application/json',
    language: languageOf(request, lead),
  });
}

function show(
  { request, proven }: Visit,
  lead: Lead,
  { status = 200, ...told }: { done?: Done; findings?: readonly Finding[]; status?: number } = {},
): HttpAnswer {
  const { done, findings = [] } = told;
  if (!proven) return peaceOnly(request, done);
  if (wantsHtml(request.headers)) {
    const language = languageOf(request, lead);
    return html(status, privacyPage({ language, lead, findings, ...(done ? { done } : {}) }));
  }
  if (findings.length > 0) {
    const errors = findings.map(({ field, code, message }) => ({ field, code, message }));
    const detail = 'Some values cannot be understood.';
    return problem(422, { code: 'findings', detail, errors }, request.correlationId);
  }
  const { facts, consents, inquiries } = lead;
  const known = inquiries.map(({ receivedAt, channel, subject }) => ({ receivedAt, channel, subject }));
  return json(status, { facts, consents, inquiries: known, ...(done ? { done } : {}) });
}

/** Nothing of what is known, for it may be somebody else's. */
function peaceOnly(request: HttpRequest, done: Done | undefined): HttpAnswer {
  const language = preferredLanguage(request.headers);
  return wantsHtml(request.headers)
    ? html(200, peacePage(language, done))
    : json(200, { proven: false, ...(done ? { done } : {}) });
}

/** The browser's language, or else the person's. */
function languageOf({ headers }: HttpRequest, { facts }: Lead): 'de' | 'en' {
  return preferredLanguage(headers, facts.language?.startsWith('en') ? 'en' : 'de');
}

function unusable(request: HttpRequest, status: 400 | 403 | 404 | 410 | 413 | 415 | 422): HttpAnswer {
  const page = unusablePage(preferredLanguage(request.headers), status);
  return wantsHtml(request.headers)
    ? html(status, page)
    : problem(status, { detail: page.title }, request.correlationId);
}
