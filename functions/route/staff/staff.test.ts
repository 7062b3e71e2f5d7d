import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../../shared/adapters/memory/people.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import { Role } from '../../../shared/http/caller.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { identify } from './identify.ts';
import { listLeads, searchLeads } from './list-leads.ts';
import { actOnLead, showLead } from './one-lead.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const rules = defaultRules();
const people = memoryPeople();
let store: MemoryLeadStore;

async function lead(id: string, name: string, owner?: string) {
  const email = `${name.toLowerCase()}@ott.example`;
  const authority = name === 'Ben' ? { authority: 'decider' as const } : {};
  const inquiry = received({ firstName: name, lastName: 'Ott', email, ...authority }, NOW, `inq_${id}`);
  const organisation = { domain: 'ott.example' };
  const drafts: Draft[] = [
    { ...inquiry, data: { ...inquiry.data, organisation } } as Draft,
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  ];
  if (owner) {
    const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] };
    drafts.push({ type: 'LeadQualified', to: 'qualified', data: {} });
    drafts.push({
      type: 'LeadAssigned',
      to: 'assigned',
      data: { pool: 'north', owner: { id: owner, name: owner }, assignment },
    });
  }
  const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
  await store.commit({
    ...recordWatched(id, null, drafts, origin, await clockRules(rules)),
    expectedVersion: null,
    identities: [{ kind: 'email', value: `${name.toLowerCase()}@ott.example` }],
  });
}

beforeEach(async () => {
  store = memoryLeadStore();
  await lead('lead_1', 'Eva', 'anke');
  await lead('lead_2', 'Ben', 'jonas');
  await lead('lead_3', 'Ida');
});

const caller = (role: string, owner?: string) => ({ subject: 'u1', role, ...(owner ? { owner } : {}) });
const headers = { 'content-type': 'application/json' };
const ask = (over: Parameters<typeof httpEvent>[0]) =>
  readRequest(httpEvent({ method: 'GET', headers, ...over }));
const ids = (body: string) =>
  JSON.parse(body)
    .leads.map(({ id }: { id: string }) => id)
    .sort();

