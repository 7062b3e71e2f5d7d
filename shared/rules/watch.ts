/** Which clock runs when: the one table that says what starts and what stops each deadline of a lead (spec 6). */
import { addCalendarDays } from '../domain/business-time.ts';
import {
  type Clock,
  type ClockChange,
  type ClockStep,
  changeClock,
  type DeadlineName,
  isOpen,
} from '../domain/clock.ts';
import { mayBeAnswered, owedNotice, takesAdvertising } from '../domain/contact.ts';
import type { Draft, LeadEvent } from '../domain/events.ts';
import { type Origin, record } from '../domain/evolve.ts';
import type { Lead } from '../domain/lead.ts';
import { EXCLUDABLE_BY_HAND, OVER, type State } from '../domain/lifecycle.ts';
import type { ActiveDocument, ActiveRules } from '../ports/active-rules.ts';
import type { CalendarsDocument } from './calendars.ts';
import { calendarOf, type DeadlinesDocument, deadline, promiseFor } from './deadlines.ts';
import { keptUntil, type RetentionDocument, retentionClock } from './retention.ts';
import { isWonBack, wayBack, winBackClock } from './win-back.ts';

/** What it takes to start a clock: the deadlines, the opening hours that they are counted in, and how long leads are kept. */
export interface ClockRules {
  deadlines: ActiveDocument<DeadlinesDocument>;
  calendars: ActiveDocument<CalendarsDocument>;
  retention: ActiveDocument<RetentionDocument>;
}

/** The rules in force by which clocks are started. */
export async function clockRules(rules: ActiveRules): Promise<ClockRules> {
  const [deadlines, calendars, retention] = await Promise.all([
    rules.get('deadlines'),
    rules.get('calendars'),
    rules.get('retention'),
  ]);
  return { deadlines, calendars, retention };
}

/** Clocks that run as long as something is true of the lead; leaving that stops them. */
type Watch = {
  clock: DeadlineName;
  while(lead: Lead): boolean;
  /** Events that end the present run and begin the next one although the clock goes on. */
  anew?(event: LeadEvent): boolean;
  /** Starts only where a change leaves the lead, not where the change passes through. */
  atRest?: true;
};

const stateIs = (state: State) => (lead: Lead) => lead.state === state;

/** Somebody is asked whether the lead is the same person as another one. */
function isDoubted({ state, doubles = [] }: Lead): boolean {
  return !OVER.includes(state) && doubles.some(({ asked }) => asked);
}

/** An inquiry of the lead lies in quarantine by itself. */
function hasSetAside({ state, inquiries }: Lead): boolean {
  return !OVER.includes(state) && inquiries.some(({ setAside }) => setAside === 'waiting');
}

const watches: readonly Watch[] = [
  {
    clock: 'review',
    while: (lead) =>
      lead.state === 'quarantined' || isDoubted(lead) || hasSetAside(lead) || lead.proposed !== undefined,
  },
  {
    clock: 'requalification',
    while: stateIs('qualifying'),
    // A lead that turns out hot is in qualification for no time at all.
    atRest: true,
    anew: (event) => event.type === 'ClockStepTaken' && event.data.do === 'requalify',
  },
  // A parked lead stays qualified: its clock runs on until somebody has it.
  { clock: 'routing', while: stateIs('qualified') },
  { clock: 'acceptance', while: stateIs('assigned'), anew: (event) => event.type === 'LeadAssigned' },
  { clock: 'first-contact', while: (lead) => lead.state === 'accepted' && lead.contactedAt === null },
  { clock: 'notice', while: (lead) => owedNotice(lead) && !OVER.includes(lead.state) },
  {
    clock: 'feedback',
    while: (lead) => lead.state === 'opportunity' || (lead.state === 'accepted' && lead.contactedAt !== null),
    anew: isInterimReport,
  },
];

/** What the owner tells about a lead between first contact and outcome. */
function isInterimReport(event: LeadEvent): boolean {
  return (
    event.type === 'ContactMade' ||
    event.type === 'OpportunityOpened' ||
    (event.type === 'NoteAdded' && event.by.startsWith('owner:'))
  );
}

