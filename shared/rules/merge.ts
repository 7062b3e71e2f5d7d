/** When two leads are one person: which of them stays, what it takes over, and how to undo it (spec 2). Pure. */
import { refusalIn } from '../domain/calls.ts';
import type { Clock, ClockChange, ClockName } from '../domain/clock.ts';
import type { Draft, LeadEvent } from '../domain/events.ts';
import { rebuild } from '../domain/evolve.ts';
import type { Consent, Facts } from '../domain/facts.ts';
import { type Lead, LeadContent } from '../domain/lead.ts';
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
const OWED: readonly ClockName[] = ['fulfilment', 'rights', 'complaint'];

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
 * Joins two leads. Per fact the newest value wins, except for the address that mail goes to; the other one stays in the history. Consents are never widened:
 * what either refused stays refused, and what one did goes along as far as the other did not refuse that. What the person still waits for is waited for at the one that stays, until the same
 * instants.
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
  const doubles = (lead.doubles ?? []).filter((double) => double.lead !== stays.lead.id);
  const behaviour = (lead.behaviour ?? []).filter(({ consent }) => !hasRefused(stays.lead, consent));
  const taken: Draft = {
    type: 'DuplicateMerged',
    ...origin,
    data: {
      lead: lead.id,
      facts: newerFacts(stays, goes),
      extra: { ...lead.extra, ...otherAddress(stays.lead, lead) },
      consents: refusals(stays.lead, lead),
      organisation: organisation(stays.lead, lead),
      inquiries: lead.inquiries.filter(({ id }) => !known.has(id)),
      orders: lead.orders,
      ...(lead.keeper && !stays.lead.keeper ? { keeper: lead.keeper } : {}),
      ...(lead.dates ? { dates: { ...lead.dates, ...stays.lead.dates } } : {}),
      ...(doubles.length > 0 ? { doubles } : {}),
      ...(behaviour.length > 0 ? { behaviour } : {}),
      ...(lead.calls?.wrong ? { wrongNumbers: lead.calls.wrong } : {}),
      ...why,
    },
    clocks: lead.clocks
      .filter(({ name, state }) => OWED.includes(name) && state === 'running')
      .map((clock) => ({ op: 'start', clock: { ...clock, run: freeRun(stays.lead, clock) } })),
  };
  const gone: Draft = { type: 'LeadMerged', to: 'merged', ...origin, data: { into: stays.lead.id, ...why } };
  return { first: [taken], second: [gone] };
}

const hasRefused = ({ consents }: Lead, purpose: string | undefined): boolean =>
  purpose !== undefined && consents[purpose]?.given === false;

/** The name of a run, or another one where the lead has a run of that name. */
function freeRun({ clocks }: Lead, { name, run }: Clock): string {
  const taken = clocks.filter((clock) => clock.name === name);
  return taken.some((clock) => clock.run === run) ? `${name}:${taken.length + 1}` : run;
}

/** Facts of the lead that goes which are newer than those of the other, or new. What is unknown is no news. */
function newerFacts(stays: Told, goes: Told): Facts {
  const [here, there] = [factTimes(stays.events), factTimes(goes.events)];
  const isNews = ([name, value]: [string, unknown]) =>
    value !== 'unknown' &&
    // Mail to the person must not go to whoever came last: nobody has proven to be them.
    !(name === 'email' && stays.lead.facts.email) &&
    (here.get(name) ?? '') < (there.get(name) ?? '');
  const newer = Object.entries(goes.lead.facts).filter(isNews);
  const products = goes.lead.facts.products;
  return { ...Object.fromEntries(newer), ...(products ? { products } : {}) };
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
    for (const name of Object.keys(event.data.facts)) times.set(name, event.at);
  }
  return times;
}

/** What either refused, and what only the one that goes was asked. */
function refusals(stays: Lead, goes: Lead): Record<string, Consent> {
  return Object.fromEntries(
    Object.entries(goes.consents).filter(([purpose, { given }]) => {
      const own = stays.consents[purpose];
      return !own || (own.given && !given);
    }),
  );
}

function organisation(stays: Lead, goes: Lead): Lead['organisation'] {
  const own = stays.organisation;
  return goes.organisation && { ...goes.organisation, ...own };
}

/** The newest lead that was joined into this one and is not apart again, or undefined. */
export function lastMerged(events: readonly LeadEvent[]): string | undefined {
  return standing(events).at(-1)?.data.lead;
}

type Joining = Extract<LeadEvent, { type: 'DuplicateMerged' }>;

/** The joinings that were not undone, in order. */
function standing(events: readonly LeadEvent[]): Joining[] {
  let found: Joining[] = [];
  for (const event of events) {
    if (event.type === 'DuplicateMerged') found.push(event);
    if (event.type === 'MergeUndone') found = found.filter(({ data }) => data.lead !== event.data.lead);
  }
  return found;
}

