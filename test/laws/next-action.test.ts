import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act } from '../../functions/route/rules/act.ts';
import { type CallNote, noteCall } from '../../functions/route/rules/call-note.ts';
import { type ClockAction, moveClock } from '../../functions/route/rules/pause-clock.ts';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { DeadlineName, nextDue } from '../../shared/domain/clock.ts';
import type { LeadEvent } from '../../shared/domain/events.ts';
import { rebuild } from '../../shared/domain/evolve.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { type Lead, nextAction } from '../../shared/domain/lead.ts';
import { dismiss, mergeByHand, recognised, unmerge } from '../../shared/merge-leads.ts';
import { IDS, type Id, TwoLives } from './two-lives.ts';

function hasNextAction(lead: Lead, events: readonly LeadEvent[]): void {
  if (lead.state !== 'qualifying') return;
  const last = events.at(-1)?.type;
  expect(nextAction(lead), `after ${last}`).not.toBeNull();
  expect(nextDue(lead.clocks), `after ${last}`).not.toBeNull();
  expect(lead.round - (lead.roundsBefore ?? 0)).toBeLessThan(100);
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

/** Something happens to one of the two, or to both. */
type Step = (lives: TwoLives, id: Id) => Promise<unknown>;

const acting =
  (request: Parameters<typeof act>[1]): Step =>
  (lives, id) =>
    lives.change(id, (lead) => act(lead, request, lives.now()));
const calling =
  (result: CallNote['result']): Step =>
  (lives, id) =>
    lives.change(id, (lead, { calendars }) => {
      const known = { definition: defaultDocument('definition'), calendars: calendars.document };
      return noteCall(lead, { action: 'call-note', result }, known, lives.now());
    });
const assign: Step = (lives, id) =>
  lives.change(id, ({ state }) => {
    const assignment = { rule: 'r', because: '', rulesHash: 'h', at: lives.now(), turn: 1, candidates: [] };
    const owner = { id: 'anna', name: 'Anna' };
    return state === 'qualified'
      ? [{ type: 'LeadAssigned', to: 'assigned', data: { pool: 'north', owner, assignment } }]
      : [];
  });
const stops =
  (request: ClockAction): Step =>
  (lives, id) =>
    lives.change(id, (lead, rules) => moveClock(lead, request, lives.now(), rules));
const pausing = (clock: DeadlineName, days: number): Step => {
  return (lives, id) => {
    const until = new Date(Date.parse(lives.now()) + days * 86_400_000).toISOString();
    return stops({ action: 'pause', clock, reason: 'in bankruptcy', until })(lives, id);
  };
};

/** The person answers a questionnaire. */
const answering =
  (found: Facts): Step =>
  (lives, id) =>
    lives.change(id, () => [{ type: 'FactsChanged', data: { facts: found, source: 'questionnaire' } }]);
const doing =
  (type: string): Step =>
  (lives, id) =>
    lives.change(id, ({ seq }) => {
      const act = { id: `${type}.${seq}`, type, at: lives.now() };
      return [{ type: 'BehaviourSeen', data: { acts: [act], voided: [] } }];
    });

const cause = { rule: 'identity/judge', because: '12 bits', rulesHash: 'h', score: 12, evidence: [] };
const compared =
  (verdict: 'merge' | 'review', quarantine: boolean): Step =>
  (lives) =>
    recognised(lives.ports, IDS, { verdict, cause, quarantine }, lives.origin());
const joined: Step = (lives, id) => mergeByHand(lives.ports, { ids: IDS, into: id }, lives.origin());
const parted: Step = (lives, leadId) => unmerge(lives.ports, { leadId }, lives.origin());
const different: Step = (lives) => dismiss(lives.ports, { ids: IDS }, lives.origin());

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 70 }).map(
      (days): Step =>
        (lives) =>
          lives.wait(days),
    ),
  },
  {
    weight: 2,
    arbitrary: facts.map(
      (found): Step =>
        (lives, id) =>
          lives.writes(id, found),
    ),
  },
  { weight: 2, arbitrary: facts.map((found) => acting({ action: 'answer', facts: found })) },
  facts.map(answering),
  fc.constantFrom('price-page', 'white-paper', 'webinar-sign-up').map(doing),
  fc.constant(assign),
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...DeadlineName.options), fc.integer({ min: 1, max: 360 }))
      .map(([clock, days]) => pausing(clock, days)),
  },
  fc.constantFrom(...DeadlineName.options).map((clock) => stops({ action: 'resume', clock })),
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      compared('merge', false),
      compared('review', true),
      compared('review', false),
      joined,
      parted,
      parted,
      different,
    ),
  },
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
const history = fc.array(fc.tuple(steps, fc.constantFrom(...IDS)), { minLength: 1, maxLength: 30 });

describe('whatever happens to leads, also while deadlines stand still or two are taken for one person', () => {
  it('while one is in qualification there is a next action with a date, and a step on the index of what is due (R119, R145)', async () => {
    await fc.assert(
      fc.asyncProperty(facts, facts, history, async (first, second, later) => {
        const lives = new TwoLives(hasNextAction);
        await lives.writes('lead_1', first);
        await lives.writes('lead_2', second);
        for (const [step, id] of later) {
          await step(lives, id);
          await lives.tell();
        }
        for (const id of IDS) {
          const told = await lives.store.loadItself(id);
          expect(told && { ...rebuild(told.events), version: told.lead.version }).toEqual(told?.lead);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('one leaves qualification by a rule in the end, with the reason, and comes back when the person asks again (R104, R106)', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (first) => {
        const lives = new TwoLives(hasNextAction);
        await lives.writes('lead_1', { ...first, authority: 'user', need: 'none' });
        if ((await lives.itself('lead_1'))?.state !== 'qualifying') return;
        await lives.wait(400);
        expect(await lives.itself('lead_1')).toMatchObject({
          state: 'dormant',
          reason: expect.stringMatching(/^(no-sign-of-life|max-iterations|small-value)$/),
        });
        await lives.writes('lead_1', {});
        const back = await lives.itself('lead_1');
        expect(back).toMatchObject({ state: 'qualifying', reason: null });
        expect(back?.facts).toMatchObject(first.orderVolume ? { orderVolume: first.orderVolume } : {});
      }),
      { numRuns: 20 },
    );
  });
});
