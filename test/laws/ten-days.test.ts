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
import { addBusinessMinutes, localDate } from '../../shared/domain/business-time.ts';
import type { Draft, LeadEvent } from '../../shared/domain/events.ts';
import type { Lead, Score } from '../../shared/domain/lead.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import { clockRules, recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';

/** Two working weeks from a Monday on, and their weekend. */
const BEGIN = Date.parse('2027-01-17T23:00:00.000Z');
const END = Date.parse('2027-01-29T23:00:00.000Z');
const LEADS = 300;
const MINUTE = 60_000;
const rules = defaultRules();
const calendar = defaultDocument('calendars').document.calendars.company;
const iso = (at: number) => new Date(at).toISOString();

/** What owners do with a lead, in minutes of opening hours after it is theirs; whoever is not named looks after it at once. */
const habits: Record<string, 'ignores' | 'never-calls' | 'declines'> = {
  'jonas-wulff': 'ignores',
  'mira-hansen': 'never-calls',
  'selma-aydin': 'declines',
  'tomasz-nowak': 'ignores',
};
const away = {
  'urs-keller': [{ from: '2027-01-19', to: '2027-01-22' }],
  'anke-petersen': [{ from: '2027-01-25', to: '2027-01-26' }],
};

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const bant = { budget: null, authority: null, need: null, time: null };
const score = (value: number): Score => ({
  value,
  scaled: value,
  code: '2B',
  bant,
  rulesHash: 'x',
  criteria: [],
});