/**
 * Like `record`, with the clocks that start and stop by these events; their deadlines are fixed by the rules in force now.
 * @param before null for a lead that begins with these drafts
 */
export function recordWatched(
  leadId: string,
  before: Lead | null,
  drafts: readonly Draft[],
  origin: Origin,
  rules: ClockRules,
): { lead: Lead; events: LeadEvent[] } {
  const watched: Draft[] = [];
  let lead = before;
  const take = (draft: Draft, stays: boolean): Lead => {
    const { lead: after, events } = record(leadId, lead, [draft], origin);
    const followed = events.flatMap((event) => follow({ event, lead: after, stays }, rules));
    watched.push({ ...draft, clocks: [...(draft.clocks ?? []), ...followed] });
    return { ...after, clocks: followed.reduce(changeClock, after.clocks) };
  };
  for (const [index, draft] of drafts.entries()) {
    const next = drafts[index + 1];
    lead = take(draft, next === undefined);
    const fallen = next?.type === 'ExclusionSettled' ? null : fallenAway(lead);
    if (fallen) lead = take(fallen, next === undefined);
  }
  const { set } = rules.deadlines;
  return record(leadId, before, watched, set ? { ...origin, set } : origin);
}

/** The end of a proposed exclusion of a lead that has gone on: to sales, to rest, or excluded by something else. */
function fallenAway({ state, proposed }: Lead): Draft | null {
  // A lead that was joined into another one keeps it, as it keeps everything, for the case that this is undone.
  if (!proposed || state === 'merged' || EXCLUDABLE_BY_HAND.includes(state)) return null;
  const { exclusion, by: proposedBy } = proposed;
  return {
    type: 'ExclusionSettled',
    rule: FOUR_EYES,
    because: `the lead is ${state} by now`,
    data: { as: 'fell-away', exclusion, proposedBy },
  };
}

/** Rule by which whoever may not exclude a lead alone needs a second person (R61). */
export const FOUR_EYES = 'route/four-eyes';

/** One event with the lead after it; `stays` tells that the change ends with it. */
type Moment = { event: LeadEvent; lead: Lead; stays: boolean };

/** The clock changes that follow from one event. */
function follow(moment: Moment, rules: ClockRules): ClockChange[] {
  const changes = [
    ...answering(moment.event, moment.lead, rules),
    ...caring(moment.event, moment.lead, rules),
    ...watches.flatMap((watch) => watching(watch, moment, rules)),
    ...decided(moment),
    ...comingBack(moment, rules),
    ...seriesEnded(moment),
    ...askedWhy(moment, rules),
  ];
  // How long a lead is kept hangs on the cases that are open.
  const lead = { ...moment.lead, clocks: changes.reduce(changeClock, moment.lead.clocks) };
  return [...changes, ...kept({ ...moment, lead }, rules)];
}

/** How long what a person decided holds; each kind runs once at a time. */
export const BY_HAND = { owner: 'by-hand:owner', override: 'by-hand:override' } as const;

/** The clock of a decision by hand: it ends at an instant that the decision names. @param until ISO instant */
export function byHandClock(run: string, startedAt: string, until: string, rulesHash: string): ClockChange {
  const steps: ClockStep[] = [{ id: 'end', at: until, do: 'expire', tell: 'nobody' }];
  const span = { startedAt, target: until, limit: until };
  return { op: 'start', clock: { name: 'by-hand', run, ...span, state: 'running', rulesHash, steps } };
}

/** What was decided by hand and holds no more needs no end. */
function decided({ event, lead }: Moment): ClockChange[] {
  const holds = (run: string) =>
    run === BY_HAND.owner
      ? lead.state === 'assigned' || lead.state === 'accepted'
      : lead.override?.until !== undefined && !OVER.includes(lead.state);
  return lead.clocks
    .filter(({ name, state, run }) => name === 'by-hand' && state === 'running' && !holds(run))
    .map((clock) => stop(clock, event.at));
}

