import { describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { organisationKeys } from '../../shared/rules/organisation-keys.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../../test/fixtures/lead.ts';
import { assignLead } from './assign-lead.ts';
import { routeLead } from './route-lead.ts';
import { TurnMessage } from './turn-message.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const origin = { now: NOW, by: 'system', correlationId: 'cor_1' };

async function world(rules = defaultRules()) {
  const store = memoryLeadStore();
  const turns = memoryQueue();
  const ports = { store, rules, turns, absences: memoryAbsences(), people: memoryPeople() };
  const watch = await clockRules(rules);
  return {
    ...ports,
    async qualified(leadId: string, postcode = '20095', company?: string) {
      const facts = {
        country: 'DE',
        postcode,
        email: `${leadId}@x.example`,
        ...(company ? { company } : {}),
      };
      const drafts: Draft[] = [
        { ...received(facts, NOW, `inq_${leadId}`), to: 'received' },
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
      ];
      const change = recordWatched(leadId, null, drafts, origin, watch);
      await store.commit({ ...change, expectedVersion: null });
      const organisations = organisationKeys(change.lead);
      await ports.people.enter({ leadId, keys: [], known: {}, organisations }, true);
    },
    route: (leadId: string, eventId = `${leadId}.3`) =>
      routeLead(ports, { eventId, type: 'LeadQualified', leadId, at: NOW, correlationId: 'cor_1' }),
    async work() {
      for (const { body } of turns.drain()) await assignLead(ports, TurnMessage.parse(body), NOW);
    },
  };
}

describe('a qualified lead', () => {
  it('that is addressed again goes to whoever had it, at no cost of a turn; if they are away, to whose turn it is (R137)', async () => {
    const it = await world();
    const formerOwner = { id: 'mira-hansen', name: 'Mira Hansen' };
    for (const [leadId, owner] of [
      ['lead_a', formerOwner],
      ['lead_b', { id: 'long-gone', name: 'Long Gone' }],
    ] as const) {
      await it.qualified(leadId);
      const drafts: Draft[] = [
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'win-back', formerOwner: owner } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
      ];
      const lead = await it.store.load(leadId);
      const change = recordWatched(leadId, lead, drafts, origin, await clockRules(it.rules));
      await it.store.commit({ ...change, expectedVersion: lead?.version ?? null });
      await it.route(leadId, `${leadId}.5`);
      await it.work();
    }
    expect(await it.store.load('lead_a')).toMatchObject({
      owner: { id: 'mira-hansen' },
      assignment: { rule: 'route/former-owner' },
    });
    expect((await it.store.load('lead_a'))?.formerOwner).toBeUndefined();
    expect((await it.store.load('lead_b'))?.assignment?.rule).toBe('route/north');
    const got = Object.values((await it.store.loadLedger('north'))?.members ?? {}).map((of) => of.got);
    expect(got.reduce((sum, of) => sum + of, 0)).toBe(1);
  });

  it('goes to the pool of its region and to the member whose turn it is, with the reasons stored (R123, R127)', async () => {
    const it = await world();
    await it.qualified('lead_a');
    await it.route('lead_a');
    await it.work();
    const lead = await it.store.load('lead_a');
    expect(lead).toMatchObject({ state: 'assigned', pool: 'north', owner: { id: expect.any(String) } });
    expect(lead?.assignment?.candidates).toHaveLength(3);
    expect(lead?.assignment?.rulesHash).toBe(defaultDocument('routing').hash);
  });

  it('has one owner and costs one turn, whatever is delivered twice', async () => {
    const it = await world();
    await it.qualified('lead_a');
    await Promise.all([it.route('lead_a', 'lead_a.3'), it.route('lead_a', 'lead_a.9')]);
    const messages = it.turns.drain();
    await Promise.all(
      [...messages, ...messages, ...messages].map(({ body }) => assignLead(it, TurnMessage.parse(body), NOW)),
    );
    const ledger = await it.store.loadLedger('north');
    expect(Object.values(ledger?.members ?? {}).reduce((sum, { got }) => sum + got, 0)).toBe(1);
    expect(
      (await it.store.loadWithHistory('lead_a'))?.events.filter(({ type }) => type === 'LeadAssigned'),
    ).toHaveLength(1);
  });

  it('is shared out by weight over many leads (R124)', async () => {
    const it = await world();
    for (let i = 0; i < 25; i++) {
      await it.qualified(`lead_${i}`);
      await it.route(`lead_${i}`);
    }
    await it.work();
    const got = Object.values((await it.store.loadLedger('north'))?.members ?? {}).map(
      (member) => member.got,
    );
    expect(got.sort()).toEqual([10, 10, 5]);
  });

  it('tells what was due to partners where direct sales could take it too, and nothing where they could not (R125)', async () => {
    const { agents, ...rest } = defaultDocument('agents').document;
    const partner = { channel: 'partner', partner: 'hansa' } as const;
    const split = agents.map((agent) => (agent.id === 'mira-hansen' ? { ...agent, ...partner } : agent));
    const it = await world(defaultRules({ agents: { ...rest, agents: split } }));
    for (let i = 0; i < 10; i++) {
      await it.qualified(`lead_${i}`);
      await it.route(`lead_${i}`);
    }
    await it.work();
    const leads = await Promise.all(Array.from({ length: 10 }, (_, i) => it.store.load(`lead_${i}`)));
    const told = leads.map((lead) => lead?.assignment?.partners);
    expect(told[0]).toMatchObject({ able: 1, share: 0.2 });
    expect(told.filter((one) => one?.got)).toHaveLength(2);
    const theirs = leads.filter((lead) => lead?.assignment?.partner === 'hansa');
    expect(theirs.map((lead) => lead?.owner?.id)).toEqual(['mira-hansen', 'mira-hansen']);
    await it.absences.replace('mira-hansen', [{ from: '2027-01-18', to: '2027-01-20' }]);
    await it.qualified('lead_alone');
    await it.route('lead_alone');
    await it.work();
    expect((await it.store.load('lead_alone'))?.assignment).not.toHaveProperty('partners');
  });

  it('passes a member over who entered an absence (R128)', async () => {
    const it = await world();
    await it.absences.replace('jonas-wulff', [{ from: '2027-01-18', to: '2027-01-19' }]);
    await it.absences.replace('mira-hansen', [{ from: '2027-01-20', to: '2027-01-22' }]);
    await it.qualified('lead_a');
    await it.route('lead_a');
    await it.work();
    const candidates = (await it.store.load('lead_a'))?.assignment?.candidates;
    expect(candidates?.filter(({ passedOver }) => passedOver)).toEqual([
      { id: 'jonas-wulff', passedOver: 'absent' },
    ]);
  });

  it('waits in the line, with the reason said once, when everybody is away (R128)', async () => {
    const agents = defaultDocument('agents').document;
    const away = agents.agents.map((agent) => ({
      ...agent,
      absences: [{ from: '2027-01-19', to: '2027-01-19' }],
    }));
    const it = await world(defaultRules({ agents: { ...agents, agents: away } }));
    await it.qualified('lead_a');
    await it.route('lead_a', 'lead_a.3');
    await it.work();
    await it.route('lead_a', 'lead_a.4');
    await it.work();
    const found = await it.store.loadWithHistory('lead_a');
    expect(found?.lead).toMatchObject({ state: 'qualified', reason: 'nobody-available', owner: null });
    expect(found?.events.filter(({ type }) => type === 'LeadParked')).toHaveLength(1);
    expect(await it.store.loadLedger('north')).toMatchObject({
      members: {},
      waiting: [{ leadId: 'lead_a' }],
    });
  });
});

