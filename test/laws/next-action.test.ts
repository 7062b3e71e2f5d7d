import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinations } from '../../functions/dispatch/rules/destinations.ts';
import { act } from '../../functions/route/rules/act.ts';
import { type CallNote, noteCall } from '../../functions/route/rules/call-note.ts';
import { decide } from '../../functions/score/rules/decide.ts';
import { occasionOf } from '../../functions/score/rules/occasion.ts';
import { dueSteps } from '../../functions/sla/rules/due-steps.ts';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { nextDue } from '../../shared/domain/clock.ts';
import type { Draft, LeadEvent } from '../../shared/domain/events.ts';
import { inquiryOf } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import { type Lead, nextAction } from '../../shared/domain/lead.ts';
import { recordWatched } from '../../shared/rules/watch.ts';
import { received } from '../fixtures/lead.ts';

const clocks = { deadlines: defaultDocument('deadlines'), calendars: defaultDocument('calendars') };
const rules = {
  scoring: defaultDocument('scoring'),
  definition: defaultDocument('definition'),
  exclusion: defaultDocument('exclusion'),
  nurture: defaultDocument('nurture'),
};
const begin = Date.parse('2026-01-05T09:00:00.000Z');

/** One lead whose events are told to the score at once, as the queues do. */
class Life {
  at = begin;
  lead: Lead | null = null;
  events: LeadEvent[] = [];

  now = () => new Date(this.at).toISOString();

  record(drafts: readonly Draft[]): void {
    if (drafts.length === 0) return;
    const origin = { now: this.now(), by: 'system', correlationId: 'cor' };
    const change = recordWatched('lead_1', this.lead, drafts, origin, clocks);
    this.lead = change.lead;
    this.events.push(...change.events);
    this.check();
    for (const event of change.events) this.tell(event);
  }

  private tell(event: LeadEvent): void {
    if (!this.lead || !destinations(event).includes('score')) return;
    const cause = { type: event.type, at: event.at, inquiryId: inquiryOf(event) };
    const inquiry =
      event.type === 'InquiryReceived' ? ({ ...event.data.inquiry, facts: {} } as Inquiry) : null;
    for (let time = 0; time < 2; time++)
      this.record(decide(this.lead, occasionOf(this.lead, cause, inquiry), rules, this.now()));
  }

  /** Time passes; each step is taken a minute after it is due. */
  wait(days: number): void {
    const until = this.at + days * 86_400_000;
    for (;;) {
      const due = this.lead && nextDue(this.lead.clocks);
      if (!due || Date.parse(due) >= until || !this.lead) break;
      this.at = Math.max(this.at, Date.parse(due)) + 60_000;
      this.record(dueSteps(this.lead, this.now(), clocks.deadlines));
    }
    this.at = Math.max(this.at, until);
  }

  check(): void {
    const { lead } = this;
    if (lead?.state !== 'qualifying') return;
    const last = this.events.at(-1);
    expect(nextAction(lead), `after ${last?.type}`).not.toBeNull();
    expect(nextDue(lead.clocks), `after ${last?.type}`).not.toBeNull();
    expect(lead.round - (lead.roundsBefore ?? 0)).toBeLessThan(100);
  }
}

