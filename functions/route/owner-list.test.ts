import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { readLink, signLink } from '../../shared/links/link.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { ownerList } from './owner-list.ts';
import { addAbsence } from './rules/absences.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
let rules = defaultRules();
let store: MemoryLeadStore;
let absences: ReturnType<typeof memoryAbsences>;

async function lead(id: string, owner: string, at: string, more: Draft[] = []) {
  const assignment = { rule: 'r', because: 'b', rulesHash: 'x', at, turn: 3, candidates: [] };
  const drafts: Draft[] = [
    received({ firstName: '<i>Eva</i>', lastName: id, email: `${id}@ott.example` }, at, `inq_${id}`),
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    {
      type: 'LeadAssigned',
      to: 'assigned',
      data: { pool: 'north', owner: { id: owner, name: owner }, assignment },
    },
    ...more,
  ];
  const origin = { now: at, by: 'system', correlationId: 'cor_1' };
  const recorded = recordWatched(id, null, drafts, origin, await clockRules(rules));
  await store.commit({ ...recorded, expectedVersion: null });
}

beforeEach(async () => {
  rules = defaultRules();
  store = memoryLeadStore();
  absences = memoryAbsences();
  await lead('lead_a', 'anke-petersen', '2027-01-19T08:30:00.000Z');
  await lead('lead_b', 'anke-petersen', '2027-01-18T08:00:00.000Z');
  await lead('lead_c', 'jonas-wulff', NOW);
  await lead('lead_d', 'anke-petersen', NOW, [{ type: 'LeadRested', to: 'dormant', data: { reason: 'x' } }]);
});

const link = (over: { owner?: string; expires?: string } = {}) =>
  signLink(
    { purpose: 'owner', owner: 'anke-petersen', expires: '2027-06-01T00:00:00.000Z', ...over },
    SECRET,
  );

function ask(method: string, token: string, fields?: Record<string, string>) {
  const event = httpEvent({
    method,
    path: `/v1/owner/${token}`,
    params: { token },
    headers: { accept: 'text/html' },
    ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
  });
  const ports = { store, rules, absences, secret: async () => SECRET };
  return ownerList(ports, readRequest(event), NOW);
}

describe('the owner’s list', () => {
  it('shows the own line of the certificate of fairness and nobody else’s, to be computed again (R124, R133)', async () => {
    const found = await store.load('lead_a');
    if (!found) throw new Error('no lead');
    const able = { 'anke-petersen': 2, 'jonas-wulff': 2, 'mira-hansen': 1 };
    const got = { A: { 'anke-petersen': 3, 'jonas-wulff': 2, 'mira-hansen': 2 } };
    const ledger = { pool: 'north', version: 0, members: {}, stretch: { able, got } };
    await store.commit({ lead: found, events: [], expectedVersion: found.version, ledger });
    const { body } = await ask('GET', link());
    expect(body).toContain(
      '>Anke Petersen</th><td data-label="Güte">A</td><td data-label="Leads">7</td><td data-label="Anteil">40\u00a0%</td><td data-label="Anspruch">2,8</td><td data-label="Erhalten">3</td><td data-label="Guthaben">-0,2</td><td data-label="Grenze">± 1</td>',
    );
    expect(body).not.toContain('Jonas Wulff');
    expect(body).not.toContain('jonas-wulff');
  });

  it('shows the owner’s open leads by deadline, each with the link to its page', async () => {
    const { statusCode, body } = await ask('GET', link());
    expect(statusCode).toBe(200);
    expect(body.indexOf('lead_b')).toBeGreaterThan(0);
    expect(body.indexOf('lead_a')).toBeGreaterThan(body.indexOf('lead_b'));
    expect(body).not.toMatch(/lead_c|lead_d|<i>Eva|<script/);
    const token = /assignments\/([\w.-]+)/.exec(body)?.[1] ?? '';
    expect(readLink(token, 'assignment', SECRET, NOW)).toMatchObject({
      outcome: 'ok',
      link: { leadId: 'lead_b', owner: 'anke-petersen', turn: 3, expires: '2027-06-01T00:00:00.000Z' },
    });
    expect(Buffer.byteLength(body)).toBeLessThan(30_000);
  });

  it('labels every field', async () => {
    const { body } = await ask('GET', link());
    for (const id of ['from', 'to']) expect(body).toContain(`<label for="${id}">`);
  });

  it('says so when there is nothing open', async () => {
    expect((await ask('GET', link({ owner: 'mira-hansen' }))).body).toContain('kein offener Lead');
  });

  it.each<[string, string, number]>([
    ['forged', `${link().slice(0, -2)}xy`, 404],
    [
      'of an assignment',
      signLink(
        {
          purpose: 'assignment',
          leadId: 'lead_a',
          turn: 3,
          owner: 'anke-petersen',
          expires: '2027-06-01T00:00:00.000Z',
        },
        SECRET,
      ),
      404,
    ],
    ['expired', link({ expires: NOW }), 410],
  ])('refuses a link that is %s, for looking and for entering', async (_, token, status) => {
    expect((await ask('GET', token)).statusCode).toBe(status);
    const answer = await ask('POST', token, { do: 'add', from: '2027-02-01', to: '2027-02-05' });
    expect(answer.statusCode).toBe(status);
    expect(await absences.all()).toEqual({});
  });
});