describe('a lead of an organisation that somebody works on', () => {
  const WERFT = 'Nord Werft AG';
  const assignmentOf = async (it: Awaited<ReturnType<typeof world>>, leadId: string) => {
    await it.route(leadId);
    await it.work();
    return it.store.load(leadId);
  };
  const got = async (it: Awaited<ReturnType<typeof world>>) =>
    Object.values((await it.store.loadLedger('north'))?.members ?? {}).reduce(
      (sum, member) => sum + member.got,
      0,
    );

  it('goes to the same owner, at no cost of a turn, and says by which colleague (spec 5)', async () => {
    const it = await world();
    await it.qualified('lead_a', '20095', WERFT);
    const first = await assignmentOf(it, 'lead_a');
    for (const leadId of ['lead_b', 'lead_c', 'lead_d']) {
      await it.qualified(leadId, '20095', 'NORD-WERFT');
      expect(await assignmentOf(it, leadId)).toMatchObject({
        owner: { id: first?.owner?.id },
        assignment: { rule: 'route/organisation', colleague: expect.stringMatching(/^lead_[a-c]$/) },
      });
    }
    expect(await got(it)).toBe(1);
    expect((await it.store.load('lead_d'))?.assignment).not.toHaveProperty('tier');
  });

  it('goes to the deputy of an absent owner, and to whose turn it is where there is none', async () => {
    const it = await world();
    await it.qualified('lead_a', '20095', WERFT);
    const owner = (await assignmentOf(it, 'lead_a'))?.owner?.id ?? '';
    await it.absences.replace(owner, [{ from: '2027-01-18', to: '2027-01-20' }]);
    await it.qualified('lead_b', '20095', WERFT);
    const turn = await assignmentOf(it, 'lead_b');
    expect(turn).toMatchObject({
      state: 'assigned',
      assignment: { rule: 'route/north', tier: expect.any(String) },
    });
    expect(turn?.owner?.id).not.toBe(owner);
    expect(await got(it)).toBe(2);
  });

  it('goes by turn where the routing document has no such rule', async () => {
    const { organisations: _, ...routing } = defaultDocument('routing').document;
    const it = await world(defaultRules({ routing }));
    for (const leadId of ['lead_a', 'lead_b']) {
      await it.qualified(leadId, '20095', WERFT);
      expect((await assignmentOf(it, leadId))?.assignment?.rule).toBe('route/north');
    }
    expect(await got(it)).toBe(2);
  });

  it('goes to the owner of a colleague also out of the line of the pool', async () => {
    const agents = defaultDocument('agents').document;
    const away = agents.agents.map((agent) => ({
      ...agent,
      absences: [{ from: '2027-01-19', to: '2027-01-19' }],
    }));
    const it = await world(defaultRules({ agents: { ...agents, agents: away } }));
    for (const leadId of ['lead_a', 'lead_b']) {
      await it.qualified(leadId, '20095', WERFT);
      await assignmentOf(it, leadId);
    }
    const back = { ...it, rules: defaultRules() };
    await it.route('lead_b', 'lead_b.9');
    for (const { body } of it.turns.drain()) await assignLead(back, TurnMessage.parse(body), NOW);
    const owners = await Promise.all(
      ['lead_a', 'lead_b'].map(async (id) => (await it.store.load(id))?.owner?.id),
    );
    expect(owners[0]).toBeDefined();
    expect(owners[1]).toBe(owners[0]);
  });
});
