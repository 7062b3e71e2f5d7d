import { beforeEach, describe, expect, it } from 'vitest';
import { defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { signLink } from '../../shared/links/link.ts';
import { mergeByHand } from '../../shared/merge-leads.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { ownerPage } from './owner-page.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const rules = defaultRules();
const people = memoryPeople();
const raw = memoryObjects();
let store: MemoryLeadStore;

const assigned = (owner: string, turn: number): Draft => ({
  type: 'LeadAssigned',
  to: 'assigned',
  data: {
    pool: 'north',
    owner: { id: owner, name: owner },
    assignment: {
      rule: 'route/north',
      because: 'North',
      rulesHash: 'x',
      at: NOW,
      turn,
      candidates: [{ id: owner, standing: 1 }],
    },
  },
});

const link = (over: { turn?: number; owner?: string; expires?: string } = {}) =>
  signLink(
    {
      purpose: 'assignment',
      leadId: 'lead_1',
      turn: 1,
      owner: 'anke',
      expires: '2027-06-01T00:00:00.000Z',
      ...over,
    },
    SECRET,
  );

async function commit(drafts: Draft[]) {
  const before = await store.load('lead_1');
  const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
  const change = recordWatched('lead_1', before, drafts, origin, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: before?.version ?? null });
}

beforeEach(async () => {
  store = memoryLeadStore();
  await commit([
    received(
      { firstName: '<b>Eva</b>', lastName: 'Ott', email: 'eva@ott.example', orderVolume: 80_000 },
      NOW,
    ),
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
    assigned('anke', 1),
  ]);
});