/** A lead that was lost, or a customer, may be addressed again: the clock runs from the loss or purchase until it is left. */
function comingBack({ event, lead }: Moment, { deadlines, calendars }: ClockRules): ClockChange[] {
  if (event.type === 'LeadMerged') return [];
  const going = running(lead).filter(({ name }) => name === 'win-back');
  // Its one step is its end, whether the lead came back or has to be left in peace.
  if (event.type === 'ClockStepTaken' && event.data.clock === 'win-back')
    return going.filter(({ run }) => run === event.data.run).map((clock) => stop(clock, event.at));
  const told = ['CustomerKnown', 'DuplicateMerged', 'MergeUndone'].includes(event.type);
  const decides =
    event.type === 'LossSurveyAnswered' && ['never', 'on-day'].includes(event.data.winBack ?? '');
  const said = decides && lead.state === 'lost';
  if (event.to === undefined && !(told && lead.state === 'won') && !said) return [];
  const calendar = calendarOf(calendars.document);
  const way = wayBack(lead, deadlines.document, { now: event.at, calendar });
  const stops = going.filter(({ run }) => run !== way?.run).map((clock) => stop(clock, event.at));
  if (!way || stops.length < going.length) return stops;
  return [...stops, { op: 'start', clock: winBackClock(way, event.at, deadlines.hash) }];
}

/** Somebody who was lost is asked why some days later, unless the lead has gone on by then. */
function askedWhy({ event, lead }: Moment, { deadlines, calendars }: ClockRules): ClockChange[] {
  if (event.type === 'LeadMerged') return [];
  const runs = lead.clocks.filter(({ name }) => name === 'loss-survey');
  const asked = event.type === 'ClockStepTaken' && event.data.clock === 'loss-survey';
  if (asked || lead.state !== 'lost') return running({ clocks: runs }).map((clock) => stop(clock, event.at));
  const { lossSurvey } = deadlines.document;
  if (event.type !== 'LeadLost' || !lossSurvey) return [];
  const at = addCalendarDays(event.at, lossSurvey.afterDays, calendarOf(calendars.document));
  const run = `loss-survey:${runs.length + 1}`;
  const step: ClockStep = { id: 'ask', at, do: 'ask-why', tell: 'nobody' };
  const span = { startedAt: event.at, target: at, limit: at, state: 'running' as const };
  const clock = { name: 'loss-survey' as const, run, ...span, rulesHash: deadlines.hash, steps: [step] };
  return [{ op: 'start', clock }];
}

/** A lead at rest is kept as long as a rule says; a sign of life or a case that is open begins that anew. */
function kept({ event, lead }: Moment, { retention, calendars }: ClockRules): ClockChange[] {
  if (event.type === 'LeadMerged' || event.type === 'RetentionEnded') return [];
  const going = running(lead).filter(({ name }) => name === 'retention');
  const until = keptUntil(lead, retention.document, calendarOf(calendars.document));
  // What a joining had ended runs again once it is undone, beside what began since.
  const stops = going.filter(({ run }) => run !== until?.run).map((clock) => stop(clock, event.at));
  if (!until || going.some(({ run, target }) => run === until.run && target === until.at)) return stops;
  return [...stops, { op: 'start', clock: retentionClock(until, event.at, retention.hash) }];
}

/** A clock whose steps are the mails of a series. @param steps their ids and instants, the earliest first */
export function nurtureClock(
  series: string,
  startedAt: string,
  steps: readonly { id: string; at: string }[],
  rulesHash: string,
): ClockChange {
  const end = steps.at(-1)?.at ?? startedAt;
  const planned = steps.map(({ id, at }): ClockStep => ({ id, at, do: 'nurture', tell: 'nobody' }));
  const span = { startedAt, target: end, limit: end };
  return {
    op: 'start',
    clock: {
      name: 'nurture',
      run: `nurture:${series}`,
      ...span,
      state: 'running',
      rulesHash,
      steps: planned,
    },
  };
}