/** The functions on one store, with time that jumps to whatever is next: an inquiry, an owner, or a sweep that finds something. */
async function twoWeeks(seed: number) {
  const random = randomOf(seed);
  const memory = memoryLeadStore();
  const stored: LeadEvent[] = [];
  const store: LeadStore = {
    ...memory,
    commit: async (change) => {
      const written = await memory.commit(change);
      if (written.outcome === 'stored') stored.push(...change.events);
      return written;
    },
  };
  const ports = { store, rules, absences: memoryAbsences(), people: memoryPeople(), turns: memoryQueue() };
  for (const [owner, absences] of Object.entries(away)) await ports.absences.replace(owner, absences);
  const watch = await clockRules(rules);
  const agenda: { at: number; run: () => Promise<unknown> }[] = [];
  let at = BEGIN;

  const plan = (minutes: number, run: () => Promise<unknown>) =>
    agenda.push({ at: Date.parse(addBusinessMinutes(iso(at), minutes, calendar)), run });

  const arrive = (leadId: string, postcode: string, value: number) => {
    const now = iso(at);
    const facts = { country: 'DE', postcode, email: `${leadId}@x.example` };
    const drafts: Draft[] = [
      { ...received(facts, now, `inq_${leadId}`), to: 'received' },
      { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
      { type: 'LeadScored', data: { score: score(value), class: 'hot', stage: 'SQL' } },
      { type: 'LeadQualified', to: 'qualified', data: {} },
    ];
    const origin = { now, by: 'system', correlationId: 'c' };
    return store.commit({ ...recordWatched(leadId, null, drafts, origin, watch), expectedVersion: null });
  };

  /** What the owner of a lead will do about it. */
  const expectOwner = ({ leadId, data }: Extract<LeadEvent, { type: 'LeadAssigned' }>) => {
    const owner = data.owner.id;
    const turn = data.assignment.turn;
    const link = { purpose: 'assignment' as const, leadId, turn, owner, expires: iso(END) };
    const does = (asked: { action: 'accept' | 'contacted' } | { action: 'decline'; reason: 'no-capacity' }) =>
      actAsOwner(ports, link, { asked }, { now: iso(at), correlationId: `c-${stored.length}` });
    const habit = habits[owner];
    if (habit === 'ignores') return;
    const soon = 20 + Math.floor(random() * 200);
    if (habit === 'declines') plan(soon, () => does({ action: 'decline', reason: 'no-capacity' }));
    else plan(soon, () => does({ action: 'accept' }));
    if (habit === undefined)
      plan(soon + 30 + Math.floor(random() * 400), () => does({ action: 'contacted' }));
  };

  /** Events go where they are sent to, until all is quiet. */
  const settle = async () => {
    for (let event = stored.shift(); event; event = stored.shift()) {
      history.push(event);
      if (event.type === 'LeadAssigned') expectOwner(event);
      if (!destinations(event).includes('route')) continue;
      await routeLead(ports, { ...event, eventId: event.id, correlationId: 'c' });
      for (const { body } of ports.turns.drain()) await assignLead(ports, TurnMessage.parse(body), iso(at));
    }
  };
  const history: LeadEvent[] = [];

  for (let i = 0; i < LEADS; i++) {
    const region = random() < 0.5 ? '20095' : '80331';
    const value = 42 + Math.floor(random() * 58);
    const when = BEGIN + random() * (END - BEGIN - 3 * 86_400_000);
    agenda.push({ at: when, run: () => arrive(`lead_${i}`, region, value) });
  }
  while (at < END) {
    const { leadIds, nextAt } = await store.due(iso(at), 1000);
    for (const leadId of leadIds) await takeDueSteps({ store, rules, now: () => iso(at) }, leadId);
    await settle();
    agenda.sort((one, other) => one.at - other.at);
    // A sweep comes each minute, and takes what was due before it.
    const due = leadIds.length > 0 ? at : nextAt === null ? END : Math.max(at, Date.parse(nextAt));
    const swept = (Math.floor(due / MINUTE) + 1) * MINUTE;
    at = Math.min(agenda[0]?.at ?? END, swept, END);
    while (agenda[0] && agenda[0].at <= at) await agenda.shift()?.run();
    await settle();
  }
  const leads = await Promise.all(Array.from({ length: LEADS }, (_, i) => store.load(`lead_${i}`)));
  return { leads: leads.filter((lead): lead is Lead => lead !== null), history };
}

const weeks = await Promise.all([1, 2, 3].map(async (seed) => ({ seed, ...(await twoWeeks(seed)) })));

describe.each(weeks)(
  'ten business days with owners who are away, ignore, decline and forget, story $seed (R128, R131, R148)',
  ({ leads, history }) => {
    it('every lead is contacted or escalated in time', () => {
      expect(leads).toHaveLength(LEADS);
      const promised = ['routing', 'acceptance', 'first-contact'];
      const late = leads.flatMap(({ id, clocks }) =>
        clocks
          .filter((clock) => promised.includes(clock.name))
          .filter((clock) => (clock.stoppedAt ?? iso(END)) > clock.limit)
          .map((clock) => ({ id, ...clock })),
      );
      // Whatever was late was told at its limit, within the minute of the sweep, or given to the next one.
      const told = (lead: string, run: string, limit: string) =>
        history.some(
          (event) =>
            event.type === 'ClockStepTaken' &&
            event.leadId === lead &&
            event.data.run === run &&
            event.data.tell === 'process-owner' &&
            Date.parse(event.at) - Date.parse(limit) <= MINUTE,
        );
      expect(late.length).toBeGreaterThan(50);
      expect(late.filter(({ id, run, limit }) => !told(id, run, limit))).toEqual([]);
      // No step waits for longer than the sweep.
      const left = leads.flatMap(({ clocks }) =>
        clocks.flatMap(({ state, steps }) =>
          state === 'running' ? steps.filter(({ at, taken }) => !taken && at < iso(END - MINUTE)) : [],
        ),
      );
      expect(left).toEqual([]);
      // Nobody sits on a lead: it is contacted, in time with its owner, or with the process owner.
      const stuck = leads.filter(
        ({ id, contactedAt, clocks }) =>
          !contactedAt &&
          !clocks.some(
            ({ name, state, run, limit }) =>
              promised.includes(name) && state === 'running' && (limit >= iso(END) || told(id, run, limit)),
          ),
      );
      expect(stuck.map(({ id, state }) => `${id} ${state}`)).toEqual([]);
      const contacted = leads.filter(({ contactedAt }) => contactedAt !== null).length;
      expect(contacted).toBeGreaterThan(LEADS / 2);
    });

    it('every ripe lead gets its first owner by a rule and by nobody’s hand (R139)', () => {
      const first = new Map<string, LeadEvent>();
      for (const event of history)
        if (event.type === 'LeadAssigned' && !first.has(event.leadId)) first.set(event.leadId, event);
      const byRule = [...first.values()].filter(
        ({ by, rule }) => by === 'system' && rule?.startsWith('route/'),
      );
      expect(byRule).toHaveLength(LEADS);
    });

    it('nobody gets a lead on a day of absence, and nobody has the same lead twice', () => {
      const given = history.flatMap((event) =>
        event.type === 'LeadAssigned'
          ? [{ lead: event.leadId, owner: event.data.owner.id, day: localDate(event.at, calendar) }]
          : [],
      );
      const absent = ({ owner, day }: { owner: string; day: string }) =>
        Object.entries(away).some(
          ([id, days]) => id === owner && days.some(({ from, to }) => from <= day && day <= to),
        );
      expect(given.length).toBeGreaterThan(LEADS);
      expect(given.filter(absent)).toEqual([]);
      const pairs = given.map(({ lead, owner }) => `${lead} ${owner}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    });
  },
);
