import { organisationKey } from '../../../functions/route/rules/organisation-owner.ts';
import { type Bound, routeOf } from '../../../functions/route/rules/route-of.ts';
import { decide } from '../../../functions/score/rules/decide.ts';
import { inquiryAsked, occasionOf } from '../../../functions/score/rules/occasion.ts';
import { DeadlineName } from '../../../shared/domain/clock.ts';
import { inquiryOf, type LeadEvent, type TurnGiven } from '../../../shared/domain/events.ts';
import type { Lead, LeadClass, Score } from '../../../shared/domain/lead.ts';
import { WITH_SALES } from '../../../shared/domain/lifecycle.ts';
import { JOB_TITLE } from '../../../shared/rules/look-up.ts';
import { startClock } from '../../../shared/rules/watch.ts';
import { type Change, isOwn } from '../../replay/changes.ts';
import { type Turn, turnOf } from '../../replay/turns.ts';
import { type History, type Outcome, workedUntil } from './history.ts';
import type { RulesAt } from './of-their-time.ts';
import type { SimulatedRules } from './simulated-rules.ts';

/** A lead asks for an owner; no more of it is kept than the turn asks. */
export interface TurnAsked {
  id: string;
  at: string;
  pool: string;
  /** Whose it is without a turn. */
  bound?: Bound | undefined;
  scaled: number;
  language?: string | undefined;
  /** Key of its organisation, and since when it is a customer's. */
  organisation?: string | undefined;
  won?: string | undefined;
  /** The rule set of that instant. */
  set: string | undefined;
  /** How many owners the lead had before, and which of them do not count for it any more. */
  search: number;
  passed: readonly string[];
  /** As it was then, where it asked then too: what was given beside the rules, who got it, and until when they worked on it. */
  was?: { given?: TurnGiven | undefined; owner?: string; until?: string | undefined };
  /** Somebody gave it to that owner by hand. */
  byHand?: true;
}

/** What the rules of one side make of a lead. */
export interface Simulated extends Outcome {
  /** The pool that it first went to. */
  pool: string | null;
  turns: readonly TurnAsked[];
}

/** What the rules know of a lead on one side, beside what happened to it on both. */
interface Side {
  score: Score | null;
  class: LeadClass | null;
  stage: Lead['stage'];
  ripeAt: string | undefined;
  /** The first pool, and the latest. */
  first: string | null;
  pool: string | null;
  deadlines: Map<string, string>;
  turns: TurnAsked[];
}

/**
 * Decides anew, at each instant of a lead's history, what rules decide: class, readiness for sales, pool, deadlines; and
 * notes when it asks for an owner. What people did is taken as it was. It reads nothing and writes nothing.
 */
export function simulateLead(history: History, rulesAt: RulesAt): Simulated {
  const side: Side = {
    score: null,
    class: null,
    stage: null,
    ripeAt: undefined,
    first: null,
    pool: null,
    deadlines: new Map(),
    turns: [],
  };
  const run = { side, history, rulesAt };
  for (const { change, kind } of history.changes) {
    if (kind === 'score' && change.before && change.cause)
      scoreAnew(run, { lead: change.before, cause: change.cause, by: change.events[0] });
    else if (kind !== 'score') takeAsItWas(run, change);
    for (const event of change.events) promiseAnew(run, event, history.after(event.seq));
    // What changed nothing then may change something here; it was handled when all of the change stood.
    const lead = history.after(change.events.at(-1)?.seq ?? 0);
    for (const event of change.events)
      if (causesScoring(event) && !history.scored.has(event.id))
        scoreAnew(run, { lead, cause: event, by: event });
  }
  const { class: leadClass, ripeAt, first, deadlines, turns } = side;
  return { class: leadClass, ripeAt, pool: first, deadlines, turns };
}

const NOBODY: readonly string[] = [];

type Run = { side: Side; history: History; rulesAt: RulesAt };

/** The events after which leads are scored; functions/dispatch sends these to the queue `score`. */
function causesScoring(event: LeadEvent): boolean {
  switch (event.type) {
    case 'InquiryReceived':
      return event.data.inquiry.concern === undefined;
    case 'FactsLookedUp':
      return event.data.source !== JOB_TITLE;
    case 'FactsChanged':
    case 'ConsentChanged':
    case 'OverrideSet':
    case 'OverrideEnded':
    case 'BehaviourSeen':
    case 'DuplicateMerged':
    case 'MergeUndone':
      return true;
    case 'ReviewDecided':
    case 'InquiryReviewed':
      return event.data.decision === 'approve';
    case 'ClockStepTaken':
      return event.data.do === 'requalify';
    default:
      return false;
  }
}

interface Scoring {
  /** The lead as it was scored, and what gave rise to it. */
  lead: Lead;
  cause: LeadEvent;
  /** The event that says when, and by which rules of the time. */
  by: LeadEvent;
}

function scoreAnew({ side, history, rulesAt }: Run, { lead, cause, by: { at, set } }: Scoring): void {
  const rules = rulesAt(at, set);
  const inquiryId = inquiryOf(cause);
  const pointer = { type: cause.type, at: cause.at, ...(inquiryId ? { inquiryId } : {}) };
  const asked = inquiryAsked(lead, pointer);
  // What was with sales then is still to be qualified on a side that had not let it go.
  const waits =
    !side.ripeAt && WITH_SALES.includes(lead.state) ? { state: 'qualifying' as const, reason: null } : {};
  const known: Lead = { ...lead, score: side.score, class: side.class, stage: side.stage, ...waits };
  const occasion = occasionOf(known, pointer, (asked && history.inquiries.get(asked)) || null);
  for (const draft of decide(known, occasion, rules, at)) {
    if (draft.type === 'LeadScored') Object.assign(side, draft.data);
    if (draft.type === 'LeadQualified' && !side.ripeAt) ripen(side, { lead, at, set, rules }, history);
  }
}