/**
 * A series ends with its last mail, and before that as soon as the person answers, is ripe or wants no advertising.
 * @param moment an event and the lead after it
 * @returns the ends of the series that still run
 */
export function seriesEnded({ event, lead }: Pick<Moment, 'event' | 'lead'>): ClockChange[] {
  if (event.type === 'LeadMerged') return [];
  const heard = isHeard(event);
  const ended = event.type === 'NurtureStepTaken' && event.data.ends;
  const ripe = lead.class === 'hot' && !isWonBack(lead);
  const over = lead.state !== 'qualifying' || ripe || !takesAdvertising(lead);
  return running(lead)
    .filter(({ name }) => name === 'nurture')
    .filter(({ steps }) => heard || ended || over || steps.every(({ taken }) => taken))
    .map((clock) => stop(clock, event.at));
}

/** The person asked something. */
function isHeard({ type, data }: LeadEvent): boolean {
  if (type === 'InquiryReviewed') return data.decision === 'approve';
  return (type === 'InquiryReceived' && !data.inquiry.setAside) || type === 'DuplicateMerged';
}

function watching(watch: Watch, { event, lead, stays }: Moment, rules: ClockRules): ClockChange[] {
  if (event.type === 'LeadMerged') return [];
  const runs = lead.clocks.filter((clock) => clock.name === watch.clock);
  const going = running({ clocks: runs });
  const wanted = watch.while(lead);
  if (wanted && going.length > 0 && !watch.anew?.(event)) return [];
  const stops = going.map((clock) => stop(clock, event.at));
  if (!wanted || (watch.atRest && !stays)) return stops;
  const clock = startClock(
    { name: watch.clock, run: `${watch.clock}:${runs.length + 1}`, startedAt: event.at, lead },
    rules,
  );
  return [...stops, { op: 'start', clock }];
}

/** The clocks of single inquiries: how late it was entered, and until when it must be answered. */
function answering(event: LeadEvent, lead: Lead, rules: ClockRules): ClockChange[] {
  // What a merged lead still owes is owed by the one that it was joined into: its own clocks are void.
  if (event.type === 'LeadMerged') return running(lead).map(({ run }) => ({ op: 'void', run, at: event.at }));
  if (OVER.includes(lead.state)) return fulfilments(lead).map((clock) => stop(clock, event.at));
  return [...answered(event, lead, rules), ...forbidden(event, lead)];
}

/** Whoever did not ask and takes back the consent by which they were to be answered is owed no answer any more. */
function forbidden({ at }: LeadEvent, lead: Lead): ClockChange[] {
  const names = lead.inquiries.filter((one) => !mayBeAnswered(one, lead)).map(({ id }) => `fulfilment:${id}`);
  return fulfilments(lead)
    .filter(({ run }) => names.includes(run))
    .map(({ run }) => ({ op: 'void', run, at }));
}

function answered(event: LeadEvent, lead: Lead, rules: ClockRules): ClockChange[] {
  switch (event.type) {
    case 'InquiryReceived': {
      const { inquiry, outcome } = event.data;
      const owed = outcome !== 'quarantined' && !inquiry.concern && mayBeAnswered(inquiry, lead);
      const answer = owed ? [startAnswer(inquiry, lead, rules)] : [];
      return [...entered(inquiry, lead, rules), ...answer];
    }
    case 'InquiryAnswered':
      return fulfilments(lead)
        .filter((clock) => clock.run === `fulfilment:${event.data.inquiryId}`)
        .map((clock) => stop(clock, event.at));
    case 'InquiryReviewed':
      return event.data.decision === 'reject' || event.data.concern
        ? []
        : lead.inquiries
            .filter((inquiry) => inquiry.id === event.data.inquiryId && waits(inquiry, lead))
            .map((inquiry) => startAnswer(inquiry, lead, rules));
    case 'ReviewDecided':
      if (event.data.decision === 'reject') return fulfilments(lead).map((clock) => stop(clock, event.at));
      return lead.inquiries
        .filter((inquiry) => waits(inquiry, lead))
        .map((inquiry) => startAnswer(inquiry, lead, rules));
    default:
      return [];
  }
}

