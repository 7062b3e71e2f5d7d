import { beforeEach, describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../../shared/adapters/memory/claims.ts';
import { defaultRules } from '../../../shared/adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from '../../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../../shared/adapters/memory/people.ts';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { HttpAnswer } from '../../../shared/http/answer.ts';
import { Role } from '../../../shared/http/caller.ts';
import { readRequest } from '../../../shared/http/request.ts';
import { formToken } from '../../../shared/http/session.ts';
import { httpEvent } from '../../../shared/http/testing.ts';
import { clockRules, recordWatched } from '../../../shared/rules/watch.ts';
import { received } from '../../../test/fixtures/lead.ts';
import { serveConsole } from './console.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const SECRET = 'a secret of the installation';
const COOKIE = 'leitwerk_session=token-1';
const rules = defaultRules();
const people = memoryPeople();
let store: MemoryLeadStore;
let absences = memoryAbsences();

async function change(id: string, drafts: Draft[], at = NOW) {
  const before = await store.load(id);
  const origin = { now: at, by: 'system', correlationId: 'cor_1' };
  const recorded = recordWatched(id, before, drafts, origin, await clockRules(rules));
  await store.commit({ ...recorded, expectedVersion: before?.version ?? null });
}

const arrival = (id: string, lastName: string): Draft =>
  received({ firstName: '<b>Eva</b>', lastName, email: `${id}@ott.example` }, NOW, `inq_${id}`);
const qualifying: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } };
const quarantined: Draft = { type: 'LeadQuarantined', to: 'quarantined', data: { reason: 'spam-score' } };
const assigned = (owner: string): Draft[] => [
  qualifying,
  { type: 'LeadQualified', to: 'qualified', data: {} },
  {
    type: 'LeadAssigned',
    to: 'assigned',
    data: {
      pool: 'north',
      owner: { id: owner, name: owner },
      assignment: {
        rule: 'route/north',
        because: 'Nord',
        rulesHash: 'x',
        at: NOW,
        turn: 1,
        candidates: [{ id: owner, standing: 0.4 }],
      },
    },
  },
];

beforeEach(async () => {
  store = memoryLeadStore();
  absences = memoryAbsences();
  await change('lead_1', [arrival('lead_1', 'Ott'), ...assigned('anke-petersen')]);
  await change('lead_2', [arrival('lead_2', 'Berg'), ...assigned('jonas-wulff')]);
  await change('lead_3', [arrival('lead_3', 'Zorn'), quarantined]);
});

interface Asked {
  method?: string;
  role?: string;
  subject?: string;
  body?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Left out of a form of another site. */
  token?: string | null;
  now?: string;
}

function ask(path: string, over: Asked = {}): Promise<HttpAnswer> {
  const {
    method = 'GET',
    role = 'process-owner',
    body,
    query,
    token = formToken({ cookies: [COOKIE] }, SECRET),
  } = over;
  const id = /^\/console\/leads\/([^/]+)/.exec(path)?.[1];
  const fields = { ...body, ...(token === null ? {} : { formToken: token }) };
  const event = httpEvent({
    method,
    path,
    headers: { accept: 'text/html', ...over.headers },
    ...(id ? { params: { id } } : {}),
    ...(query ? { query } : {}),
    ...(method === 'POST' ? { body: new URLSearchParams(fields).toString() } : {}),
    ...(role ? { caller: { subject: over.subject ?? 'u1', role, owner: 'anke-petersen' } } : {}),
  });
  return serveConsole(
    { store, rules, people, absences, claims: memoryClaims(), secret: async () => SECRET },
    readRequest({ ...event, cookies: [COOKIE] }),
    over.now ?? NOW,
  );
}
const act = (body: Record<string, string>, over: Asked = {}, id = 'lead_1') =>
  ask(`/console/leads/${id}/actions`, { method: 'POST', body, ...over });

