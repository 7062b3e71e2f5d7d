/** When two leads are one person: which of them stays, and what it takes over (spec 2). Pure. */
import { agreedCall } from '../domain/calls.ts';
import { type Clock, type ClockChange, type ClockName, isOpen } from '../domain/clock.ts';
import { beyondAddress } from '../domain/contact.ts';
import type { Draft, LeadEvent } from '../domain/events.ts';
import type { Consent, Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { type State, WITH_SALES } from '../domain/lifecycle.ts';
import type { Evidence } from '../domain/review.ts';

/** A lead with its whole history. */
export interface Told {
  lead: Lead;
  events: readonly LeadEvent[];
}

/** Why two leads are taken for one person, as their events say it. */
export interface Cause {
  rule: string;
  because: string;
  rulesHash?: string;
  score?: number;
  evidence?: Evidence[];
  reason?: string;
}

/** What is to be recorded on each of two leads. */
export interface PairDrafts {
  first: Draft[];
  second: Draft[];
}

/** Clocks of what is owed to the person, whatever becomes of the lead. */
export const OWED: readonly ClockName[] = ['fulfilment', 'rights', 'complaint'];

/** Leads that are no person to speak to, or not yet: they go into others, never the other way round. */
const ASIDE: readonly State[] = ['quarantined', 'excluded'];

function rank({ state }: Lead): number {
  if (WITH_SALES.includes(state)) return 2;
  if (state === 'won') return 1;
  return ASIDE.includes(state) ? -1 : 0;
}

/**
 * Which of two leads stays: the one that sales has, then the one of a customer, then the older one. It is the same in
 * whichever order they are given, so that two who decide at the same moment decide alike.
 * @returns the one that stays, then the other
 */
export function survivorFirst<T extends { lead: Lead }>(one: T, other: T): [T, T] {
  const ranks = rank(other.lead) - rank(one.lead);
  if (ranks !== 0) return ranks < 0 ? [one, other] : [other, one];
  const age = ({ lead }: T) => `${lead.createdAt} ${lead.id}`;
  return age(one) < age(other) ? [one, other] : [other, one];
}

/** Why the rules may not join two leads by themselves, or null. */
export function hindrance(one: Lead, other: Lead): string | null {
  for (const { state } of [one, other]) if (ASIDE.includes(state)) return `one of them is ${state}`;
  const [first, second] = [keeperOf(one), keeperOf(other)];
  return first && second && first !== second ? 'they have different owners' : null;
}

const keeperOf = ({ owner, keeper }: Lead): string | undefined => owner?.id ?? keeper?.id;

/** Whether somebody decided already that two leads are two people. */
export function areDistinct(one: Lead, other: Lead): boolean {
  return Boolean(one.distinct?.includes(other.id) || other.distinct?.includes(one.id));
}

/**
 * Joins two leads. Per fact the newest value wins, except for the address that mail goes to; the other one stays in the history.
 * Consents are never widened: what either refused stays refused, what one agreed to goes along as far as the other did not refuse
 * it, and advertising to which one agreed for an address goes to no other. What the person still waits for is waited for at the
 * one that stays, until the same instants.
 * @param stays the lead that takes over; `goes` is the other
 */
export function mergeDrafts(
  stays: Told,
  goes: Told,
  { rule, because, rulesHash, ...why }: Cause,
): PairDrafts {
  const origin = { rule, because, ...(rulesHash ? { rulesHash } : {}) };
  const { lead } = goes;
  const known = new Set(stays.lead.inquiries.map(({ id }) => id));
  const bought = new Set(stays.lead.orders.map(({ id }) => id));
  const objection = objectionOf(stays.lead, lead);
  const callBackAt = agreedCall(lead);
  const doubles = (lead.doubles ?? []).filter((double) => double.lead !== stays.lead.id);
  const behaviour = (lead.behaviour ?? []).filter(({ consent }) => !hasRefused(stays.lead, consent));
  const taken: Draft = {
    type: 'DuplicateMerged',
    ...origin,
    data: {
      lead: lead.id,
      ...newerFacts(stays, goes),
      extra: { ...lead.extra, ...otherAddress(stays.lead, lead) },
      consents: jointConsents(stays.lead, lead, objection),
      organisation: organisation(stays.lead, lead),
      inquiries: lead.inquiries.filter(({ id }) => !known.has(id)),
      // Both may have been told of the same order.
      orders: lead.orders.filter(({ id }) => !bought.has(id)),
      ...(lead.keeper && !stays.lead.keeper ? { keeper: lead.keeper } : {}),
      ...(lead.dates ? { dates: { ...lead.dates, ...stays.lead.dates } } : {}),
      ...(doubles.length > 0 ? { doubles } : {}),
      ...(behaviour.length > 0 ? { behaviour } : {}),
      ...(lead.calls?.wrong ? { wrongNumbers: lead.calls.wrong } : {}),
      ...(callBackAt ? { callBackAt } : {}),
      ...(lead.heardAt ? { heardAt: lead.heardAt } : {}),
      ...(objection ? { objects: true } : {}),
      ...why,
    },
    clocks: goingAlong(stays.lead, lead),
  };
  const gone: Draft = { type: 'LeadMerged', to: 'merged', ...origin, data: { into: stays.lead.id, ...why } };
  return { first: [taken], second: [gone] };
}

const hasRefused = ({ consents }: Lead, purpose: string | undefined): boolean =>
  purpose !== undefined && consents[purpose]?.given === false;

/** The clocks of what is owed, each under a name that is free at the lead which stays. */
function goingAlong(stays: Lead, goes: Lead): ClockChange[] {
  const runs = new Set(stays.clocks.map(({ run }) => run));
  return goes.clocks
    .filter((clock) => OWED.includes(clock.name) && isOpen(clock))
    .map((clock) => {
      const run = freeRun(runs, clock);
      runs.add(run);
      return { op: 'start', clock: { ...clock, run } };
    });
}

/** The name of a run, or the next one that is free. */
function freeRun(taken: ReadonlySet<string>, { name, run }: Clock): string {
  if (!taken.has(run)) return run;
  let nth = 2;
  while (taken.has(`${name}:${nth}`)) nth++;
  return `${name}:${nth}`;
}

/**
 * Facts of the lead that goes which are newer than those of the other, or new, and when they were told. What is unknown is
 * no news, and what was looked up only where the other one lacks it.
 */
function newerFacts(
  stays: Told,
  goes: Told,
): { facts: Facts; toldAt?: Record<string, string>; lookedUp?: Record<string, string> } {
  const [here, there] = [factTimes(stays.events), factTimes(goes.events)];
  const isNews = ([name, value]: [string, unknown]) =>
    value !== 'unknown' &&
    // Mail to the person must not go to whoever came last: nobody has proven to be them.
    !(name === 'email' && stays.lead.facts.email) &&
    (here.get(name) ?? '') < (there.get(name) ?? '');
  const newer = Object.entries(goes.lead.facts).filter(isNews);
  const found = Object.entries(goes.lead.lookedUp ?? {}).filter(
    ([name]) => !Object.hasOwn(stays.lead.facts, name) && Object.hasOwn(goes.lead.facts, name),
  );
  const products = goes.lead.facts.products;
  const facts: Facts = {
    ...Object.fromEntries(newer),
    ...Object.fromEntries(
      Object.entries(goes.lead.facts).filter(([name]) => found.some(([one]) => one === name)),
    ),
    ...(products ? { products } : {}),
  };
  const toldAt = Object.keys(facts).flatMap((name) => {
    const at = there.get(name);
    return at === undefined ? [] : [[name, at] as const];
  });
  return {
    facts,
    ...(toldAt.length > 0 ? { toldAt: Object.fromEntries(toldAt) } : {}),
    ...(found.length > 0 ? { lookedUp: Object.fromEntries(found) } : {}),
  };
}

const TELLS_FACTS: readonly LeadEvent['type'][] = [
  'InquiryReceived',
  'InquiryReviewed',
  'FactsChanged',
  'CustomerKnown',
  'DuplicateMerged',
];

/** The e-mail address of the one that goes, where the other one has one already. */
function otherAddress({ facts: { email: own } }: Lead, { facts: { email } }: Lead): { otherEmail?: string } {
  return own && email && own !== email ? { otherEmail: email } : {};
}

/** When each fact of a lead was told last. */
function factTimes(events: readonly LeadEvent[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const event of events) {
    if (!TELLS_FACTS.includes(event.type) || !('facts' in event.data)) continue;
    const joined = event.type === 'DuplicateMerged' ? event.data : undefined;
    for (const name of Object.keys(event.data.facts)) {
      // Of what came with another lead, the joining is not when it was told.
      if (!joined?.lookedUp?.[name]) times.set(name, joined?.toldAt?.[name] ?? event.at);
    }
  }
  return times;
}

/** When the person objected as one of the two and asked nothing since, as an ISO instant; or null. */
function objectionOf(one: Lead, other: Lead): string | null {
  const times = [one, other].flatMap(({ reason, state, stateSince, updatedAt }) =>
    reason === 'objection' ? [state === 'dormant' ? stateSince : updatedAt] : [],
  );
  const last = times.sort().at(-1) ?? null;
  const asks = [...one.inquiries, ...other.inquiries].some(
    ({ receivedAt, concern, setAside }) => last !== null && receivedAt > last && !concern && !setAside,
  );
  return asks ? null : last;
}

/** The consents that the one that stays takes over; none that was given before an objection is left. */
function jointConsents(stays: Lead, goes: Lead, objection: string | null): Record<string, Consent> {
  const own = refusals(stays, goes);
  if (objection === null) return own;
  const left = Object.entries({ ...stays.consents, ...own }).filter(
    ([, { given, at }]) => given && at <= objection,
  );
  const ended = left.map(
    ([purpose]) => [purpose, { given: false, at: objection, source: 'objection' }] as const,
  );
  return { ...own, ...Object.fromEntries(ended) };
}

/** What either refused, and what only the one that goes was asked, as far as it holds for the address of the one that stays. */
function refusals(stays: Lead, goes: Lead): Record<string, Consent> {
  const isElsewhere = Object.keys(otherAddress(stays, goes)).length > 0;
  const theirs = isElsewhere ? beyondAddress(goes.consents) : goes.consents;
  return Object.fromEntries(
    Object.entries(theirs).filter(([purpose, { given }]) => {
      const own = stays.consents[purpose];
      return !own || (own.given && !given);
    }),
  );
}

function organisation(stays: Lead, goes: Lead): Lead['organisation'] {
  const own = stays.organisation;
  return goes.organisation && { ...goes.organisation, ...own };
}

/** Asks somebody whether two leads are one person. The clock of the review runs on the one that would go. */
export function suspectDrafts(
  stays: Lead,
  goes: Lead,
  { rule, because, rulesHash, ...why }: Cause,
): PairDrafts {
  const origin = { rule, because, ...(rulesHash ? { rulesHash } : {}) };
  const draft = (other: Lead, asked: boolean): Draft => ({
    type: 'DuplicateSuspected',
    ...origin,
    data: { lead: other.id, asked, ...why },
  });
  return { first: [draft(goes, false)], second: [draft(stays, true)] };
}

/** Somebody decided that two leads are two people. @param named the ids by which the review names them */
export function dismissDrafts(named: readonly [string, string], reason?: string): PairDrafts {
  const [one, other] = named;
  const draft = (lead: string): Draft => ({
    type: 'DuplicateDismissed',
    rule: 'identity/review',
    data: { lead, ...(reason ? { reason } : {}) },
  });
  return { first: [draft(other)], second: [draft(one)] };
}
