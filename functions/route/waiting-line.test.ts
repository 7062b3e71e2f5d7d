import { describe, expect, it, vi } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryNotices } from '../../shared/adapters/memory/notices.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Lead, Score } from '../../shared/domain/lead.ts';
import type { Agent } from '../../shared/rules/agents.ts';
import type { Pool } from '../../shared/rules/pools.ts';
import type { RoutingDocument } from '../../shared/rules/routing.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { assignLead } from './assign-lead.ts';
import { ledgerOf } from './ledger-of.ts';
import { routeLead } from './route-lead.ts';
import { actAsStaff } from './staff/act-as-staff.ts';
import { tellStaff } from './tell-staff.ts';
import { TurnMessage } from './turn-message.ts';

/** Tuesday, ten o'clock in Cologne. */
const NOW = '2027-01-19T09:00:00.000Z';
const agents = defaultDocument('agents').document;

type Members = Partial<Record<'ada' | 'bea', Partial<Pool['members'][number]> & Partial<Omit<Agent, 'id'>>>>;

interface LeadOver {
  value?: number;
  at?: string;
  facts?: Facts;
  organisation?: Lead['organisation'];
}

/** A pool of two, Ada and Bea, that takes all leads. */
async function world(
  members: Members,
  language?: Pool['language'],
  accounts?: RoutingDocument['accounts'],
  deadlines = defaultDocument('deadlines').document,
) {
  const agent = (id: 'ada' | 'bea'): Agent => {
    const { weight: _w, perDay: _d, perHour: _h, open: _o, agent: _a, ...own } = members[id] ?? {};
    return { id, name: id, email: `${id}@x.example`, language: 'de', ...own };
  };
  const member = (id: 'ada' | 'bea') => {
    const { perDay, perHour, open } = members[id] ?? {};
    const limits = {
      ...(perDay ? { perDay } : {}),
      ...(perHour ? { perHour } : {}),
      ...(open ? { open } : {}),
    };
    return { agent: id, weight: 1, ...limits };
  };
  const pool = {
    id: 'all',
    name: 'All',
    members: [member('ada'), member('bea')],
    ...(language ? { language } : {}),
  };
  const rules = defaultRules({
    agents: { ...agents, agents: [agent('ada'), agent('bea')], processOwner: 'ada' },
    deadlines,
    pools: { ...defaultDocument('pools').document, pools: [pool] },
    routing: {
      version: 1,
      note: 'all',
      rules: [],
      customers: { because: 'kept' },
      ...(accounts ? { accounts } : {}),
      fallback: { pool: 'all', because: 'all' },
    },
  });
  const store = memoryLeadStore();
  const turns = memoryQueue();
  const mailer = memoryMailer();
  const ports = {
    store,
    rules,
    turns,
    absences: memoryAbsences(),
    people: memoryPeople(),
    claims: memoryClaims(),
    notices: memoryNotices(),
    mailer,
    secret: async () => 'secret',
    sender: 'hallo@leitwerk.example',
    publicUrl: 'https://api.example/',
  };
  const watch = await clockRules(rules);
  const owner = async (leadId: string) => (await store.load(leadId))?.owner?.id ?? null;
  return {
    store,
    mailer,
    owner,
    owners: (leadIds: readonly string[]) => Promise.all(leadIds.map(owner)),
    absences: ports.absences,
    async lead(leadId: string, { value = 42, at = NOW, facts = {}, organisation = null }: LeadOver = {}) {
      const inquiry = received({ email: `${leadId}@x.example`, ...facts }, at, `inq_${leadId}`);
      if (inquiry.type !== 'InquiryReceived') throw new Error(inquiry.type);
      const drafts: Draft[] = [
        { ...inquiry, data: { ...inquiry.data, organisation }, to: 'received' },
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
        { type: 'LeadScored', data: { score: scored(value), class: 'hot', stage: 'SQL' } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
      ];
      const origin = { now: at, by: 'system', correlationId: 'cor_1' };
      await store.commit({ ...recordWatched(leadId, null, drafts, origin, watch), expectedVersion: null });
    },
    async ask(leadId: string, now = NOW) {
      const seq = (await store.load(leadId))?.seq;
      const pointer = { eventId: `${leadId}.${seq}`, type: 'x', leadId, at: now, correlationId: 'cor_1' };
      await routeLead(ports, pointer);
      for (const { body } of turns.drain()) await assignLead(ports, TurnMessage.parse(body), now);
    },
    /** What staff is told of leads that have been sent to the line. */
    async tellParked(now = NOW) {
      const parked = store
        .changes()
        .flatMap(({ events }) => events.filter(({ type }) => type === 'LeadParked'));
      for (const { id, leadId, type, at } of parked)
        await tellStaff(ports, { eventId: id, leadId, type, at, correlationId: 'cor_1' }, now);
    },
    async byHand(leadId: string, to: string) {
      const action = { action: 'assign' as const, owner: to, reason: 'knows them' };
      const caller = { subject: 'petra', role: 'process-owner' as const };
      await actAsStaff(ports, caller, { leadId, action, correlationId: 'cor_1', now: NOW });
    },
    /** Something happens to a lead that is stored. */
    async happen(leadId: string, drafts: readonly Draft[]) {
      const before = await store.load(leadId);
      if (!before) throw new Error(`no ${leadId}`);
      const origin = { now: NOW, by: 'owner:ada', correlationId: 'cor_1' };
      const change = recordWatched(leadId, before, drafts, origin, watch);
      await store.commit({ ...change, expectedVersion: before.version });
    },
    /** When the lead was last told to be tried again. */
    async wakesAt(leadId: string) {
      const steps = (await store.load(leadId))?.clocks.flatMap((clock) => clock.steps) ?? [];
      return steps.filter(({ id }) => id.startsWith('line-')).at(-1)?.at;
    },
  };
}

function scored(value: number): Score {
  const bant = { budget: null, authority: null, need: null, time: null };
  return { value, scaled: value, code: '2B', bant, rulesHash: 'x', criteria: [] };
}

const absent = { absences: [{ from: '2027-01-18', to: '2027-01-21' }] };

describe('the line of a pool in which nobody can take a lead (R128)', () => {
  it('is asked again when the first absence ends, and serves the highest score first, then the oldest', async () => {
    const it = await world({
      ada: { ...absent, perDay: 2 },
      bea: { absences: [{ from: '2027-01-01', to: '2027-02-01' }] },
    });
    await it.lead('lead_late', { value: 50, at: '2027-01-19T08:00:00.000Z' });
    await it.lead('lead_low', { value: 42, at: '2027-01-19T06:00:00.000Z' });
    await it.lead('lead_early', { value: 50, at: '2027-01-19T07:00:00.000Z' });
    const all = ['lead_late', 'lead_low', 'lead_early'];
    for (const leadId of all) await it.ask(leadId);
    expect(await it.owners(all)).toEqual([null, null, null]);
    // Not before Ada is back, and within a day in any case.
    expect(await it.wakesAt('lead_low')).toBe('2027-01-20T09:00:00.000Z');
    const back = '2027-01-21T23:00:00.000Z';
    await it.ask('lead_low', '2027-01-20T09:00:00.000Z');
    await it.ask('lead_low', '2027-01-21T09:00:00.000Z');
    expect(await it.wakesAt('lead_low')).toBe(back);
    await it.ask('lead_low', back);
    expect(await it.owners(all)).toEqual(['ada', null, 'ada']);
    expect((await it.store.loadLedger('all'))?.waiting?.map(({ leadId }) => leadId)).toEqual(['lead_low']);
  });

  it('lets nobody who has just come pass those who wait with a higher score', async () => {
    const it = await world({ ada: { perHour: 1 }, bea: absent });
    for (const leadId of ['lead_a', 'lead_b']) {
      await it.lead(leadId);
      await it.ask(leadId);
    }
    expect(await it.owners(['lead_a', 'lead_b'])).toEqual(['ada', null]);
    expect(await it.wakesAt('lead_b')).toBe('2027-01-19T10:00:00.000Z');
    await it.lead('lead_c', { value: 41, at: '2027-01-19T10:00:01.000Z' });
    await it.ask('lead_c', '2027-01-19T10:00:02.000Z');
    expect(await it.owners(['lead_b', 'lead_c'])).toEqual(['ada', null]);
  });

  it('is told to the process owner once a day while it lasts, with ages and backlog, and again when it is ten times as long (R2)', async () => {
    const it = await world({ ada: { ...absent, perDay: 4 }, bea: absent });
    for (let n = 1; n <= 12; n++) {
      await it.lead(`lead_${n}`, { value: 40 + n, at: n === 1 ? '2027-01-19T06:00:00.000Z' : NOW });
      await it.ask(`lead_${n}`);
      if (n > 2) await it.ask(`lead_${n}`);
    }
    await it.tellParked();
    const [first, grown, ...others] = it.mailer.sent;
    expect(others).toEqual([]);
    expect(first).toMatchObject({ to: 'ada@x.example', tags: { kind: 'capacity', pool: 'all' } });
    expect(first?.subject).toMatch(/^Pool All: 12 heiße Leads warten, Rückstand 4 Tage$/);
    expect(first?.text).toContain('Längste Wartezeit: 3 Stunden.');
    expect(first?.text).toContain('Heute da: 0 von 2.');
    expect(first?.text).toMatch(
      /- Lead lead_12 <https:\/\/api.example\/console\/leads\/lead_12>: Score 52, Wartezeit 0 Minuten/,
    );
    expect(first?.text.indexOf('lead_12')).toBeLessThan(first?.text.indexOf('lead_11') ?? 0);
    expect(grown?.subject).toBe(first?.subject);
    expect(
      (await it.store.loadWithHistory('lead_3'))?.events.filter(({ type }) => type === 'LeadParked'),
    ).toHaveLength(1);
    // A lead in the line is tried again within a day: that is when the day's message is due.
    const tomorrow = '2027-01-20T09:00:00.000Z';
    for (const leadId of ['lead_1', 'lead_2']) await it.ask(leadId, tomorrow);
    await it.tellParked(tomorrow);
    expect(it.mailer.sent).toHaveLength(3);
    expect(it.mailer.sent[2]?.subject).toMatch(/Rückstand 3 Tage$/);
  });

  it('is told to nobody where nobody waits any more, or the document says so', async () => {
    const it = await world({ ada: absent, bea: absent });
    await it.lead('lead_1');
    await it.ask('lead_1');
    await it.byHand('lead_1', 'ada');
    await it.tellParked();
    const { document } = defaultDocument('deadlines');
    const silent = await world({ ada: absent, bea: absent }, undefined, undefined, {
      ...document,
      messages: { every: 'PT15M', atOnce: [], capacity: 'off' },
    });
    await silent.lead('lead_1');
    await silent.ask('lead_1');
    await silent.tellParked();
    expect([it.mailer.sent, silent.mailer.sent]).toEqual([[], []]);
  });

  it('forgets leads that left by another way', async () => {
    const it = await world({ ada: { perHour: 1 }, bea: absent });
    for (const leadId of ['lead_a', 'lead_b', 'lead_c']) {
      await it.lead(leadId);
      await it.ask(leadId);
    }
    const waiting = await it.store.load('lead_b');
    if (!waiting) throw new Error('no lead_b');
    const gone: Draft = { type: 'LeadExcluded', to: 'excluded', data: { reason: 'competitor' } };
    const watch = await clockRules(defaultRules());
    const origin = { now: NOW, by: 'staff:1', correlationId: 'cor_1' };
    await it.store.commit({
      ...recordWatched('lead_b', waiting, [gone], origin, watch),
      expectedVersion: waiting.version,
    });
    await it.ask('lead_c', '2027-01-19T10:00:00.000Z');
    expect(await it.owner('lead_c')).toBe('ada');
    expect((await it.store.loadLedger('all'))?.waiting).toEqual([]);
  });
});

describe('a line of leads that only somebody absent can take', () => {
  const BACK = '2027-01-22T09:00:00.000Z';

  /** Bea is away, and Ada has had as many leads as asked for, which wait for Bea now. */
  async function waitingForBea(count: number) {
    const it = await world({ ada: {}, bea: absent });
    const leads = Array.from({ length: count }, (_, n) => `lead_${n}`);
    for (const leadId of leads) {
      await it.lead(leadId, { value: 90 });
      await it.ask(leadId);
      const data = { owner: 'ada', why: 'declined' as const };
      await it.happen(leadId, [{ type: 'OwnerReleased', to: 'qualified', data }]);
      await it.ask(leadId);
    }
    return { it, leads };
  }

  it.each([3, 30])('does not lengthen the turns of the others: %i wait', async (count) => {
    const { it, leads } = await waitingForBea(count);
    expect(new Set(await it.owners(leads))).toEqual(new Set([null]));
    await it.lead('lead_new');
    const load = vi.spyOn(it.store, 'load');
    await it.ask('lead_new');
    expect(await it.owner('lead_new')).toBe('ada');
    expect(load.mock.calls.length).toBeLessThan(8);
  });

  it('is asked first when that person is back, in its order', async () => {
    const { it, leads } = await waitingForBea(3);
    await it.lead('lead_new');
    await it.ask('lead_new', BACK);
    expect(await it.owners(leads)).toEqual(['bea', 'bea', 'bea']);
  });

  it('loses one by one those that left it by another way', async () => {
    const { it, leads } = await waitingForBea(3);
    for (const leadId of leads) await it.byHand(leadId, 'ada');
    const line = async () => (await it.store.loadLedger('all'))?.waiting?.length;
    expect(await line()).toBe(3);
    for (let n = 1; n <= 3; n++) {
      await it.lead(`lead_new_${n}`);
      await it.ask(`lead_new_${n}`);
      expect(await line()).toBe(3 - n);
    }
  });
});

describe('who can take a lead (R128)', () => {
  it('is a member who has room in the day: coming back brings the share, not a flood', async () => {
    const it = await world({ ada: { ...absent, perDay: 3 }, bea: {} });
    const give = async (name: string, count: number, now: string) => {
      for (let n = 0; n < count; n++) {
        await it.lead(`lead_${name}${n}`, { at: now });
        await it.ask(`lead_${name}${n}`, now);
      }
      return (await it.store.loadLedger('all'))?.members.ada?.got ?? 0;
    };
    expect(await give('away', 20, NOW)).toBe(0);
    expect(await give('back', 4, '2027-01-22T09:00:00.000Z')).toBe(2);
    expect(await give('busy', 20, '2027-01-22T10:00:00.000Z')).toBe(3);
    expect(await give('next', 20, '2027-01-23T10:00:00.000Z')).toBe(6);
  });

  it('is a member whose calendar is open; the lead waits until it opens', async () => {
    const it = await world({ ada: { hours: 'company' }, bea: { hours: 'company', ...absent } });
    const evening = '2027-01-22T16:00:00.000Z';
    await it.lead('lead_a', { at: evening });
    await it.ask('lead_a', evening);
    expect(await it.owner('lead_a')).toBeNull();
    // Friday evening: within a day, though the office opens on Monday.
    expect(await it.wakesAt('lead_a')).toBe('2027-01-23T16:00:00.000Z');
    await it.ask('lead_a', '2027-01-23T16:00:00.000Z');
    await it.ask('lead_a', '2027-01-25T08:00:00.000Z');
    expect(await it.owner('lead_a')).not.toBeNull();
  });

  it('is first of all a member who speaks the language, and only such a one where the pool says so', async () => {
    const french = { facts: { language: 'fr' } };
    const speaker = { ada: { languages: ['de', 'fr'] }, bea: { languages: ['de'] } };
    const it = await world(speaker);
    for (const leadId of ['lead_a', 'lead_b', 'lead_c']) {
      await it.lead(leadId, french);
      await it.ask(leadId);
    }
    expect(await it.owners(['lead_a', 'lead_b', 'lead_c'])).toEqual(['ada', 'ada', 'ada']);
    expect((await it.store.load('lead_a'))?.assignment?.candidates).toContainEqual({
      id: 'bea',
      passedOver: 'language',
    });
    const away = { ...speaker, ada: { ...speaker.ada, ...absent } };
    const mild = await world(away);
    const strict = await world(away, 'must');
    for (const pool of [mild, strict]) {
      await pool.lead('lead_a', french);
      await pool.ask('lead_a');
    }
    expect([await mild.owner('lead_a'), await strict.owner('lead_a')]).toEqual(['bea', null]);
  });
});

describe('the number of leads that somebody works on', () => {
  const over: [string, Draft[]][] = [
    [
      'lost',
      [
        { type: 'LeadAccepted', to: 'accepted', data: { owner: 'ada' } },
        { type: 'LeadLost', to: 'lost', data: { reason: 'price' } },
      ],
    ],
    [
      'returned',
      [{ type: 'LeadReturned', to: 'qualifying', data: { owner: 'ada', reason: 'not-ripe', missing: [] } }],
    ],
  ];

  it.each(over)('holds, and gives room when a lead is %s: whoever waits first is next', async (_, drafts) => {
    const it = await world({ ada: { open: 2 }, bea: absent });
    const all = ['lead_a', 'lead_b', 'lead_c', 'lead_d'];
    for (const leadId of all) {
      await it.lead(leadId);
      await it.ask(leadId);
    }
    expect(await it.owners(all)).toEqual(['ada', 'ada', null, null]);
    expect((await it.store.loadWithHistory('lead_c'))?.events.at(-1)).toMatchObject({ type: 'LeadParked' });
    await it.happen('lead_a', drafts);
    // The message of the lead that is over, twice.
    await it.ask('lead_a');
    await it.ask('lead_a');
    expect((await it.owners(all)).slice(1)).toEqual(['ada', 'ada', null]);
  });

  it('is known of leads that were given before there was a limit', async () => {
    const it = await world({ ada: {}, bea: absent });
    for (const leadId of ['lead_a', 'lead_b']) {
      await it.lead(leadId);
      await it.ask(leadId);
    }
    const pool: Pool = { id: 'all', name: 'All', members: [{ agent: 'ada', weight: 1, open: 3 }] };
    expect((await ledgerOf(it.store, pool)).ledger.members.ada?.open).toEqual(['lead_a', 'lead_b']);
  });

  it('counts leads given by hand', async () => {
    const it = await world({ ada: { open: 1 }, bea: absent });
    await it.lead('lead_a');
    await it.byHand('lead_a', 'ada');
    await it.lead('lead_b');
    await it.ask('lead_b');
    expect(await it.owners(['lead_a', 'lead_b'])).toEqual(['ada', null]);
  });
});

describe('a named account', () => {
  const accounts = [
    { id: 'werft', domains: ['werft.example'], names: ['Nord Werft AG'], owner: 'bea', because: 'named' },
  ];

  it.each([
    ['its domain', { domain: 'werft.example' }, 'bea'],
    ['a part of its domain', { domain: 'kiel.werft.example' }, 'bea'],
    ['its name, however it is written', { name: ' nord  WERFT ag ' }, 'bea'],
    ['a domain that only ends like it', { domain: 'nordwerft.example' }, 'ada'],
  ])('goes to its owner by %s, whoever is next', async (_, organisation, owner) => {
    const it = await world({ bea: { weight: 0.001 } }, undefined, accounts);
    await it.lead('lead_a', { organisation });
    await it.ask('lead_a');
    expect(await it.owner('lead_a')).toBe(owner);
  });

  it('says so, and costs nobody a turn', async () => {
    const it = await world({}, undefined, accounts);
    await it.lead('lead_a', { organisation: { domain: 'werft.example' } });
    await it.ask('lead_a');
    const rule = 'route/account/werft';
    expect((await it.store.load('lead_a'))?.assignment).toMatchObject({ rule, because: 'named' });
    expect((await it.store.loadLedger('all'))?.members ?? {}).toEqual({});
  });
});

describe('a customer with a new wish', () => {
  const order = { id: 'order_1', at: NOW };
  const won: Draft[] = [
    {
      type: 'LeadAssigned',
      to: 'assigned',
      data: {
        pool: 'all',
        owner: { id: 'bea', name: 'Bea' },
        assignment: { rule: 'x', because: 'x', rulesHash: 'x', at: NOW, turn: 1, candidates: [] },
      },
    },
    { type: 'LeadAccepted', to: 'accepted', data: { owner: 'bea' } },
    { type: 'OpportunityOpened', to: 'opportunity', data: {} },
    { type: 'LeadWon', to: 'won', data: { order } },
    { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
    { type: 'LeadQualified', to: 'qualified', data: {} },
  ];

  it.each([
    ['stays with whoever won them, which costs nobody a turn', {}, 'bea', 0],
    ['goes to whose turn it is while that person is away', { bea: absent }, 'ada', 1],
    [
      'goes to the deputy of who is away, which costs nobody a turn',
      { bea: { ...absent, deputy: 'ada' } },
      'ada',
      0,
    ],
    [
      'waits for a turn where the deputy is away too',
      { bea: { ...absent, deputy: 'ada' }, ada: absent },
      null,
      0,
    ],
  ])('%s', async (_, members, owner, turns) => {
    const it = await world(members);
    await it.lead('lead_a');
    const before = await it.store.load('lead_a');
    if (!before) throw new Error('no lead_a');
    const watch = await clockRules(defaultRules());
    const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };
    await it.store.commit({
      ...recordWatched('lead_a', before, won, origin, watch),
      expectedVersion: before.version,
    });
    await it.ask('lead_a');
    expect(await it.owner('lead_a')).toBe(owner);
    const counted = Object.values((await it.store.loadLedger('all'))?.members ?? {});
    expect(counted.reduce((sum, { got }) => sum + got, 0)).toBe(turns);
  });
});
