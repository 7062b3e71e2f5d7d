import { describe, expect, it } from 'vitest';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import type { Draft } from '../../shared/domain/events.ts';
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
  const ports = { store, rules, turns, absences: memoryAbsences() };
  const watch = await clockRules(rules);
  return {
    ...ports,
    async qualified(leadId: string, postcode = '20095') {
      const drafts: Draft[] = [
        {
          ...received({ country: 'DE', postcode, email: `${leadId}@x.example` }, NOW, `inq_${leadId}`),
          to: 'received',
        },
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
      ];
      await store.commit({ ...recordWatched(leadId, null, drafts, origin, watch), expectedVersion: null });
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