/** The lead is ready for sales. Where it was so at another instant in truth, it asks for an owner of its own. */
function ripen(
  side: Side,
  { lead, at, set, rules }: { lead: Lead; at: string; set: string | undefined; rules: SimulatedRules },
  history: History,
): void {
  side.ripeAt = at;
  const { pool, bound } = routeOf(asHere(lead, side), rules.routing);
  side.first = pool;
  side.pool = pool;
  if (at !== history.ripeAt)
    side.turns.push({ ...asked(lead, side, history), at, pool, bound, set, search: 0, passed: NOBODY });
}

/** Ready for sales, since when it is so here where it was not in truth. */
function asHere(lead: Lead, { score, class: leadClass, stage, ripeAt }: Side): Lead {
  const stateSince = lead.state === 'qualified' ? lead.stateSince : (ripeAt ?? lead.stateSince);
  return { ...lead, state: 'qualified', stateSince, score, class: leadClass, stage };
}

type Who = Pick<TurnAsked, 'id' | 'scaled' | 'language' | 'organisation' | 'won'>;

function asked(lead: Lead, { score }: Side, { lead: end }: History): Who {
  const organisation = organisationKey(lead);
  const won = organisation && end.keeper ? end.orders.at(-1)?.at : undefined;
  const known = { ...(organisation ? { organisation } : {}), ...(won ? { won } : {}) };
  return { id: lead.id, scaled: score?.scaled ?? 0, language: lead.facts.language, ...known };
}

/** Turns are asked for again; what people and other programs did stands. */
function takeAsItWas(run: Run, change: Change): void {
  const { side, history } = run;
  const turn = turnOf(change);
  for (const event of change.events) {
    if (event.type === 'LeadQualified') side.ripeAt ??= event.at;
    if (event.type === 'MergeUndone' && event.data.restored) {
      const { score, class: leadClass, stage } = event.data.restored;
      Object.assign(side, { score, class: leadClass, stage });
    }
    if (event.type !== 'LeadAssigned' && event.type !== 'LeadParked') continue;
    const owner = event.type === 'LeadAssigned' ? event.data.owner.id : undefined;
    const was = owner === undefined ? {} : { owner, until: workedUntil(history, event, owner) };
    const { at, set, data } = event;
    const search = searches(history, event.seq);
    if (turn) {
      if (side.ripeAt) side.turns.push({ ...askAgain(run, turn, { event, was }), at, set, search });
      continue;
    }
    side.pool = data.pool;
    const lead = history.after(event.seq);
    const { pool } = data;
    side.turns.push({
      ...asked(lead, side, history),
      at,
      pool,
      set,
      search,
      passed: NOBODY,
      was,
      byHand: true,
    });
  }
}

/** The turn as the lead asks for it here: in the pool that the routing of this side says. */
function askAgain(
  { side, rulesAt, history }: Run,
  { change, before, given, pool: chosen }: Turn,
  { event: { at, set }, was }: { event: LeadEvent; was: TurnAsked['was'] },
): Omit<TurnAsked, 'at' | 'set' | 'search'> {
  const { routing } = rulesAt(at, set);
  const routes = change.since.map((lead) => routeOf(asHere(lead, side), routing));
  const { pool, bound } =
    routes.find((route) => route.pool === chosen) ?? routes[0] ?? routeOf(asHere(before, side), routing);
  side.first ??= pool;
  side.pool = pool;
  return {
    ...asked(before, side, history),
    pool,
    bound,
    passed: before.passedOver.length > 0 ? before.passedOver : NOBODY,
    was: { ...was, ...(pool === chosen ? { given } : {}) },
  };
}

/** How many owners a lead had before an event. */
function searches({ changes }: History, seq: number): number {
  return changes
    .flatMap(({ change }) => change.events)
    .filter((event) => event.type === 'LeadAssigned' && event.seq < seq).length;
}

/**
 * Clocks begin when they began; what is promised from then on is as the rules of this side say for a lead of the class
 * and the pool that it has here.
 */
function promiseAnew({ side, rulesAt }: Run, event: LeadEvent, lead: Lead): void {
  const pool = lead.pool === null ? null : (side.pool ?? lead.pool);
  const here: Lead = { ...lead, class: side.class, pool };
  for (const change of event.clocks) {
    if (change.op !== 'start' || isOwn(event.type, change)) continue;
    const { run, startedAt } = change.clock;
    const name = DeadlineName.safeParse(change.clock.name).data;
    if (!name) continue;
    // A clock of one inquiry carries its id: `fulfilment:inq_…`.
    const inquiry = lead.inquiries.find(({ id }) => run.endsWith(`:${id}`));
    const start = { name, run, startedAt, lead: here, ...(inquiry ? { inquiry } : {}) };
    const { target, limit } = startClock(start, rulesAt(event.at, event.set));
    side.deadlines.set(run, `${target} ${limit}`);
  }
}