describe('an absence', () => {
  const week = { from: '2027-02-01', to: '2027-02-05' };

  it('is entered once, shown, and taken back', async () => {
    expect((await ask('POST', link(), { do: 'add', ...week })).statusCode).toBe(303);
    await ask('POST', link(), { do: 'add', ...week });
    expect(await absences.of('anke-petersen')).toEqual([week]);
    expect((await ask('GET', link())).body).toContain('01.02.2027 – 05.02.2027');
    await ask('POST', link(), { do: 'remove', ...week });
    expect(await absences.of('anke-petersen')).toEqual([]);
  });

  it('of the directory is shown, and is not the owner’s to take back', async () => {
    const { document } = defaultDocument('agents');
    const agents = document.agents.map((agent) => ({ ...agent, absences: [week] }));
    rules = defaultRules({ agents: { ...document, agents } });
    const { body } = await ask('GET', link());
    expect(body).toContain('aus dem Verzeichnis');
    expect(body).not.toContain('value="remove"');
  });

  it.each<[string, Record<string, string>]>([
    ['ends before it begins', { do: 'add', from: '2027-02-05', to: '2027-02-01' }],
    ['is over', { do: 'add', from: '2027-01-01', to: '2027-01-18' }],
    ['is no date', { do: 'add', from: 'tomorrow', to: '2027-02-30' }],
    ['is something else', { do: 'fly', ...week }],
  ])('is refused that %s', async (_, fields) => {
    expect((await ask('POST', link(), fields)).statusCode).toBe(422);
    expect(await absences.all()).toEqual({});
  });

  it('forgets those that are over, keeps the order, and is no more than twenty', () => {
    const past = { from: '2026-12-24', to: '2026-12-31' };
    const later = { from: '2027-03-01', to: '2027-03-01' };
    expect(addAbsence([past, later], week, '2027-01-19')).toEqual([week, later]);
    const many = Array.from({ length: 20 }, (_, i) => ({
      from: `2027-04-${10 + i}`,
      to: `2027-04-${10 + i}`,
    }));
    expect(addAbsence(many, week, '2027-01-19')).toBeNull();
    expect(addAbsence([], { from: '2027-01-19', to: '2027-01-19' }, '2027-01-19')).toHaveLength(1);
  });
});

it('says what was changed because of what sales said, the newest first, for 90 days (R141)', async () => {
  const routing = defaultDocument('routing').document;
  const scoring = defaultDocument('scoring').document;
  const change = (since: string, what: string, ...reasons: string[]) => ({ since, what, reasons });
  rules = defaultRules({
    routing: {
      ...routing,
      answers: [
        change('2027-01-10', 'Postcodes 20 go to <b>North</b>', 'wrong-territory'),
        change('2026-10-01', 'too long ago', 'other'),
        change('2027-02-01', 'not yet', 'other'),
      ],
    },
    scoring: { ...scoring, answers: [change('2027-01-15', 'Budget counts more', 'not-ripe', 'of-our-own')] },
  });
  const { body } = await ask('GET', link());
  expect(body).toMatch(
    /Budget counts more.*Noch nicht reif, of-our-own.*Postcodes 20 go to &lt;b&gt;North.*Falsches Gebiet/s,
  );
  expect(body).not.toMatch(/too long ago|not yet/);
});
