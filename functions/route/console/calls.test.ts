import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../../shared/adapters/memory/claims.ts';
import { defaultDocument, defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../../shared/adapters/memory/people.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { formToken } from '../../../shared/http/session.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import type { Claims } from '../../../shared/ports/claims.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { nextCall } from '../next-call.ts';
import { serveConsole } from './console.ts';

/** Tuesday, ten o'clock in Cologne: the office is open. */
const NOW = '2027-01-19T09:00:00.000Z';
const NIGHT = '2027-01-19T20:00:00.000Z';
const COOKIE = 'leitwerk_session=token-1';
const rules = defaultRules();
const qualifying: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } };
let store: MemoryLeadStore;
let claims: Claims;

async function change(id: string, drafts: Draft[], at: string) {
  const before = await store.load(id);
  const origin = { now: at, by: 'system', correlationId: 'cor_1' };
  const recorded = recordWatched(id, before, drafts, origin, await clockRules(rules));
  await store.commit({ ...recorded, expectedVersion: before?.version ?? null });
}

const since = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const arrives = (id: string, facts: Facts, minutes: number) =>
  change(id, [received(facts, since(minutes), `inq_${id}`), qualifying], since(minutes));

beforeEach(async () => {
  store = memoryLeadStore();
  claims = memoryClaims();
  await arrives('lead_1', { lastName: 'Ott', phone: '+491' }, 30);
  await arrives('lead_2', { lastName: 'Berg', phone: '+492' }, 60);
  await arrives('lead_3', { lastName: 'Zorn', email: 'z@zorn.example' }, 90);
});

const next = (now = NOW) => nextCall({ store, rules, claims }, now);

function ask(path: string, body?: Record<string, string>, { now = NOW, role = 'call-agent' } = {}) {
  const id = /^\/console\/calls\/([^/]+)/.exec(path)?.[1];
  const form = { ...body, formToken: formToken({ cookies: [COOKIE] }, 'secret') };
  const event = httpEvent({
    method: body ? 'POST' : 'GET',
    path,
    headers: { accept: 'text/html', 'accept-language': 'en' },
    ...(id ? { params: { id } } : {}),
    ...(body ? { body: new URLSearchParams(form).toString() } : {}),
    caller: { subject: 'u1', role },
  });
  const ports = {
    store,
    rules,
    people: memoryPeople(),
    absences: memoryAbsences(),
    claims,
    secret: async () => 'secret',
  };
  return serveConsole(ports, readRequest({ ...event, cookies: [COOKIE] }), now);
}

describe('the next call', () => {
  it('is the lead that has waited longest, never the same for two agents, until a quarter of an hour has passed', async () => {
    expect([await next(), await next(), await next()]).toEqual(['lead_2', 'lead_1', null]);
    expect(await next(since(-14))).toBeNull();
    expect(await Promise.all([next(since(-15)), next(since(-15))])).toEqual(
      expect.arrayContaining(['lead_2', 'lead_1']),
    );
  });

  it('is one that was agreed, then a warm one, before what has waited longer', async () => {
    const warm: Draft = {
      type: 'LeadScored',
      data: {
        class: 'warm',
        stage: null,
        score: {
          ...{ value: 5, scaled: 50, code: '2B', rulesHash: 'x', criteria: [] },
          bant: { budget: null, authority: null, need: null, time: null },
        },
      },
    };
    await change('lead_1', [warm], NOW);
    await arrives('lead_4', { lastName: 'Kern', phone: '+494' }, 20);
    await change(
      'lead_4',
      [{ type: 'CallMade', data: { result: 'call-back', attempts: 0, nextAt: since(1) } }],
      since(10),
    );
    expect([await next(), await next(), await next()]).toEqual(['lead_4', 'lead_1', 'lead_2']);
  });

  it('is not made outside the hours of the calendar', async () => {
    expect(await next(NIGHT)).toBeNull();
    expect((await ask('/console/calls', undefined, { now: NIGHT })).body).toContain('No calls are made now');
  });

  it('needs a consent to calls where the rules ask for it', async () => {
    const definition = defaultDocument('definition');
    const calls = { most: 3, waits: ['P1D'], counted: 'business', consent: 'phone' } as const;
    const strict = {
      get: async (subject: string) =>
        subject === 'definition'
          ? { ...definition, document: { ...definition.document, calls } }
          : rules.get(subject as 'calendars'),
    } as typeof rules;
    const agreed = received({ need: 'general' }, NOW, 'inq_yes');
    if (agreed.type !== 'InquiryReceived') throw new Error('no inquiry');
    agreed.data.consents = { phone: { given: true, at: NOW, source: 'website' } };
    await change('lead_1', [agreed], NOW);
    const strictly = () => nextCall({ store, rules: strict, claims }, NOW);
    expect([await strictly(), await strictly()]).toEqual(['lead_1', null]);
  });

  it('comes again after the wait of the rules', async () => {
    expect(await next()).toBe('lead_2');
    await ask('/console/calls/lead_2', { result: 'not-reached' });
    expect([await next(), await next()]).toEqual(['lead_1', null]);
    const later = '2027-01-19T13:00:00.000Z';
    expect([await next(later), await next(later), await next(later)]).toEqual(['lead_1', 'lead_2', null]);
  });
});

