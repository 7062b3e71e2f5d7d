import { isDeepStrictEqual } from 'node:util';
import { answerEvents } from '../../functions/ingest/answer-events.ts';
import { answerLists } from '../../functions/ingest/answer-lists.ts';
import { answerCapture } from '../../functions/ingest/capture/answer-capture.ts';
import { privacyAnswer } from '../../functions/ingest/privacy-page.ts';
import { questionsAnswer } from '../../functions/ingest/questions-page.ts';
import { takeList } from '../../functions/ingest/take-list.ts';
import { ownerPage } from '../../functions/route/owner-page.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { memoryVisits } from '../../shared/adapters/memory/visits.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { HttpAnswer } from '../../shared/http/answer.ts';
import { type HttpRequest, readRequest } from '../../shared/http/request.ts';
import { formToken } from '../../shared/http/session.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { signLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';
import { listPorts, NOW } from '../fixtures/lists.ts';
import type { FuzzedPage, PageWay } from './page-bodies.ts';

const SECRET = 'a secret of the installation';
const COOKIE = 'leitwerk_session=token-1';
const FAR = '2027-06-01T00:00:00.000Z';
/** Everybody's lead, whose pages are posted to. */
const LEAD = 'lead_1k2m3n4p5abcdefghjkmnp';
const assigned: Draft = {
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool: 'north',
    owner: { id: 'anke', name: 'Anke' },
    assignment: {
      ...{ rule: 'route/north', because: 'North', rulesHash: 'x', at: NOW, turn: 1 },
      candidates: [{ id: 'anke', standing: 1 }],
    },
  },
};

/** What came of a post: how it was answered, and what it did that nobody may do this way. */
export interface PageWithstood {
  status: number;
  wrong: string | null;
}

/** A system with one lead that is assigned, and the entries that its person, its owner and staff post to. */
export async function freshPages(): Promise<{ send: (item: FuzzedPage) => Promise<PageWithstood> }> {
  const all = {
    ...listPorts(),
    ...{ visits: memoryVisits(), people: memoryPeople(), limit: { take: async () => null } },
    ...{ hashKey: 'table', secret: async () => SECRET, publicUrl: 'https://leads.example/' },
  };
  const ports = { ...all, raw: all.objects };
  const drafts: Draft[] = [
    received({ firstName: 'Eva', lastName: 'Ott', email: 'eva@ott.example' }, NOW),
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    assigned,
  ];
  const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
  const change = recordWatched(LEAD, null, drafts, origin, await clockRules(ports.rules));
  const identities = [{ kind: 'email' as const, value: 'eva@ott.example' }];
  await ports.store.commit({ ...change, expectedVersion: null, identities });
  const link = { leadId: LEAD, expires: FAR };
  const tokens = {
    privacy: signLink({ purpose: 'privacy', ...link }, SECRET),
    questions: signLink({ purpose: 'questions', ...link }, SECRET),
    owner: signLink({ purpose: 'assignment', ...link, turn: 1, owner: 'anke' }, SECRET),
  };
  const entries: Record<PageWay, (request: HttpRequest) => Promise<HttpAnswer>> = {
    events: (request) => answerEvents(ports, request),
    capture: (request) => answerCapture(ports, request),
    list: (request) => answerLists(ports, request),
    privacy: (request) => privacyAnswer(ports, request),
    questions: (request) => questionsAnswer(ports, request),
    owner: (request) => ownerPage(ports, request, NOW),
  };

  async function send({ way, contentType, query, body }: FuzzedPage): Promise<PageWithstood> {
    const staff = way === 'capture' || way === 'list';
    const event = httpEvent({
      method: 'POST',
      path: PATHS[way],
      ...(way === 'privacy' || way === 'questions' || way === 'owner'
        ? { params: { token: tokens[way] } }
        : {}),
      headers: {
        accept: 'application/json',
        'content-type': contentType,
        ...(way === 'list' ? { authorization: 'Bearer x' } : {}),
      },
      body,
      query: Object.fromEntries(new URLSearchParams(query)),
      ...(staff ? { caller: { subject: 'u1', role: 'process-owner' } } : {}),
    });
    const before = await ports.store.load(LEAD);
    const { statusCode, body: said } = await entries[way](readRequest({ ...event, cookies: [COOKIE] }));
    if (way === 'list' && statusCode === 202) await takeList(ports, JSON.parse(said).importId, () => 60_000);
    const after = await ports.store.loadWithHistory(LEAD);
    const others = (await ports.store.list({ limit: 100 })).items.filter(({ id }) => id !== LEAD);
    const wrong =
      (before && after ? changedWrongly(way, before, after.lead) : 'the lead is gone') ??
      (after && !isDeepStrictEqual(rebuild(after.events)?.facts, after.lead.facts)
        ? 'facts that no event tells of'
        : null) ??
      (others.some(isSetBySystem) ? 'a new lead holds what only the system sets' : null);
    return { status: statusCode, wrong };
  }
  return { send };
}

/** The form token that staff forms of this session carry. */
export const STAFF_TOKEN = formToken({ cookies: [COOKIE] }, SECRET);

const PATHS: Record<PageWay, string> = {
  events: '/v1/events',
  capture: '/capture',
  list: '/v1/imports',
  privacy: '/v1/privacy/x',
  questions: '/v1/questions/x',
  owner: '/v1/assignments/x',
};

/** What nobody may set by any field of these entries; an owner's actions settle some of it. */
function changedWrongly(way: PageWay, before: Lead, after: Lead): string | null {
  const never = ['score', 'class', 'override', 'merged'] as const;
  const notByOthers = ['owner', 'pool', 'assignment', 'orders', 'keeper', 'round'] as const;
  const changed = [...never, ...(way === 'owner' ? [] : notByOthers)].find(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  if (changed) return `${way} changed ${changed}`;
  return after.owner && after.owner.id !== 'anke' ? `${way} gave the lead to ${after.owner.id}` : null;
}

/** Whether a lead that just came in holds what only later steps may set. */
export function isSetBySystem(lead: Lead): boolean {
  const { owner, score, assignment, orders, override, keeper, merged, pool } = lead;
  const set = [owner, score, lead.class, assignment, override, keeper, merged, pool];
  return (
    set.some((each) => each != null) ||
    orders.length > 0 ||
    lead.round > 1 ||
    !['received', 'quarantined', 'qualifying'].includes(lead.state)
  );
}