const facts = fc.record<Facts>(
  {
    orderVolume: fc.constantFrom(10, 5_000, 80_000),
    authority: fc.constantFrom('decider', 'user'),
    need: fc.constantFrom('concrete', 'general', 'none'),
    timeframe: fc.constantFrom('2026-02-01', '2027-06-01'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;

type Step = (life: Life) => void;
const acting =
  (request: Parameters<typeof act>[1]): Step =>
  (life) => {
    const drafts = life.lead && act(life.lead, request, life.now());
    if (Array.isArray(drafts)) life.record(drafts);
  };
const calling =
  (result: CallNote['result']): Step =>
  (life) => {
    const known = { definition: rules.definition, calendars: clocks.calendars.document };
    const drafts = life.lead && noteCall(life.lead, { action: 'call-note', result }, known, life.now());
    if (Array.isArray(drafts)) life.record(drafts);
  };
const assign: Step = (life) => {
  if (life.lead?.state !== 'qualified') return;
  const at = life.now();
  const assignment = { rule: 'r', because: '', rulesHash: 'h', at, turn: 1, candidates: [] };
  const owner = { id: 'anna', name: 'Anna' };
  life.record([{ type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } }]);
};

/** The person answers a questionnaire. */
const answering =
  (found: Facts): Step =>
  (life) =>
    life.record([{ type: 'FactsChanged', data: { facts: found, source: 'questionnaire' } }]);
const doing =
  (type: string): Step =>
  (life) => {
    const act = { id: `${type}.${life.events.length}`, type, at: life.now() };
    life.record([{ type: 'BehaviourSeen', data: { acts: [act], voided: [] } }]);
  };
/** Somebody is asked whether the lead is the same person as another, and says no. */
const doubted: Step = (life) => {
  life.record([{ type: 'DuplicateSuspected', data: { lead: 'lead_2', asked: true } }]);
  life.record([{ type: 'DuplicateDismissed', data: { lead: 'lead_2' } }]);
};

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 70 }).map(
      (days): Step =>
        (life) =>
          life.wait(days),
    ),
  },
  {
    weight: 2,
    arbitrary: facts.map(
      (found): Step =>
        (life) =>
          life.record([
            received({ email: 'a@b.example', ...found }, life.now(), `inq_${life.events.length}`),
          ]),
    ),
  },
  { weight: 2, arbitrary: facts.map((found) => acting({ action: 'answer', facts: found })) },
  facts.map(answering),
  fc.constantFrom('price-page', 'white-paper', 'webinar-sign-up').map(doing),
  fc.constant(doubted),
  fc.constant(assign),
  fc.constantFrom<Step>(
    acting({ action: 'accept' }),
    acting({ action: 'return', reason: 'not-ripe', missing: [] }),
    acting({ action: 'lost', reason: 'price' }),
    acting({ action: 'won' }),
    acting({ action: 'decline', reason: 'other' }),
    calling('not-reached'),
    calling('refused'),
    calling('wrong-number'),
    acting({ action: 'note', note: 'n' }),
    acting({ action: 'override', class: 'hot', reason: 'by hand', until: '2026-06-01T00:00:00.000Z' }),
    acting({ action: 'override', class: 'cold', reason: 'by hand' }),
    acting({ action: 'override', class: 'by-rule', reason: 'by hand' }),
    acting({ action: 'override', exclusion: 'competitor', reason: 'by hand' }),
  ),
);

describe('whatever happens to a lead', () => {
  it('while it is in qualification there is a next action with a date, and a step on the index of what is due (R119, R145)', () => {
    fc.assert(
      fc.property(facts, fc.array(steps, { minLength: 1, maxLength: 25 }), (first, later) => {
        const life = new Life();
        life.record([received({ email: 'a@b.example', ...first }, life.now(), 'inq_first')]);
        for (const step of later) step(life);
        expect(rebuild(life.events)).toEqual({ ...life.lead, version: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('it leaves qualification by a rule in the end, with the reason, and comes back when the person asks again (R104, R106)', () => {
    fc.assert(
      fc.property(facts, (first) => {
        const life = new Life();
        life.record([
          received(
            { email: 'a@b.example', ...first, authority: 'user', need: 'none' },
            life.now(),
            'inq_first',
          ),
        ]);
        if (life.lead?.state !== 'qualifying') return;
        life.wait(400);
        expect(life.lead).toMatchObject({
          state: 'dormant',
          reason: expect.stringMatching(/^(no-sign-of-life|max-iterations|small-value)$/),
        });
        life.record([received({ message: 'again' } as Facts, life.now(), 'inq_again')]);
        expect(life.lead).toMatchObject({ state: 'qualifying', reason: null });
        expect(life.lead.facts).toMatchObject(first.orderVolume ? { orderVolume: first.orderVolume } : {});
      }),
      { numRuns: 40 },
    );
  });
});
