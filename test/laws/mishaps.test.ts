import { describe, expect, it } from 'vitest';
import { destinations } from '../../functions/dispatch/rules/destinations.ts';
import { assignLead } from '../../functions/route/assign-lead.ts';
import { actAsOwner } from '../../functions/route/owner-act.ts';
import { routeLead } from '../../functions/route/route-lead.ts';
import { TurnMessage } from '../../functions/route/turn-message.ts';
import { takeDueSteps } from '../../functions/sla/take-due-steps.ts';
import { memoryAbsences } from '../../shared/adapters/memory/absences.ts';
import { defaultDocument, defaultRules } from '../../shared/adapters/memory/default-rules.ts';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryPeople } from '../../shared/adapters/memory/people.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import type { Draft, LeadEvent } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Documents } from '../../shared/rules/documents.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';

const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();
const agentsDocument = defaultDocument('agents').document;
const person = (id: string, over: object = {}) => ({
  ...{ id, name: id, email: `${id}@x.example`, language: 'de' as const },
  ...over,
});

/** A company of one pool or two; what people write in its documents holds from then on. */
function documentsOf(
  people: readonly ReturnType<typeof person>[],
  pools: Readonly<Record<string, readonly string[]>>,
): Partial<Documents> {
  const [first = ''] = Object.keys(pools);
  return {
    agents: { ...agentsDocument, agents: [...people, person('boss')], processOwner: 'boss' },
    pools: {
      ...defaultDocument('pools').document,
      pools: Object.entries(pools).map(([id, members]) => ({
        ...{ id, name: id },
        members: members.map((agent) => ({ agent, weight: 1 })),
      })),
    },
    routing: { version: 1, note: 'x', rules: [], fallback: { pool: first, because: first } },
  };
}