/** The clocks of cases: a request about the own data (one month, Art. 12 (3) GDPR) or a complaint. */
function caring({ type, data, at }: LeadEvent, lead: Lead, rules: ClockRules): ClockChange[] {
  switch (type) {
    case 'RightsRequested':
      return [
        { op: 'start', clock: startClock({ name: 'rights', run: data.run, startedAt: at, lead }, rules) },
      ];
    case 'ComplaintReceived':
      return [
        { op: 'start', clock: startClock({ name: 'complaint', run: data.run, startedAt: at, lead }, rules) },
      ];
    case 'RightsSettled':
    case 'ComplaintAnswered':
      return [{ op: 'stop', run: data.run, at }];
    default:
      return [];
  }
}

type Inquiry = Lead['inquiries'][number];

/** What came in late was written down somewhere else first; what comes in as it is said cannot be late. */
function entered(inquiry: Inquiry, lead: Lead, rules: ClockRules): ClockChange[] {
  const { id, capturedAt, receivedAt } = inquiry;
  if (capturedAt >= receivedAt) return [];
  const start = { name: 'entry' as const, run: `entry:${id}`, startedAt: capturedAt, lead, inquiry };
  const clock = { ...startClock(start, rules), steps: [] };
  return [{ op: 'start', clock }, stop(clock, receivedAt)];
}

/** Counted from the receipt, also where a review had to come first: the person has been waiting since then (R109). */
function startAnswer(inquiry: Inquiry, lead: Lead, rules: ClockRules): ClockChange {
  const { id, receivedAt: startedAt } = inquiry;
  const start = { name: 'fulfilment' as const, run: `fulfilment:${id}`, startedAt, lead, inquiry };
  return { op: 'start', clock: startClock(start, rules) };
}

function waits(inquiry: Inquiry, lead: Lead): boolean {
  return (
    !inquiry.answered &&
    !inquiry.setAside &&
    mayBeAnswered(inquiry, lead) &&
    !lead.clocks.some((clock) => clock.run === `fulfilment:${inquiry.id}`)
  );
}

const running = ({ clocks }: Pick<Lead, 'clocks'>): Clock[] => clocks.filter(isOpen);

function fulfilments(lead: Lead): Clock[] {
  return running(lead).filter(({ name }) => name === 'fulfilment');
}

function stop(clock: Clock, at: string): ClockChange {
  return { op: 'stop', run: clock.run, at };
}

/** The start of a clock: which one, when, and of which lead. */
export interface ClockStart {
  name: DeadlineName;
  /** Name of the run, unique on the lead. */
  run: string;
  /** ISO instant. */
  startedAt: string;
  lead: Lead;
  /** What the clock is about; the newest inquiry of the lead, where it is about all of it. */
  inquiry?: Inquiry;
}

/** A clock that begins to run, with target, limit and steps fixed as instants. */
export function startClock({ name, run, startedAt, lead, inquiry }: ClockStart, rules: ClockRules): Clock {
  const channel = (inquiry ?? lead.inquiries.at(-1))?.channel;
  const rule = promiseFor(rules.deadlines.document, name, lead, channel);
  const calendar = calendarOf(rules.calendars.document, rule.calendar);
  const after = (duration: string) => deadline(startedAt, duration, rule.counted, calendar);
  const target = after(rule.target);
  const limit = after(rule.limit);
  const steps = rule.steps.map(({ at, do: action, tell }, index): ClockStep => {
    const due = at === 'target' ? target : at === 'limit' ? limit : after(at);
    return { id: `${at}-${index + 1}`, at: due, do: action, tell };
  });
  return { name, run, startedAt, target, limit, state: 'running', rulesHash: rules.deadlines.hash, steps };
}