describe('the board', () => {
  it('shows open leads by state with counts, ages and what is due (R143)', async () => {
    const { body, statusCode } = await ask('/console');
    expect(statusCode).toBe(200);
    expect(body).toContain('zugewiesen, noch nicht angenommen <span class="badge">2</span>');
    expect(body).toContain('href="/console/leads/lead_3"');
    expect(body).toMatch(/Anke Petersen: annehmen, fällig in \d+ Stunden/);
    expect(body).not.toMatch(/<script|<b>Eva/i);
  });

  it('marks what was due', async () => {
    const { body } = await ask('/console', { now: '2027-01-20T18:00:00.000Z' });
    expect(body).toMatch(/<strong class="bad">war fällig vor \d+ Stunden/);
  });

  it('speaks the language of the reader', async () => {
    const { body } = await ask('/console', { headers: { 'accept-language': 'en' } });
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('Anke Petersen: accept, due in');
  });

  it('lists the leads of one state and of one owner', async () => {
    const list = await ask('/console', { query: { state: 'assigned' } });
    expect([list.body.includes('lead_1'), list.body.includes('lead_3')]).toEqual([true, false]);
    const owned = await ask('/console', { query: { owner: 'jonas-wulff' } });
    expect([owned.body.includes('lead_2'), owned.body.includes('lead_1')]).toEqual([true, false]);
  });

  it('ranks by potential whom to go up to, and nobody who objected (R108)', async () => {
    const scored = (euros: number): Draft => ({
      type: 'LeadScored',
      data: {
        class: 'cold',
        stage: null,
        score: {
          value: 3,
          scaled: 5,
          code: '--',
          bant: { budget: null, authority: null, need: null, time: null },
          rulesHash: 'x',
          criteria: [],
          potential: { euros, figure: 'revenue', because: [{ fact: 'employees', value: 120 }] },
        },
      },
    });
    await change('lead_4', [arrival('lead_4', 'Klein'), qualifying, scored(5000)]);
    await change('lead_5', [arrival('lead_5', 'Gross'), qualifying, scored(80_000)]);
    await change('lead_6', [
      arrival('lead_6', 'Weg'),
      { type: 'LeadRested', to: 'dormant', data: { reason: 'objection' } },
    ]);
    expect((await ask('/console', { query: { state: 'qualifying' } })).body).toContain('order=potential');
    const ranked = async (state: string) =>
      (await ask('/console', { query: { state, order: 'potential' } })).body ?? '';
    const open = await ranked('qualifying');
    expect(open.indexOf('Gross')).toBeLessThan(open.indexOf('Klein'));
    expect(open).toMatch(/80\.000.€ <span class="soft">120/);
    expect(await ranked('dormant')).not.toContain('lead_6');
  });

  it('begins the list again where the cursor is not one of ours', async () => {
    const answer = await ask('/console', { query: { state: 'assigned', cursor: 'x' } });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/console' } });
  });
});