/** The functions on one store, with a clock that jumps to whatever is due next. */
function company(documents: Partial<Documents>, begin: string) {
  let active = defaultRules(documents);
  const rules: ActiveRules = { get: (subject) => active.get(subject) };
  const memory = memoryLeadStore();
  const fresh: LeadEvent[] = [];
  const history: LeadEvent[] = [];
  let at = Date.parse(begin);
  const store: LeadStore = {
    ...memory,
    commit: async (change) => {
      const written = await memory.commit(change);
      if (written.outcome === 'stored') fresh.push(...change.events);
      return written;
    },
  };
  const ports = { store, rules, absences: memoryAbsences(), people: memoryPeople(), turns: memoryQueue() };
  const settle = async () => {
    for (let event = fresh.shift(); event; event = fresh.shift()) {
      history.push(event);
      if (!destinations(event).includes('route')) continue;
      await routeLead(ports, { ...event, eventId: event.id, correlationId: 'c' });
      for (const { body } of ports.turns.drain()) await assignLead(ports, TurnMessage.parse(body), iso(at));
    }
  };
  return {
    ports,
    history,
    settle,
    now: () => iso(at),
    rewrite(instead: Partial<Documents>) {
      active = defaultRules(instead);
    },
    async arrive(leadId: string) {
      const drafts: Draft[] = [
        { ...received({ email: `${leadId}@x.example` }, iso(at), `inq_${leadId}`), to: 'received' },
        { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
        { type: 'LeadQualified', to: 'qualified', data: {} },
      ];
      const origin = { now: iso(at), by: 'system', correlationId: 'c' };
      const change = recordWatched(leadId, null, drafts, origin, await clockRules(rules));
      await store.commit({ ...change, expectedVersion: null });
      await settle();
    },
    async act(leadId: string, action: 'accept' | 'contacted' | 'opportunity', turn?: number, by?: string) {
      const lead = await store.load(leadId);
      const link = {
        ...{ purpose: 'assignment' as const, leadId, expires: '2100-01-01T00:00:00.000Z' },
        turn: turn ?? lead?.assignment?.turn ?? 0,
        owner: by ?? lead?.owner?.id ?? '',
      };
      const asked = action === 'opportunity' ? { action, volume: undefined } : { action };
      return actAsOwner(ports, link, { asked }, { now: iso(at), correlationId: 'c' });
    },
    sweep: async () => {
      const { leadIds } = await store.due(iso(at), 1000);
      for (const leadId of leadIds) await takeDueSteps({ store, rules, now: () => iso(at) }, leadId);
    },
    /** Lets time pass; a sweep comes each minute in which something is due. */
    async until(end: string) {
      while (at < Date.parse(end)) {
        const { leadIds, nextAt } = await store.due(iso(at), 1000);
        for (const leadId of leadIds) await takeDueSteps({ store, rules, now: () => iso(at) }, leadId);
        await settle();
        const next =
          leadIds.length > 0 ? at : nextAt === null ? Date.parse(end) : Math.max(at, Date.parse(nextAt));
        at = Math.min((Math.floor(next / MINUTE) + 1) * MINUTE, Date.parse(end));
      }
    },
  };
}

describe('what should not happen, and does', () => {
  it('two owners accept at one moment, while the limit of the first has just passed: one has the lead, and nothing happened twice (R123, R131)', async () => {
    for (let round = 0; round < 20; round++) {
      const it_ = company(
        documentsOf([person('ada'), person('bea')], { north: ['ada', 'bea'] }),
        '2027-01-19T08:00:00.000Z',
      );
      await it_.arrive('lead_1');
      const first = (await it_.ports.store.load('lead_1'))?.owner?.id ?? '';
      const second = first === 'ada' ? 'bea' : 'ada';
      await it_.until('2027-01-19T16:00:00.000Z');
      const clicks = [
        () => it_.act('lead_1', 'accept', 1, first),
        () => it_.act('lead_1', 'accept', 2, second),
        () => it_.sweep(),
        () => it_.act('lead_1', 'accept', 1, first),
        () => it_.settle(),
      ];
      await Promise.all([...clicks.slice(round % 5), ...clicks.slice(0, round % 5)].map((click) => click()));
      await it_.until('2027-01-19T16:02:00.000Z');
      const done = await Promise.all([
        it_.act('lead_1', 'accept', 1, first),
        it_.act('lead_1', 'accept', 2, second),
      ]);
      expect(done.filter(({ outcome }) => outcome === 'changed').length).toBeLessThanOrEqual(1);
      const found = await it_.ports.store.loadWithHistory('lead_1');
      expect(found?.lead.state).toBe('accepted');
      const { events = [] } = found ?? {};
      expect(events.filter(({ type }) => type === 'LeadAccepted')).toHaveLength(1);
      const released = events.filter(({ type }) => type === 'OwnerReleased').length;
      expect(events.filter(({ type }) => type === 'LeadAssigned')).toHaveLength(released + 1);
      expect(found?.lead.owner?.id).toBe(released === 0 ? first : second);
      expect(rebuild(events)).toEqual({ ...found?.lead, version: expect.any(Number) });
    }
  });

  it('an owner leaves the company with forty open leads: each goes to a colleague, or the process owner is told of it (R128, R148)', async () => {
    const team = { north: ['ada', 'bea', 'cem'] };
    const it_ = company(documentsOf([person('ada')], { north: ['ada'] }), '2027-01-19T08:00:00.000Z');
    const ids = Array.from({ length: 40 }, (_, i) => `lead_${i}`);
    for (const [i, id] of ids.entries()) {
      await it_.arrive(id);
      if (i % 4 > 0) await it_.act(id, 'accept');
      if (i % 4 > 1) await it_.act(id, 'contacted');
      if (i % 4 > 2) await it_.act(id, 'opportunity');
    }
    const after = documentsOf([person('bea'), person('cem')], { north: team.north.slice(1) });
    it_.rewrite(after);
    for (let day = 19; day < 19 + 31; day++) {
      await it_.until(new Date(Date.UTC(2027, 0, day, 12)).toISOString());
      for (const id of ids) {
        const lead = await it_.ports.store.load(id);
        if (lead?.state !== 'assigned' || lead.owner?.id === 'ada') continue;
        await it_.act(id, 'accept');
        await it_.act(id, 'contacted');
      }
    }
    const told = (leadId: string) =>
      it_.history.some(
        (event) =>
          event.type === 'ClockStepTaken' && event.leadId === leadId && event.data.tell === 'process-owner',
      );
    const left = [];
    for (const id of ids) {
      const lead = await it_.ports.store.load(id);
      if (lead?.owner?.id === 'ada' && !told(id)) left.push(`${id} ${lead.state}`);
    }
    expect(left).toEqual([]);
    const moved = await Promise.all(ids.map(async (id) => (await it_.ports.store.load(id))?.owner?.id));
    expect(moved.filter((owner) => owner !== 'ada').length).toBeGreaterThanOrEqual(20);
  });

  it.each([
    [
      'over New Year',
      '2026-12-23T12:00:00.000Z',
      { from: '2026-12-24', to: '2027-01-10' },
      '2027-01-11T08:00',
    ],
    [
      'across the change to summer time',
      '2027-03-25T12:00:00.000Z',
      { from: '2027-03-26', to: '2027-03-29' },
      '2027-03-30T07:00',
    ],
    [
      'across the change to winter time',
      '2027-10-28T12:00:00.000Z',
      { from: '2027-10-29', to: '2027-11-01' },
      '2027-11-02T08:00',
    ],
  ])(
    'all members are away %s: the lead waits, and goes to one of them in the first minute of opening',
    async (_, begin, days, opening) => {
      const away = {
        absences: [days, { from: begin.slice(0, 10), to: begin.slice(0, 10) }],
        hours: 'company',
      };
      const people = [person('ada', away), person('bea', away)];
      const it_ = company(documentsOf(people, { north: ['ada', 'bea'] }), begin);
      await it_.arrive('lead_1');
      expect(await it_.ports.store.load('lead_1')).toMatchObject({
        state: 'qualified',
        reason: 'nobody-available',
      });
      await it_.until(new Date(Date.parse(`${opening}:00.000Z`) + 60 * MINUTE).toISOString());
      const assigned = it_.history.filter(({ type }) => type === 'LeadAssigned');
      expect(assigned.map(({ at }) => at.slice(0, 15))).toEqual([opening.slice(0, 15)]);
      expect((await it_.ports.store.load('lead_1'))?.owner).not.toBeNull();
      // The waiting costs a write a day, and the process owner is told once that the promise is broken.
      expect(it_.history.length).toBeLessThan(60);
      expect(
        it_.history.filter(
          (event) =>
            event.type === 'ClockStepTaken' &&
            event.data.clock === 'routing' &&
            event.data.tell === 'process-owner',
        ),
      ).toHaveLength(1);
    },
  );

  it('a pool is dissolved while leads wait in its line: they go to the pool that the rules name instead', async () => {
    const away = person('ada', { absences: [{ from: '2027-01-18', to: '2027-06-30' }] });
    const it_ = company(
      documentsOf([away, person('bea')], { north: ['ada'], south: ['bea'] }),
      '2027-01-19T08:00:00.000Z',
    );
    const ids = ['lead_1', 'lead_2', 'lead_3'];
    for (const id of ids) await it_.arrive(id);
    expect((await it_.ports.store.loadLedger('north'))?.waiting).toHaveLength(3);
    it_.rewrite(documentsOf([away, person('bea')], { south: ['bea'] }));
    await it_.until('2027-01-20T08:02:00.000Z');
    for (const id of ids)
      expect(await it_.ports.store.load(id)).toMatchObject({
        state: 'assigned',
        pool: 'south',
        owner: { id: 'bea' },
      });
  });
});