describe('leads for staff', () => {
  it('lists all, and filters by state, class and owner', async () => {
    const as = caller('process-owner');
    expect(ids((await listLeads(store, ask({ caller: as }))).body)).toEqual(['lead_1', 'lead_2', 'lead_3']);
    expect(ids((await listLeads(store, ask({ caller: as, query: { state: 'assigned' } }))).body)).toEqual([
      'lead_1',
      'lead_2',
    ]);
    expect(ids((await listLeads(store, ask({ caller: as, query: { owner: 'anke' } }))).body)).toEqual([
      'lead_1',
    ]);
    expect((await listLeads(store, ask({ caller: as, query: { state: 'asleep' } }))).statusCode).toBe(400);
    expect((await listLeads(store, ask({ caller: as, query: { cursor: 'x' } }))).statusCode).toBe(400);
  });

  it.each(['partner', 'member'])('shows a %s their own leads only, however they ask (R138)', async (role) => {
    const as = caller(role, 'anke');
    expect(ids((await listLeads(store, ask({ caller: as, query: { owner: 'jonas' } }))).body)).toEqual([
      'lead_1',
    ]);
    const search = ask({ method: 'POST', caller: as, body: '{"text":"ott"}' });
    expect(ids((await searchLeads(store, search)).body)).toEqual(['lead_1']);
    expect(
      (await showLead({ store, rules, people }, ask({ caller: as, params: { id: 'lead_2' } }), NOW))
        .statusCode,
    ).toBe(404);
    const act = ask({ method: 'POST', caller: as, params: { id: 'lead_2' }, body: '{"action":"accept"}' });
    expect((await actOnLead({ store, rules, people }, act, NOW)).statusCode).toBe(404);
  });

  it('finds a lead by id, inquiry, address, name', async () => {
    const find = async (text: string) =>
      ids(
        (
          await searchLeads(
            store,
            ask({ method: 'POST', caller: caller('marketing'), body: JSON.stringify({ text }) }),
          )
        ).body,
      );
    expect(await find('lead_3')).toEqual(['lead_3']);
    expect(await find('IDA@ott.example')).toEqual(['lead_3']);
    expect(await find('eva ott')).toEqual(['lead_1']);
    expect(await find('nobody')).toEqual([]);
  });

  it('shows the whole lead with profile, explanation, clocks and events (R143, R154)', async () => {
    const { body } = await showLead(
      { store, rules, people },
      ask({ caller: caller('marketing'), params: { id: 'lead_1' } }),
      NOW,
    );
    expect(JSON.parse(body)).toMatchObject({
      id: 'lead_1',
      state: 'assigned',
      profile: { missing: expect.any(Array) },
      clocks: expect.arrayContaining([expect.objectContaining({ name: 'acceptance', state: 'running' })]),
      events: expect.arrayContaining([expect.objectContaining({ type: 'LeadAssigned' })]),
      nextAction: { what: 'accept', who: 'anke' },
    });
  });

  it('shows the others of the organisation by what they have to say there, a member only their own (R86)', async () => {
    for (const id of ['lead_1', 'lead_2', 'lead_3'])
      await people.enter({ leadId: id, keys: [], known: {}, organisations: ['domain:ott.example'] }, true);
    const seen = async (as: ReturnType<typeof caller>, id: string) => {
      const { body } = await showLead({ store, rules, people }, ask({ caller: as, params: { id } }), NOW);
      return JSON.parse(body).organisation.colleagues;
    };
    expect(await seen(caller('marketing'), 'lead_1')).toEqual([
      {
        who: { id: 'lead_2', name: 'Ben Ott' },
        role: 'decider',
        state: 'assigned',
        owner: { id: 'jonas', name: 'jonas' },
      },
      { who: { id: 'lead_3', name: 'Ida Ott' }, role: 'unknown', state: 'qualifying', owner: null },
    ]);
    expect(await seen(caller('member', 'anke'), 'lead_1')).toEqual([
      { role: 'decider', state: 'assigned', owner: { id: 'jonas', name: 'jonas' } },
      { role: 'unknown', state: 'qualifying', owner: null },
    ]);
  });

  it('says 401 to nobody, 404 to an unknown lead, 422 to an unknown action, 409 to a forbidden one', async () => {
    const act = (body: string, as?: object, id = 'lead_1') =>
      actOnLead(
        { store, rules, people },
        ask({ method: 'POST', params: { id }, body, ...(as ? { caller: { ...as } } : {}) }),
        NOW,
      );
    expect((await act('{"action":"accept"}')).statusCode).toBe(401);
    expect((await act('{"action":"accept"}', caller('process-owner'), 'lead_9')).statusCode).toBe(404);
    expect((await act('{"action":"fly"}', caller('process-owner'))).statusCode).toBe(422);
    expect((await act('not json', caller('process-owner'))).statusCode).toBe(422);
    const won = await act('{"action":"review","decision":"approve"}', caller('process-owner'));
    expect([won.statusCode, JSON.parse(won.body).title]).toEqual([409, 'assigned: review']);
  });

  it.each([
    ['a form of another site', { 'content-type': 'application/x-www-form-urlencoded' }, 403],
    ['text that looks like JSON', { 'content-type': 'text/plain' }, 403],
    ['a program without a type', { authorization: 'Bearer x' }, 200],
    ['JSON', headers, 200],
  ])('takes what changes something from %s: a cookie alone is not enough', async (_, sent, status) => {
    const act = ask({
      method: 'POST',
      params: { id: 'lead_1' },
      caller: caller('process-owner'),
      body: '{"action":"accept"}',
      headers: sent,
    });
    expect((await actOnLead({ store, rules, people }, act, NOW)).statusCode).toBe(status);
  });

  const allowed: Record<string, string[]> = {
    accept: ['process-owner', 'member', 'partner'],
    won: ['process-owner', 'member', 'partner'],
    qualify: ['process-owner', 'marketing', 'call-agent'],
    'call-note': ['process-owner', 'marketing', 'call-agent'],
    review: ['process-owner', 'marketing'],
    erase: ['process-owner'],
    note: [...Role.options],
  };
  const matrix = Object.keys(allowed).flatMap((action) => Role.options.map((role) => ({ action, role })));
  it.each(matrix)('$role: $action as the table says (R82)', async ({ action, role }) => {
    const extra = {
      qualify: { facts: {} },
      'call-note': { result: 'reached' },
      review: { decision: 'approve' },
      erase: { reason: 'asked by telephone' },
      note: { note: 'x' },
    };
    const body = JSON.stringify({ action, ...(action in extra ? extra[action as keyof typeof extra] : {}) });
    const as = caller(role, 'anke');
    const { statusCode } = await actOnLead(
      { store, rules, people },
      ask({ method: 'POST', caller: as, params: { id: 'lead_1' }, body }),
      NOW,
    );
    expect(statusCode === 403).toBe(!allowed[action]?.includes(role));
  });
});

describe('who calls', () => {
  const issuer = 'https://issuer.example';
  const audience = 'leitwerk';
  let sign: (
    claims: Record<string, unknown>,
    over?: { issuer?: string; audience?: string; expires?: string },
  ) => Promise<string>;
  let trust: Parameters<typeof identify>[1];
  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    trust = {
      issuer,
      audience,
      keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] }),
    };
    sign = (claims, over = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setSubject('u1')
        .setIssuer(over.issuer ?? issuer)
        .setAudience(over.audience ?? audience)
        .setExpirationTime(over.expires ?? '2h')
        .sign(privateKey);
  });
  const by = (authorization?: string, cookies: string[] = []) =>
    identify({ headers: { authorization }, cookies }, trust);

  it('is known by bearer token or session cookie', async () => {
    const token = await sign({ 'custom:role': 'member', 'custom:owner': 'anke' });
    const known = { subject: 'u1', role: 'member', owner: 'anke' };
    expect(await by(`Bearer ${token}`)).toEqual(known);
    expect(await by(undefined, ['a=b', `leitwerk_session=${token}`])).toEqual(known);
  });

  it('is nobody without a token, or with one that does not hold', async () => {
    const good = await sign({ 'custom:role': 'marketing' });
    const tokens = [
      await sign({}),
      await sign({ 'custom:role': 'king' }),
      await sign({ 'custom:role': 'marketing' }, { issuer: 'https://else.example' }),
      await sign({ 'custom:role': 'marketing' }, { audience: 'else' }),
      await sign({ 'custom:role': 'marketing' }, { expires: '-1h' }),
      `${good.slice(0, -6)}AAAAAA`,
      good.replace(/^[^.]+/, Buffer.from('{"alg":"none"}').toString('base64url')),
      'x.y.z',
    ];
    expect(await by()).toBeNull();
    for (const token of tokens) expect(await by(`Bearer ${token}`)).toBeNull();
  });
});