describe('the page of a lead', () => {
  it('shows facts, timeline, deadlines, why this owner, and a form for each action of the role (R127, R154)', async () => {
    const { body } = await ask('/console/leads/lead_1');
    for (const text of [
      'lead_1@ott.example',
      'route/north',
      '<strong>Anke Petersen</strong> – Anspruch',
      'Annahme',
      'Zugewiesen',
      'Webformular, ',
    ])
      expect(body).toContain(text);
    const actions = [...body.matchAll(/name="action" value="([\w-]+)"/g)].map(([, name]) => name);
    expect(actions).toEqual([
      'accept',
      'decline',
      'contacted',
      'return',
      'opportunity',
      'won',
      'lost',
      'call-note',
      'qualify',
      'fulfilled-by-hand',
      'assign',
      'override',
      'pause',
      'merge',
      'note',
      'erase',
    ]);
  });

  it('shows where each fact came from and how old it is, what is missing, and what speaks against a value (R73, R76)', async () => {
    const told: Draft = { type: 'FactsChanged', data: { facts: { budget: 900 }, source: 'call' } };
    const found: Draft = {
      type: 'FactsLookedUp',
      data: { source: 'colleagues', facts: { industry: 'IT' }, cents: 0 },
    };
    await change('lead_1', [
      { type: 'FactsChanged', data: { facts: { budget: 50_000 }, source: 'questionnaire' } },
    ]);
    const nothing: Draft = { type: 'FactsLookedUp', data: { source: 'directory', facts: {}, cents: 12 } };
    await change('lead_1', [told, found, nothing]);
    const { body } = await ask('/console/leads/lead_1', { now: '2027-01-22T09:00:00.000Z' });
    expect(body).toMatch(/Budget<\/td><td>900<br><span class="bad">früher: 50\.000 \(Fragebogen\)/);
    expect(body).toContain('Anruf, 3 Tage');
    expect(body).toContain('andere Leads der Organisation, 3 Tage');
    expect(body).toContain('Webformular, 3 Tage');
    expect(body).toMatch(/Bedarf<\/td><td class="soft">fehlt/);
    expect(body).toContain('als Nächstes zu fragen');
    expect(body).toContain('Angaben nachgeschlagen');
    expect(body).toContain('directory, nichts gefunden, 12 ct');
  });

  it('says of each way to reach the person whether it can be relied on, and what told (R65)', async () => {
    const mailDomain = { domain: 'ott.example', status: 'invalid' as const };
    await change('lead_1', [
      { type: 'FactsChanged', data: { facts: { phone: '+49221123456' }, source: 'questionnaire' } },
      { type: 'FactsLookedUp', data: { source: 'mail-servers', facts: {}, cents: 0, mailDomain } },
      { type: 'CallMade', data: { result: 'reached', attempts: 0 } },
    ]);
    const { body } = await ask('/console/leads/lead_1');
    expect(body).toMatch(/lead_1@ott\.example<\/a><br><span class="bad">ungültig: Mailserver, 19\.01\.2027/);
    expect(body).toMatch(/\+49221123456<\/a><br><span class="soft">bestätigt: Anruf/);
    expect(body).toContain('ott.example: ungültig');
  });

  it('shows what the person did last, with what it is worth today (R98)', async () => {
    const act = (id: string, type: string, over = {}) => ({ id, type, at: NOW, consent: 'c', ...over });
    const acts = [
      act('1', 'white-paper', { url: 'https://www.ott.example/papier' }),
      act('2', 'mail-click', { void: 'scanner' }),
    ];
    await change('lead_1', [{ type: 'BehaviourSeen', data: { acts, voided: [] } }]);
    const today = (await ask('/console/leads/lead_1')).body;
    expect(today).toMatch(
      /Whitepaper geladen <span class="soft">\/papier<\/span> <span class="soft">19\.01\.2027, 10:00 · 14 Punkte/,
    );
    expect(today).toContain('war ein Programm');
    const later = (await ask('/console/leads/lead_1', { now: '2027-03-20T09:00:00.000Z' })).body;
    expect(later).toContain('19.01.2027, 10:00 · 7 Punkte');
    expect((await ask('/console/leads/lead_2')).body).not.toContain('Verhalten</h2>');
  });

  it('offers a call agent nothing that closes a deal (R82)', async () => {
    const { body } = await ask('/console/leads/lead_1', { role: 'call-agent' });
    expect(body).toContain('value="call-note"');
    expect(body).not.toMatch(/value="(won|lost|accept)"/);
  });

  it.each(['/console', '/console/leads/lead_1', '/console/review', '/console/search'])(
    '%s labels every field and gives every form its token',
    async (path) => {
      const { body } = await ask(path);
      const ids = [...body.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"/g)];
      expect(ids.length).toBeGreaterThan(0);
      for (const [, id] of ids)
        expect(body).toContain(`<label ${id === 'search' ? 'class="unseen" ' : ''}for="${id}">`);
      expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
      expect(body.match(/name="formToken"/g)).toHaveLength(body.match(/<form/g)?.length ?? 0);
    },
  );

  it('does what a form asks for and comes back', async () => {
    const answer = await act({ action: 'accept' });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/console/leads/lead_1?saved=1' } });
    expect(await store.load('lead_1')).toMatchObject({ state: 'accepted' });
    expect((await ask('/console/leads/lead_1', { query: { saved: '1' } })).body).toContain('Gespeichert.');
  });

  it('excludes by hand, with the code that is counted and the reason in words, where a lead can be excluded (R85)', async () => {
    await change('lead_4', [arrival('lead_4', 'Falk'), qualifying]);
    expect((await ask('/console/leads/lead_1')).body).not.toContain('name="exclusion"');
    expect((await ask('/console/leads/lead_4')).body).toContain('name="exclusion"');
    const form = { action: 'override', exclusion: 'competitor', reason: 'works at a rival', until: '' };
    expect((await act(form, {}, 'lead_4')).statusCode).toBe(303);
    expect(await store.load('lead_4')).toMatchObject({ state: 'excluded', reason: 'competitor' });
  });

  it('keeps an exclusion by marketing waiting for a second person, and says so on both pages (R61)', async () => {
    await change('lead_4', [arrival('lead_4', 'Falk'), qualifying]);
    const form = { action: 'override', exclusion: 'competitor', reason: 'works at a <rival>', until: '' };
    expect((await act(form, { role: 'marketing' }, 'lead_4')).statusCode).toBe(303);
    const decide = (decision: string, over: Asked = {}) =>
      act({ action: 'review', decision }, over, 'lead_4');
    const pages = ['/console/leads/lead_4', '/console/review'];
    for (const page of pages) {
      const { body } = await ask(page, { role: 'marketing' });
      expect(body).toContain('Ausschluss vorgeschlagen: Wettbewerber</strong> – works at a &lt;rival&gt;');
      expect(body).toContain(
        'Wartet auf eine zweite Person; bis dahin geht es mit dem Lead weiter wie bisher.',
      );
      expect([body.includes('value="confirm"'), body.includes('Sie haben es vorgeschlagen')]).toEqual([
        false,
        true,
      ]);
      const other = await ask(page, { subject: 'u2', headers: { 'accept-language': 'en' } });
      expect(other.body).toMatch(/waits for a second person|Waits for a second person/);
      expect(other.body).toContain('value="confirm"');
      expect(other.body).not.toContain('name="exclusion"');
    }
    const own = await decide('confirm', { role: 'marketing' });
    expect([own.statusCode, own.body]).toEqual([409, expect.stringContaining('zweite Person')]);
    expect((await decide('confirm', { subject: 'u2' })).statusCode).toBe(303);
    expect(await store.load('lead_4')).toMatchObject({ state: 'excluded', reason: 'competitor' });
    const { body } = await ask('/console/leads/lead_4');
    expect(body).toContain('Regel route/four-eyes');
    expect(body).toContain('Wettbewerber, bestätigt');
    expect((await ask('/console/review')).body).not.toContain('value="confirm"');
  });

  it('takes facts from the phone; fields left empty stay as they are', async () => {
    const body = {
      action: 'qualify',
      'facts.orderVolume': '80000',
      'facts.timeframe': '',
      'facts.need': 'concrete',
    };
    expect((await act(body)).statusCode).toBe(303);
    expect((await store.load('lead_1'))?.facts).toMatchObject({
      orderVolume: 80_000,
      need: 'concrete',
      lastName: 'Ott',
    });
  });

  it('says 409, 422 and 404 on a page', async () => {
    expect((await act({ action: 'review', decision: 'approve' })).statusCode).toBe(409);
    expect((await act({ action: 'fly' })).statusCode).toBe(422);
    expect((await act({ action: 'qualify', 'facts.orderVolume': 'much' })).statusCode).toBe(422);
    expect((await act({ action: 'accept' }, {}, 'lead_9')).statusCode).toBe(404);
    expect((await ask('/console/leads/lead_9')).statusCode).toBe(404);
    expect((await ask('/console/elsewhere')).statusCode).toBe(404);
  });
});

describe('the review queue', () => {
  it('shows what lies in quarantine, and decides it (R53)', async () => {
    expect((await ask('/console/review')).body).toContain('spam-score');
    const answer = await act(
      { action: 'review', decision: 'approve', back: '/console/review' },
      {},
      'lead_3',
    );
    expect(answer.headers.location).toBe('/console/review');
    expect(await store.load('lead_3')).toMatchObject({ state: 'qualifying' });
    expect((await ask('/console/review')).body).toContain('Nichts zu prüfen.');
  });

  it('says of an inquiry without a lead until when it must be decided (R53)', async () => {
    const since = { id: 'inq_9', receivedAt: '2027-01-11T09:00:00.000Z', leadId: null };
    const said = {
      channel: 'email',
      source: 'mail',
      reason: 'virus',
      findings: [
        {
          field: 'lastName',
          code: 'corrected',
          severity: 'note',
          message: '',
          before: 'Ott\r\n',
          after: 'Ott',
        },
      ],
      review: { decisions: [] },
    };
    const items = [{ ...since, ...said } as unknown as Inquiry];
    store = { ...store, listSetAside: async () => ({ items }) };
    const { body } = await ask('/console/review');
    expect(body).toMatch(/<strong class="bad">war fällig/);
    expect(body).toContain('<q>Ott↵</q> → <q>Ott</q>');
  });

  it('leads back to our own pages only', async () => {
    const answer = await act({ action: 'review', decision: 'reject', back: '//evil.example' }, {}, 'lead_3');
    expect(answer.headers.location).toBe('/console');
  });
});

describe('pools, deadlines, search', () => {
  it('count entitled and got for each member, so that standing = entitled − got (R125)', async () => {
    const { body } = await ask('/console/pools');
    expect(body).toContain('Vertrieb Nord');
    expect(body).not.toContain('abwesend bis');
    await absences.replace('mira-hansen', [{ from: '2027-01-18', to: '2027-01-22' }]);
    expect((await ask('/console/pools')).body).toContain('abwesend bis 22.01.2027');
    const lead = await store.load('lead_1');
    if (!lead) throw new Error('no lead');
    await store.commit({
      lead,
      events: [],
      expectedVersion: lead.version,
      ledger: { pool: 'north', version: 0, members: { 'anke-petersen': { got: 3, standing: -0.6 } } },
    });
    expect((await ask('/console/pools')).body).toMatch(
      /2,40<\/td><td data-label="Erhalten">3<\/td><td data-label="Guthaben">-0,60/,
    );
  });

  it('show what waits for a pool, the best first with its age, and how long that lasts (R2)', async () => {
    expect((await ask('/console/pools')).body).not.toContain('Leads warten');
    const hours = (n: number) => new Date(Date.parse(NOW) - n * 3_600_000).toISOString();
    const parked: Draft = { type: 'LeadParked', data: { pool: 'north', reason: 'nobody-available' } };
    const ready: Draft[] = [qualifying, { type: 'LeadQualified', to: 'qualified', data: {} }, parked];
    await change('lead_7', [arrival('lead_7', 'Kahn'), ...ready], hours(5));
    await change('lead_8', [arrival('lead_8', 'Lenz'), ...ready], hours(30));
    const lead = await store.load('lead_8');
    if (!lead) throw new Error('no lead');
    const waiting = [
      { leadId: 'lead_7', score: 50, since: hours(5) },
      { leadId: 'lead_8', score: 40, since: hours(30) },
      // Left by another way since.
      { leadId: 'lead_1', score: 30, since: hours(40) },
    ];
    const ledger = { pool: 'north', version: 0, members: {}, waiting };
    await store.commit({ lead, events: [], expectedVersion: lead.version, ledger });
    const { body } = await ask('/console/pools');
    expect(body).toMatch(/2 Leads warten<\/strong> · längste Wartezeit: 30 Stunden · .*Rückstand: 1 Tage/);
    expect(body).toMatch(/Kahn[\s\S]*5 Stunden[\s\S]*Lenz[\s\S]*30 Stunden/);
    expect((await ask('/console/pools', { role: 'member' })).body).not.toContain('Leads warten');
  });

  it.each([
    ['process-owner', true, true],
    ['marketing', false, false],
    ['member', true, false],
  ] as const)(
    'tell a %s of whom what they may know: the own line, or all (R124, R133)',
    async (role, own, others) => {
      const lead = await store.load('lead_1');
      if (!lead) throw new Error('no lead');
      const ledger = {
        pool: 'north',
        version: 0,
        members: { 'anke-petersen': { got: 3, standing: 0 }, 'jonas-wulff': { got: 2, standing: 0 } },
        stretch: {
          able: { 'anke-petersen': 2, 'jonas-wulff': 2 },
          got: { A: { 'anke-petersen': 1, 'jonas-wulff': 2 } },
        },
      };
      await store.commit({ lead, events: [], expectedVersion: lead.version, ledger });
      const { body } = await ask('/console/pools', { role });
      const line = (name: string, got: number) =>
        body.includes(
          `${name}</th><td data-label="Güte">A</td><td data-label="Leads">3</td><td data-label="Anteil">50\u00a0%</td><td data-label="Anspruch">1,5</td><td data-label="Erhalten">${got}</td>`,
        );
      expect([line('Anke Petersen', 1), line('Jonas Wulff', 2)]).toEqual([own, others]);
      expect(body.includes('data-label="Erhalten"')).toBe(role !== 'marketing');
    },
  );

  it('show the deadlines at risk, the most pressing first', async () => {
    const { body } = await ask('/console/clocks', { now: '2027-01-20T18:00:00.000Z' });
    expect(body).toContain('Frist verpasst');
    const rows = [...body.matchAll(/<tr><th scope="row">/g)];
    expect(rows.length).toBeGreaterThan(2);
  });

  it('find leads by what stands in the body, never in the address', async () => {
    const { body } = await ask('/console/search', { method: 'POST', body: { text: 'zorn' } });
    expect([body.includes('lead_3'), body.includes('lead_1')]).toEqual([true, false]);
    expect(body).toContain('<form class="row grow" method="post"');
    expect((await ask('/console/search', { method: 'POST', body: { text: 'nobody' } })).body).toContain(
      'Nichts gefunden.',
    );
  });
});

describe('who may see what', () => {
  const open = ['', '/clocks', '/search', '/leads/lead_1'];
  const allowed: Record<string, string[]> = {
    ...Object.fromEntries(open.map((path) => [path, [...Role.options]])),
    '/review': ['process-owner', 'marketing'],
    '/pools': ['process-owner', 'marketing', 'member', 'partner'],
  };
  const matrix = Object.keys(allowed).flatMap((path) => Role.options.map((role) => ({ path, role })));
  it.each(matrix)('$role: /console$path as the table says', async ({ path, role }) => {
    const { statusCode } = await ask(`/console${path}`, { role });
    expect(statusCode).toBe(allowed[path]?.includes(role) ? 200 : 403);
  });

  const actions: Record<string, { body: Record<string, string>; roles: string[] }> = {
    accept: { body: {}, roles: ['process-owner', 'member', 'partner'] },
    won: { body: {}, roles: ['process-owner', 'member', 'partner'] },
    'call-note': { body: { result: 'reached' }, roles: ['process-owner', 'marketing', 'call-agent'] },
    note: { body: { note: 'x' }, roles: [...Role.options] },
  };
  const acting = Object.keys(actions).flatMap((action) => Role.options.map((role) => ({ action, role })));
  it.each(acting)('$role: $action as the table says (R82)', async ({ action, role }) => {
    const { statusCode } = await act({ action, ...actions[action]?.body }, { role });
    expect(statusCode).toBe(actions[action]?.roles.includes(role) ? 303 : 403);
  });

  it.each(['member', 'partner'])('a %s sees their own leads and their own line only (R138)', async (role) => {
    for (const path of ['/console', '/console/clocks']) {
      const { body } = await ask(path, {
        role,
        query: { owner: 'jonas-wulff' },
        now: '2027-01-20T18:00:00.000Z',
      });
      expect([body.includes('lead_1'), body.includes('lead_2')]).toEqual([true, false]);
    }
    const found = await ask('/console/search', { role, method: 'POST', body: { text: 'ott.example' } });
    expect([found.body.includes('lead_1'), found.body.includes('lead_2')]).toEqual([true, false]);
    const lines = (await ask('/console/pools', { role })).body;
    expect([lines.includes('Anke Petersen'), lines.includes('Jonas Wulff')]).toEqual([true, false]);
    const list = await ask('/console', { role, query: { state: 'assigned', owner: 'jonas-wulff' } });
    expect([list.body.includes('lead_1'), list.body.includes('lead_2')]).toEqual([true, false]);
    expect((await ask('/console/leads/lead_2', { role })).statusCode).toBe(404);
    expect((await act({ action: 'accept' }, { role }, 'lead_2')).statusCode).toBe(404);
  });

  it('nobody, before signing in: a browser is led there and back, a program is told', async () => {
    const page = await ask('/console', { role: '', query: { state: 'assigned' } });
    expect(page).toMatchObject({
      statusCode: 303,
      headers: { location: '/v1/login?to=%2Fconsole%3Fstate%3Dassigned' },
    });
    const data = await ask('/console', { role: '', headers: { accept: 'application/json' } });
    expect(data.statusCode).toBe(401);
  });

  it('nobody, once the session has ended: a form changes nothing and says so', async () => {
    const answer = await act({ action: 'accept' }, { role: '' });
    expect([answer.statusCode, answer.body.includes('/v1/login')]).toEqual([401, true]);
    expect(await store.load('lead_1')).toMatchObject({ state: 'assigned' });
  });
});

describe('a form of another site', () => {
  it.each([
    ['without a token', null],
    ['with an empty token', ''],
    ['with a token of another session', formToken({ cookies: ['leitwerk_session=token-2'] }, SECRET)],
    ['with a token of another installation', formToken({ cookies: [COOKIE] }, 'another secret')],
  ])('%s is refused and changes nothing', async (_, token) => {
    expect((await act({ action: 'accept' }, { token })).statusCode).toBe(403);
    expect((await ask('/console/search', { method: 'POST', body: { text: 'ott' }, token })).statusCode).toBe(
      403,
    );
    expect(await store.load('lead_1')).toMatchObject({ state: 'assigned' });
  });

  it('is told apart from a program, which sends its token itself', async () => {
    const headers = { authorization: 'Bearer x' };
    expect((await act({ action: 'accept' }, { token: null, headers })).statusCode).toBe(303);
    const basic = { authorization: 'Basic x' };
    expect((await act({ action: 'accept' }, { token: null, headers: basic })).statusCode).toBe(403);
  });
});
