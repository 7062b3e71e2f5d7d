import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { HttpAnswer } from '../../shared/http/answer.ts';
import { Role } from '../../shared/http/caller.ts';
import { type HttpRequest, readRequest } from '../../shared/http/request.ts';
import { formToken } from '../../shared/http/session.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { routes } from '../../shared/wiring.ts';
import { received } from '../../test/fixtures/lead.ts';
import { serveConsole } from './console/console.ts';
import { listInquiries, showInquiry } from './staff/inquiries.ts';
import { listLeads, searchLeads } from './staff/list-leads.ts';
import { actOnLead, showAttachment, showLead } from './staff/one-lead.ts';
import { listReviews } from './staff/reviews.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();
const people = memoryPeople();
const cookies = ['leitwerk_session=token-1'];
let store: MemoryLeadStore;

/** A quarantined lead that has no owner: members and partners, who see their own leads, are told that there is none. */
beforeEach(async () => {
  store = memoryLeadStore();
  const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
  const drafts = [
    received({ lastName: 'Ott', email: 'ott@ott.example' }, NOW, 'inq_1'),
    { type: 'LeadQuarantined', to: 'quarantined', data: { reason: 'spam' } } as const,
  ];
  const recorded = recordWatched('lead_1', null, drafts, origin, await clockRules(rules));
  await store.commit({ ...recorded, expectedVersion: null });
});

const everybody = { 'process-owner': 200, marketing: 200, 'call-agent': 200, member: 200, partner: 200 };
const own = { ...everybody, member: 404, partner: 404 };
const noSales = { ...everybody, member: 403, partner: 403 };
const owned = { ...everybody, 'call-agent': 403 };
type Table = Record<string, Record<Role, number> & { body?: string; done?: number }>;

/** What each role is answered on each route of staff. A note is what everybody may add to a lead. */
const table: Table = {
  'GET /v1/leads': everybody,
  'POST /v1/leads/search': { ...everybody, body: '{"text":"ott"}' },
  'GET /v1/leads/{id}': own,
  'GET /v1/leads/{id}/attachments/{inquiry}/{number}': { ...own, done: 404 },
  'POST /v1/leads/{id}/actions': { ...own, body: '{"action":"note","note":"x"}' },
  'GET /v1/reviews': { ...noSales, 'call-agent': 403 },
  'GET /v1/inquiries': noSales,
  'GET /v1/inquiries/{id}': { ...noSales, 'process-owner': 404, marketing: 404, 'call-agent': 404 },
  'GET /console': everybody,
  'GET /console/review': { ...noSales, 'call-agent': 403 },
  'GET /console/clocks': everybody,
  'GET /console/calls': noSales,
  'POST /console/calls': { ...noSales, done: 303 },
  'GET /console/calls/{id}': noSales,
  'POST /console/calls/{id}': { ...noSales, body: 'result=not-reached', done: 303 },
  'GET /console/pools': owned,
  'GET /console/search': everybody,
  'POST /console/search': { ...everybody, body: 'text=ott' },
  'GET /console/leads/{id}': own,
  'POST /console/leads/{id}/actions': { ...own, body: 'action=note&note=x', done: 303 },
};

const staffApi: Record<string, (request: HttpRequest) => Promise<HttpAnswer>> = {
  'GET /v1/leads': (request) => listLeads(store, request),
  'POST /v1/leads/search': (request) => searchLeads(store, request),
  'GET /v1/leads/{id}': (request) => showLead({ store, rules, people }, request, NOW),
  'GET /v1/leads/{id}/attachments/{inquiry}/{number}': (request) =>
    showAttachment({ store, raw: memoryObjects() }, request),
  'POST /v1/leads/{id}/actions': (request) => actOnLead({ store, rules, people }, request, NOW),
  'GET /v1/reviews': (request) => listReviews({ store, rules }, request, NOW),
  'GET /v1/inquiries': (request) => listInquiries(store, request),
  'GET /v1/inquiries/{id}': (request) => showInquiry(store, request),
};

function call(route: string, caller?: Record<string, string>): Promise<HttpAnswer> {
  const [method = '', pattern = ''] = route.split(' ');
  const isPage = pattern.startsWith('/console');
  const token = isPage ? `&formToken=${formToken({ cookies }, 'secret')}` : '';
  const event = httpEvent({
    method,
    path: pattern.replace('{id}', 'lead_1'),
    params: pattern.includes('{id}') ? { id: 'lead_1' } : {},
    headers: { 'content-type': isPage ? 'application/x-www-form-urlencoded' : 'application/json' },
    ...(method === 'POST' ? { body: `${table[route]?.body}${token}` } : {}),
    ...(caller ? { caller } : {}),
  });
  const request = readRequest({ ...event, cookies });
  const ports = {
    store,
    rules,
    people,
    absences: memoryAbsences(),
    claims: memoryClaims(),
    secret: async () => 'secret',
  };
  return staffApi[route]?.(request) ?? serveConsole(ports, request, NOW);
}

describe('the routes of staff', () => {
  it('are all in the table', () => {
    const ours = routes.filter(
      ({ staff, serves }) => staff && (serves === 'StaffApi' || serves === 'Console'),
    );
    expect(Object.keys(table).sort()).toEqual(ours.map(({ method, path }) => `${method} ${path}`).sort());
  });

  const cases = Object.entries(table).flatMap(([route, answers]) =>
    Role.options.map((role) => {
      const status = answers[role];
      return { route, role, status: status === 200 ? (answers.done ?? 200) : status };
    }),
  );
  it.each(cases)('$route answers a $role with $status', async ({ route, role, status }) => {
    const answer = await call(route, { subject: 'u1', role, owner: 'anke-petersen' });
    expect(answer.statusCode).toBe(status);
  });

  it.each(Object.keys(table))('%s answers nobody, and whoever has no role, with 401', async (route) => {
    expect((await call(route)).statusCode).toBe(401);
    expect((await call(route, { subject: 'u1', role: 'king' })).statusCode).toBe(401);
  });
});