/**
 * Makes two leads of one again: each is what it would be without the other. What happened since stays with the one that
 * had taken over; the other one learns which of its inquiries were answered meanwhile, and what was refused.
 * @param now ISO instant
 * @returns null where the one was not joined into the other
 */
export function undoDrafts(stayed: Told, went: Told, now: string, reason?: string): PairDrafts | null {
  const joining = standing(stayed.events).find(({ data }) => data.lead === went.lead.id);
  if (!joining || went.lead.merged?.into !== stayed.lead.id) return null;
  const since = stayed.events.filter(({ seq }) => seq > joining.seq);
  const arrived = since.flatMap((event) => (event.type === 'InquiryReceived' ? [event.data] : []));
  const restored = contentWithout(stayed.events, joining);
  const told = {
    ...(reason ? { reason } : {}),
    stay: arrived.map(({ inquiry }) => inquiry.id),
    refused: refusedIn(
      since.flatMap((event) =>
        event.type === 'InquiryReceived' || event.type === 'ConsentChanged'
          ? [event.data.consents]
          : (refusalIn(event) ?? []),
      ),
      stayed.lead,
    ),
  };
  const origin = { rule: 'identity/unmerge', ...(reason ? { because: reason } : {}) };
  const back: Draft = {
    type: 'MergeUndone',
    ...origin,
    to: went.lead.merged.state,
    data: { lead: stayed.lead.id, ...told },
    clocks: stoppedBy(went),
  };
  return {
    first: [
      {
        type: 'MergeUndone',
        ...origin,
        data: { lead: went.lead.id, ...told, restored },
        clocks: runsOnlyIn(stayed.lead, restored, now),
      },
    ],
    second: [back, ...reviewedSince(since, joining), ...answeredSince(stayed.lead, went.lead)],
  };
}

/** What a lead consists of if one joining, and those undone before, are left out of its history. */
function contentWithout(events: readonly LeadEvent[], joining: Joining): LeadContent {
  const kept = new Set(standing(events).filter((event) => event !== joining));
  const own = events.flatMap((event): LeadEvent[] => {
    if (isReviewOf(event, joining)) return [];
    if (event.type === 'DuplicateMerged') return kept.has(event) ? [event] : [];
    if (event.type !== 'MergeUndone') return [event];
    const { restored: _, ...data } = event.data;
    return [{ ...event, data }];
  });
  return LeadContent.parse(rebuild(own));
}

/** Whether somebody decided about an inquiry that came with a joining. */
function isReviewOf(
  event: LeadEvent,
  { data }: Joining,
): event is Extract<LeadEvent, { type: 'InquiryReviewed' }> {
  return event.type === 'InquiryReviewed' && data.inquiries.some(({ id }) => id === event.data.inquiryId);
}

/** What was decided about inquiries that go along counts for whom they belong to. */
function reviewedSince(since: readonly LeadEvent[], joining: Joining): Draft[] {
  return since.flatMap((event): Draft[] =>
    isReviewOf(event, joining)
      ? [
          {
            type: event.type,
            because: `decided at ${event.at}, while the two were one lead`,
            data: event.data,
          },
        ]
      : [],
  );
}

/** The clocks that the joining stopped, as they were. */
function stoppedBy({ lead, events }: Told): ClockChange[] {
  const joined = events.findLast(({ type }) => type === 'LeadMerged');
  const runs = new Set(joined?.clocks.map((change) => (change.op === 'void' ? change.run : undefined)));
  return lead.clocks.flatMap(({ stoppedAt: _, ...clock }) =>
    runs.has(clock.run) ? [{ op: 'start', clock: { ...clock, state: 'running' } }] : [],
  );
}

function runsOnlyIn({ clocks }: Lead, restored: LeadContent, now: string): ClockChange[] {
  const own = new Set(restored.clocks.map(({ run }) => run));
  return clocks.filter(({ run }) => !own.has(run)).map(({ run }) => ({ op: 'void', run, at: now }));
}

/** What was refused meanwhile, in messages, on the own page and on the phone, as far as it still stands. */
function refusedIn(
  consents: readonly Record<string, Consent>[],
  { consents: now }: Lead,
): Record<string, Consent> {
  const refused = consents.flatMap((asked) => Object.entries(asked)).filter(([, { given }]) => !given);
  return Object.fromEntries(refused.filter(([purpose]) => now[purpose]?.given === false));
}

/** An inquiry is answered once, whoever it belongs to. */
function answeredSince(stayed: Lead, went: Lead): Draft[] {
  return went.inquiries.flatMap(({ id, answered: before }): Draft[] => {
    const answered = stayed.inquiries.find((inquiry) => inquiry.id === id)?.answered;
    if (!answered || before) return [];
    const { how, package: name } = answered;
    return [
      {
        type: 'InquiryAnswered',
        because: `answered at ${answered.at}, while the two were one lead`,
        data: { inquiryId: id, how, ...(name ? { package: name } : {}) },
      },
    ];
  });
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