describe('the pages of the call agent', () => {
  it('lead with one button to the guide of a call', async () => {
    const desk = await ask('/console/calls');
    expect(desk.body).toContain('To be called now: <strong>2</strong>');
    expect(desk.body).toContain('Next call</button>');
    const answer = await ask('/console/calls', {});
    expect([answer.statusCode, answer.headers?.location]).toEqual([303, '/console/calls/lead_2']);
  });

  it('show number, questions of the definition in their order, and every result (R78)', async () => {
    const { body } = await ask('/console/calls/lead_2');
    expect(body).toContain('href="tel:+492"');
    for (const result of ['reached', 'not-reached', 'call-back', 'wrong-number', 'refused'])
      expect(body).toContain(`name="result" value="${result}"`);
    const asked = [...body.matchAll(/name="facts\.(\w+)"/g)].map(([, fact]) => fact);
    expect(asked.slice(0, 2)).toEqual(['need', 'timeframe']);
    expect(body).not.toMatch(/<script/i);
  });

  it('take answers as facts and ask on, and end with the result', async () => {
    const answered = await ask('/console/calls/lead_2', { 'facts.need': 'concrete', 'facts.company': '' });
    expect(answered.headers?.location).toBe('/console/calls/lead_2?saved=1');
    expect((await ask('/console/calls/lead_2')).body).not.toContain('name="facts.need"');
    const ended = await ask('/console/calls/lead_2', { result: 'reached', 'facts.orderVolume': '80000' });
    expect(ended.headers?.location).toBe('/console/calls?saved=1');
    const lead = await store.load('lead_2');
    expect(lead?.facts).toMatchObject({ need: 'concrete', orderVolume: 80_000 });
    expect(lead?.inquiries[0]?.answered).toMatchObject({ how: 'call' });
    expect((await ask('/console/calls/lead_2')).body).toContain('should not be called');
  });

  it('say what could not be taken and lose nothing of it', async () => {
    const sent = {
      result: 'call-back',
      at: '2020-01-01T10:00',
      text: 'Nach der Messe',
      'facts.need': 'none',
    };
    const { statusCode, body } = await ask('/console/calls/lead_2', sent);
    expect(statusCode).toBe(422);
    expect(body).toContain('another call must lie ahead');
    expect(body).toContain('Nach der Messe');
    expect(body).toContain('value="2020-01-01T10:00"');
    expect(body).toContain('value="none" selected');
    expect((await store.load('lead_2'))?.calls).toBeUndefined();
  });

  it('know no lead that is not there', async () => {
    expect((await ask('/console/calls/lead_9')).statusCode).toBe(404);
    expect((await ask('/console/calls/lead_9', { result: 'reached' })).statusCode).toBe(404);
  });
});