function ask(
  method: string,
  token: string,
  body?: string,
  headers: Record<string, string> = { accept: 'text/html' },
  { now = NOW, file = '' } = {},
) {
  const event = httpEvent({
    method,
    path: `/v1/assignments/${token}${file}`,
    params: { token },
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const publicUrl = 'https://leads.example/';
  return ownerPage(
    { store, rules, people, raw, secret: async () => SECRET, publicUrl },
    readRequest(event),
    now,
  );
}

describe('the owner’s page', () => {
  it('shows what is known, escaped, with a form for each action that is possible (R130)', async () => {
    const page = await ask('GET', link());
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('&lt;b&gt;Eva&lt;/b&gt; Ott');
    expect(page.body).not.toContain('<b>Eva');
    for (const action of ['accept', 'decline', 'contacted', 'return', 'won', 'lost']) {
      expect(page.body).toContain(`name="action" value="${action}"`);
    }
    expect(page.body).not.toMatch(/<script/i);
    expect(Buffer.byteLength(page.body)).toBeLessThan(30_000);
  });

  it('shows the profile with source and age, and what the person did last (R73, R98)', async () => {
    const act = { id: '1', type: 'price-page', at: NOW, consent: 'c' };
    await commit([{ type: 'BehaviourSeen', data: { acts: [act], voided: [] } }]);
    const { body } = await ask('GET', link());
    expect(body).toContain('Preisseite angesehen');
    expect(body).toContain('14 Punkte');
    expect(body).toContain('Webformular, 0 Minuten');
    expect(body).toContain('als Nächstes zu fragen');
    expect(Buffer.byteLength(body ?? '')).toBeLessThan(30_000);
  });

  it('says in the history why somebody gave the lead back, and why it was lost', async () => {
    await ask('POST', link(), 'action=decline&reason=no-capacity');
    await commit([assigned('jonas', 2)]);
    const theirs = link({ owner: 'jonas', turn: 2 });
    await ask('POST', theirs, 'action=lost&reason=price');
    const { body } = await ask('GET', theirs);
    expect(body).toMatch(/Verloren <span class="soft">– Preis/);
    expect(body).toMatch(/Weitergegeben <span class="soft">– Keine Kapazität/);
  });

  it('marks a deadline once it has passed', async () => {
    const late = /<strong class="bad">… Annahme – war fällig 19\.01\.2027, 14:00/;
    expect((await ask('GET', link())).body).not.toMatch(late);
    const now = '2027-01-20T18:00:00.000Z';
    expect((await ask('GET', link(), undefined, undefined, { now })).body).toMatch(late);
  });

  it('labels every field', async () => {
    const { body } = await ask('GET', link());
    const fields = [
      ...body.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"/g),
    ].map(([, id]) => id);
    expect(fields.length).toBeGreaterThan(8);
    for (const id of fields) expect(body).toContain(`<label for="${id}">`);
  });

  it.each(['GET', 'HEAD'])('changes nothing on %s, fifty times', async (method) => {
    for (let i = 0; i < 50; i++) await ask(method, link());
    expect(store.changes()).toHaveLength(1);
  });

  it('takes a form and leads back to the page', async () => {
    const answer = await ask('POST', link(), 'action=accept&note=Rufe+an');
    expect(answer).toMatchObject({ statusCode: 303 });
    expect(await store.load('lead_1')).toMatchObject({ state: 'accepted' });
  });

  it('answers programs in JSON', async () => {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const answer = await ask(
      'POST',
      link(),
      JSON.stringify({ action: 'decline', reason: 'conflict' }),
      headers,
    );
    expect(JSON.parse(answer.body)).toMatchObject({ state: 'qualified', owner: null });
  });

  it.each<[string, string, number]>([
    ['forged', `${link().slice(0, -2)}xy`, 404],
    ['nonsense', 'nonsense', 404],
    ['expired', link({ expires: NOW }), 410],
    ['of another owner', link({ owner: 'jonas' }), 410],
    ['of another turn', link({ turn: 2 }), 410],
  ])('refuses a link that is %s, for looking and for acting', async (_, token, status) => {
    expect((await ask('GET', token)).statusCode).toBe(status);
    expect((await ask('POST', token, 'action=accept')).statusCode).toBe(status);
    expect(store.changes()).toHaveLength(1);
  });

  it('says that the lead has moved on once somebody else has it', async () => {
    await ask('POST', link(), 'action=decline&reason=no-capacity');
    await commit([assigned('jonas', 2)]);
    expect((await ask('GET', link())).statusCode).toBe(410);
    expect((await ask('GET', link({ owner: 'jonas', turn: 2 }))).statusCode).toBe(200);
  });

  it.each(['action=decline', 'action=fly', '', 'action=opportunity&volume=-3'])(
    'explains that %j cannot be read and changes nothing',
    async (body) => {
      expect((await ask('POST', link(), body)).statusCode).toBe(422);
      expect(store.changes()).toHaveLength(1);
    },
  );

  it('says what happened to a lead that became part of another one of the same person', async () => {
    const earlier = '2027-01-18T09:00:00.000Z';
    const origin = { now: earlier, by: 'system', correlationId: 'c' };
    const drafts = [received({ lastName: 'Ott' }, earlier, 'inq_0')];
    const other = recordWatched('lead_0', null, drafts, origin, await clockRules(rules));
    await store.commit({ ...other, expectedVersion: null });
    const merged = await mergeByHand({ store, rules }, { ids: ['lead_0', 'lead_1'] }, origin);
    expect(merged.outcome).toBe('merged');
    const old = signLink(
      {
        purpose: 'assignment',
        leadId: 'lead_0',
        turn: 7,
        owner: 'anke',
        expires: '2027-06-01T00:00:00.000Z',
      },
      SECRET,
    );
    for (const method of ['GET', 'POST']) {
      const { statusCode, body } = await ask(method, old, 'action=accept');
      expect(statusCode).toBe(410);
      expect(body).toContain('in einem anderen aufgegangen');
    }
  });

  it('says 409 where the lifecycle forbids the action', async () => {
    await ask('POST', link(), 'action=won');
    expect((await ask('POST', link(), 'action=accept')).statusCode).toBe(409);
    expect(await store.load('lead_1')).toMatchObject({ state: 'won' });
  });

  it('does once what a button asks twice, and keeps two different notes', async () => {
    const seen = (await store.load('lead_1'))?.seq;
    for (let i = 0; i < 3; i++) {
      expect((await ask('POST', link(), `action=accept&seen=${seen}`)).statusCode).toBe(303);
    }
    await Promise.all(
      ['eins', 'eins', 'zwei'].map((note) => ask('POST', link(), `action=note&seen=${seen}&note=${note}`)),
    );
    const history = await store.loadWithHistory('lead_1');
    const types = history?.events.map(({ type }) => type).slice(4);
    expect(types).toEqual(['LeadAccepted', 'NoteAdded', 'NoteAdded']);
  });

  it('takes the last action back for ten minutes, also after the lead was declined', async () => {
    const declined = await ask('POST', link(), 'action=decline&reason=no-capacity');
    expect(declined.body).toContain('value="take-back"');
    expect((await ask('GET', link())).body).toContain('value="take-back"');
    expect((await ask('POST', link(), 'action=take-back')).statusCode).toBe(303);
    expect(await store.load('lead_1')).toMatchObject({ state: 'assigned', owner: { id: 'anke' } });
    await ask('POST', link(), 'action=won');
    const html = { accept: 'text/html' };
    const late = await ask('POST', link(), 'action=take-back', html, { now: '2027-01-19T09:10:00.001Z' });
    expect(late.statusCode).toBe(409);
    expect(await store.load('lead_1')).toMatchObject({ state: 'won' });
  });

  it.each([
    ['/contact.vcf', 'text/vcard; charset=utf-8', 'BEGIN:VCARD'],
    ['/deadline.ics', 'text/calendar; charset=utf-8', 'URL:https://leads.example/v1/assignments/'],
  ])('gives %s to who has the lead, and to nobody else', async (file, type, text) => {
    const mine = await ask('GET', link(), undefined, {}, { file });
    expect(mine.headers['content-type']).toBe(type);
    expect(mine.body.replaceAll('\r\n ', '')).toContain(text);
    expect((await ask('GET', link({ owner: 'jonas' }), undefined, {}, { file })).statusCode).toBe(410);
    expect(store.changes()).toHaveLength(1);
  });
});
