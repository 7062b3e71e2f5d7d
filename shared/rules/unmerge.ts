/** How two leads that were joined are two again, each as it would be without the other (spec 2). Pure. */
import { beforeAct } from '../domain/before-act.ts';
import { refusalIn } from '../domain/calls.ts';
import { type Clock, type ClockChange, changeClock, isOpen } from '../domain/clock.ts';
import { mayBeAnswered } from '../domain/contact.ts';
import type { Draft, LeadEvent } from '../domain/events.ts';
import { evolve, rebuild } from '../domain/evolve.ts';
import type { Consent } from '../domain/facts.ts';
import { type Lead, LeadContent } from '../domain/lead.ts';
import { mergeDrafts, OWED, type PairDrafts, type Told } from './merge.ts';
import { seriesEnded } from './watch.ts';

/** The newest lead that was joined into this one and is not apart again, or undefined. */
export function lastMerged(events: readonly LeadEvent[]): string | undefined {
  return mergedInto(events).at(-1);
}

/** The leads that were joined into this one and are not apart again, in order. */
export function mergedInto(events: readonly LeadEvent[]): string[] {
  return standing(events).map(({ data }) => data.lead);
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
 * had taken over; the other one learns what it was owed and got meanwhile, and what was refused.
 * @param others the other leads that are still joined into the one that stayed: what they had to say is weighed anew
 * @param now ISO instant
 * @returns null where the one was not joined into the other
 */
export function undoDrafts(
  { stayed, went, others }: { stayed: Told; went: Told; others: readonly Told[] },
  now: string,
  reason?: string,
): PairDrafts | null {
  const joining = standing(stayed.events).find(({ data }) => data.lead === went.lead.id);
  if (!joining || went.lead.merged?.into !== stayed.lead.id) return null;
  const since = stayed.events.filter(({ seq }) => seq > joining.seq);
  const arrived = since.flatMap((event) => (event.type === 'InquiryReceived' ? [event.data] : []));
  const restored = contentWithout(stayed.events, joining, others);
  const told = {
    ...(reason ? { reason } : {}),
    stay: arrived.map(({ inquiry }) => inquiry.id),
    refused: refusedIn(since, stayed.lead),
  };
  const origin = { rule: 'identity/unmerge', ...(reason ? { because: reason } : {}) };
  const owed = movedClocks(joining, went);
  const back: Draft = {
    type: 'MergeUndone',
    ...origin,
    to: went.lead.merged.state,
    data: { lead: stayed.lead.id, ...told },
    clocks: [...stoppedBy(went, stayed.lead, owed), ...begunSince(since, joining, stayed.lead, went.lead)],
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
    second: [
      back,
      ...reviewedSince(since, joining),
      ...answeredSince(stayed.lead, went.lead),
      ...settledSince(since, owed),
    ],
  };
}

/** What a lead consists of if one joining, and those undone before, are left out of its history. */
function contentWithout(
  events: readonly LeadEvent[],
  joining: Joining,
  others: readonly Told[],
): LeadContent {
  const kept = new Set(standing(events).filter((event) => event !== joining));
  const foreign = foreignInquiries(events, kept);
  const own: LeadEvent[] = [];
  let lead: Lead | null = null;
  for (const event of events) {
    const mine = ownPart(event, { lead, events: own }, { kept, foreign, others });
    if (!mine) continue;
    lead = withSeriesEnded(evolve(lead, mine), mine);
    own.push(mine);
  }
  const { clocks, ...content } = LeadContent.parse(lead);
  const stays = (clock: Clock): boolean => {
    const id = clock.run.slice(clock.run.indexOf(':') + 1);
    const inquiry = content.inquiries.find((one) => one.id === id);
    // What was owed by a consent of the other one alone is owed no more.
    const isOwed = clock.name !== 'fulfilment' || !inquiry || mayBeAnswered(inquiry, content);
    return !foreign.has(id) && (isOwed || !isOpen(clock));
  };
  return { ...content, clocks: clocks.filter(stays) };
}

/** A series that a joining had ended would have been ended by what came later, too. */
function withSeriesEnded(lead: Lead, event: LeadEvent): Lead {
  return { ...lead, clocks: seriesEnded({ event, lead }).reduce(changeClock, lead.clocks) };
}

/** Inquiries of leads that are not joined any more. */
function foreignInquiries(events: readonly LeadEvent[], kept: ReadonlySet<LeadEvent>): Set<string> {
  const inquiriesOf = (event: LeadEvent): string[] => {
    if (event.type === 'InquiryReceived') return [event.data.inquiry.id];
    return event.type === 'DuplicateMerged' ? event.data.inquiries.map(({ id }) => id) : [];
  };
  const isGone = (event: LeadEvent) => event.type === 'DuplicateMerged' && !kept.has(event);
  const own = new Set(events.filter((event) => !isGone(event)).flatMap(inquiriesOf));
  return new Set(
    events
      .filter(isGone)
      .flatMap(inquiriesOf)
      .filter((id) => !own.has(id)),
  );
}

/** An event as it would have been without the leads that are not joined any more; null where it would not have been. */
function ownPart(
  event: LeadEvent,
  { lead, events }: { lead: Lead | null; events: readonly LeadEvent[] },
  {
    kept,
    foreign,
    others,
  }: { kept: ReadonlySet<LeadEvent>; foreign: ReadonlySet<string>; others: readonly Told[] },
): LeadEvent | null {
  switch (event.type) {
    case 'InquiryReviewed':
      return foreign.has(event.data.inquiryId) ? null : event;
    case 'DuplicateMerged': {
      if (!kept.has(event)) return null;
      const other = others.find((one) => one.lead.id === event.data.lead);
      return lead && other ? weighedAnew(event, { lead, events }, asItWent(other)) : event;
    }
    case 'MergeUndone': {
      const { restored: _, ...data } = event.data;
      return { ...event, data };
    }
    case 'ActionTakenBack': {
      const restored = beforeAct(events, event.data.events)?.restored;
      return restored ? { ...event, data: { ...event.data, restored } } : event;
    }
    default:
      return event;
  }
}

/** What another lead brought along, beside the one that it is joined into as that one would have been. */
function weighedAnew(event: Joining, stays: Told, goes: Told | null): Joining {
  if (!goes) return event;
  const { score, evidence, reason } = event.data;
  const cause = {
    rule: event.rule ?? '',
    because: event.because ?? '',
    ...(score === undefined ? {} : { score }),
    ...(evidence ? { evidence } : {}),
    ...(reason ? { reason } : {}),
  };
  const [draft] = mergeDrafts(stays, goes, cause).first;
  if (draft?.type !== 'DuplicateMerged') return event;
  return { ...event, data: draft.data };
}

/** A lead as it was when it was joined into another one. */
function asItWent({ events }: Told): Told | null {
  const at = events.findLastIndex(({ type }) => type === 'LeadMerged');
  const before = events.slice(0, Math.max(at, 0));
  const lead = rebuild(before);
  return lead && { lead, events: before };
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

/** Runs of a lead that went on under another lead: the name there, and the name of its own. */
type Moved = { there: string; own: string };

/** Which runs of what is owed went along with a joining. */
function movedClocks(joining: Joining, went: Told): Moved[] {
  const stopped = stoppedRuns(went);
  const left = went.lead.clocks.filter(({ name, run }) => OWED.includes(name) && stopped.has(run));
  return joining.clocks.flatMap((change): Moved[] => {
    if (change.op !== 'start') return [];
    const { name, startedAt, limit, run } = change.clock;
    const at = left.findIndex(
      (clock) => clock.name === name && clock.startedAt === startedAt && clock.limit === limit,
    );
    const [clock] = at < 0 ? [] : left.splice(at, 1);
    return clock ? [{ there: run, own: clock.run }] : [];
  });
}

function stoppedRuns({ events }: Told): Set<string> {
  const joined = events.findLast(({ type }) => type === 'LeadMerged');
  return new Set(joined?.clocks.flatMap((change) => (change.op === 'void' ? [change.run] : [])));
}

/** The clocks that the joining stopped: as they were, and what was owed as it stands by now. */
function stoppedBy(went: Told, stayed: Lead, moved: readonly Moved[]): ClockChange[] {
  const runs = stoppedRuns(went);
  return went.lead.clocks.flatMap(({ stoppedAt: _, ...clock }): ClockChange[] => {
    if (!runs.has(clock.run)) return [];
    const there = moved.find(({ own }) => own === clock.run)?.there;
    const meanwhile = stayed.clocks.find(({ run }) => run === there);
    const own: Clock = { ...clock, state: clock.paused ? 'paused' : 'running' };
    const stands = meanwhile && isStillOwed(meanwhile, stayed) ? { ...meanwhile, run: clock.run } : own;
    return [{ op: 'start', clock: stands }];
  });
}

/** Whether a clock of the joined lead says how it is with the one that goes: it runs on, or the person got what they waited for. */
function isStillOwed(clock: Clock, { inquiries }: Lead): boolean {
  if (isOpen(clock)) return true;
  if (clock.state === 'void') return false;
  return (
    clock.name !== 'fulfilment' ||
    inquiries.some(({ id, answered }) => answered && clock.run === `fulfilment:${id}`)
  );
}

/** The clocks of answers to inquiries that somebody let through while the two were one. */
function begunSince(since: readonly LeadEvent[], joining: Joining, stayed: Lead, went: Lead): ClockChange[] {
  const known = new Set(went.clocks.map(({ run }) => run));
  const reviewed = new Set(
    since.flatMap((event) => (isReviewOf(event, joining) ? [`fulfilment:${event.data.inquiryId}`] : [])),
  );
  return stayed.clocks
    .filter((clock) => reviewed.has(clock.run) && !known.has(clock.run))
    .map((clock) => ({ op: 'start', clock }));
}

function runsOnlyIn({ clocks }: Lead, restored: LeadContent, now: string): ClockChange[] {
  const own = new Set(restored.clocks.map(({ run }) => run));
  return clocks.filter(({ run }) => !own.has(run)).map(({ run }) => ({ op: 'void', run, at: now }));
}

/** What was refused meanwhile, in messages, on the own page and on the phone, as far as it still stands. */
function refusedIn(since: readonly LeadEvent[], { consents: now }: Lead): Record<string, Consent> {
  const asked = new Set(
    since.map(consentsIn).flatMap((told) => Object.keys(told).filter((purpose) => !told[purpose]?.given)),
  );
  return Object.fromEntries(
    Object.entries(now).filter(([purpose, { given }]) => !given && asked.has(purpose)),
  );
}

/** What an event says about consents. An inquiry that lies in quarantine by itself says nothing yet. */
function consentsIn(event: LeadEvent): Record<string, Consent> {
  switch (event.type) {
    case 'InquiryReceived':
      return event.data.inquiry.setAside ? {} : event.data.consents;
    case 'InquiryReviewed':
      return event.data.decision === 'approve' ? event.data.consents : {};
    case 'ConsentChanged':
    case 'CustomerKnown':
      return event.data.consents;
    default:
      return refusalIn(event) ?? {};
  }
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

/** Cases that were settled meanwhile are settled for whoever opened them. */
function settledSince(since: readonly LeadEvent[], moved: readonly Moved[]): Draft[] {
  return since.flatMap((event): Draft[] => {
    if (event.type !== 'RightsSettled' && event.type !== 'ComplaintAnswered') return [];
    const run = moved.find(({ there }) => there === event.data.run)?.own;
    if (run === undefined) return [];
    const because = `settled at ${event.at}, while the two were one lead`;
    return [{ type: event.type, because, data: { ...event.data, run } }];
  });
}
