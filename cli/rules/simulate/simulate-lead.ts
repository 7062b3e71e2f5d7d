import { type Bound, routeOf } from '../../../functions/route/rules/route-of.ts';
import { decide } from '../../../functions/score/rules/decide.ts';
import { inquiryAsked, occasionOf } from '../../../functions/score/rules/occasion.ts';
import { DeadlineName } from '../../../shared/domain/clock.ts';
import { inquiryOf, type LeadEvent } from '../../../shared/domain/events.ts';
import { evolve } from '../../../shared/domain/evolve.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead, LeadClass, Score } from '../../../shared/domain/lead.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';
import type { ActiveDocument } from '../../../shared/ports/active-rules.ts';
import type { Documents } from '../../../shared/rules/documents.ts';
import { startClock } from '../../../shared/rules/watch.ts';

/** The documents of one side of a simulation. */
export type SimulatedRules = { [S in Simulated]: ActiveDocument<Documents[S]> };
type Simulated =
  | 'scoring'
  | 'definition'
  | 'exclusion'
  | 'nurture'
  | 'routing'
  | 'deadlines'
  | 'calendars'
  | 'pools'
  | 'agents';

/** A stored lead with all that was decided about it, and its inquiries by their ids. */
export interface StoredLead {
  events: readonly LeadEvent[];
  inquiries: ReadonlyMap<string, Inquiry>;
}

/** What the rules of one side make of a lead. */
export interface Outcome {
  class: LeadClass | null;
  /** When it was first ready for sales, the pool that it went to, and the lead as it was then. */
  ripe: { at: string; pool: string; bound?: Bound | undefined; lead: Lead } | null;
  /** Run of a clock → target and limit, as instants. */
  deadlines: ReadonlyMap<string, string>;
}

/** What the rules know of a lead on one side, beside what happened to it on both. */
interface Side {
  score: Score | null;
  class: LeadClass | null;
  stage: Lead['stage'];
  ripe: Outcome['ripe'];
  deadlines: Map<string, string>;
}

/**
 * Replays what happened to a lead (inquiries, facts, reviews, ends of rounds, starts of clocks) and decides anew, at each
 * instant, what the rules decide: class, readiness for sales, pool, deadlines. It reads nothing and writes nothing.
 */
export function simulateLead(
  stored: StoredLead,
  rules: SimulatedRules,
): { outcome: Outcome; lead: Lead | null } {
  const side: Side = { score: null, class: null, stage: null, ripe: null, deadlines: new Map() };
  let before: Lead | null = null;
  for (const event of stored.events) {
    const lead: Lead = evolve(before, event);
    startAnew(side, { lead, event }, rules);
    if (causesScoring(event)) scoreAnew(side, { lead, event, inquiries: stored.inquiries }, rules);
    before = lead;
  }
  return { outcome: side, lead: before };
}

/** What was with sales then is still to be qualified on a side that had not let it go. */
const WITH_SALES: readonly State[] = ['qualified', 'assigned', 'accepted', 'opportunity'];

/** The events after which leads are scored; functions/dispatch sends these to the queue `score`. */
function causesScoring(event: LeadEvent): boolean {
  switch (event.type) {
    case 'InquiryReceived':
    case 'FactsChanged':
      return true;
    case 'ReviewDecided':
      return event.data.decision === 'approve';
    case 'ClockStepTaken':
      return event.data.do === 'requalify';
    default:
      return false;
  }
}

function scoreAnew(
  side: Side,
  { lead, event, inquiries }: { lead: Lead; event: LeadEvent; inquiries: StoredLead['inquiries'] },
  rules: SimulatedRules,
): void {
  const inquiryId = inquiryOf(event);
  const cause = { type: event.type, at: event.at, ...(inquiryId ? { inquiryId } : {}) };
  const asked = inquiryAsked(lead, cause);
  const waits =
    !side.ripe && WITH_SALES.includes(lead.state) ? { state: 'qualifying' as const, reason: null } : {};
  const known: Lead = { ...lead, score: side.score, class: side.class, stage: side.stage, ...waits };
  const occasion = occasionOf(known, cause, (asked && inquiries.get(asked)) || null);
  for (const draft of decide(known, occasion, rules, event.at)) {
    if (draft.type === 'LeadScored') {
      side.score = draft.data.score;
      side.class = draft.data.class;
      side.stage = draft.data.stage;
    }
    if (draft.type !== 'LeadQualified' || side.ripe) continue;
    const { score, class: leadClass, stage } = side;
    const ripe: Lead = { ...lead, state: 'qualified', score, class: leadClass, stage };
    const { pool, bound } = routeOf(ripe, rules.routing);
    side.ripe = { at: event.at, pool, bound, lead: ripe };
  }
}

/**
 * Clocks begin when they began; what is promised from then on is as the rules of this side say for a lead of the class
 * and the pool that it has here.
 */
function startAnew(
  side: Side,
  { lead, event }: { lead: Lead; event: LeadEvent },
  rules: SimulatedRules,
): void {
  const here: Lead = { ...lead, class: side.class, pool: side.ripe?.pool ?? lead.pool };
  for (const change of event.clocks) {
    if (change.op !== 'start') continue;
    const { run, startedAt } = change.clock;
    const name = DeadlineName.safeParse(change.clock.name).data;
    if (!name) continue;
    // A clock of one inquiry carries its id: `fulfilment:inq_…`.
    const inquiry = lead.inquiries.find(({ id }) => run.endsWith(`:${id}`));
    const { target, limit } = startClock(
      { name, run, startedAt, lead: here, ...(inquiry ? { inquiry } : {}) },
      rules,
    );
    side.deadlines.set(run, `${target} ${limit}`);
  }
}
