import { byPerson, keepActs } from './behaviour.ts';
import { called, countedAnew } from './calls.ts';
import { changeClock } from './clock.ts';
import type { Draft, LeadEvent } from './events.ts';
import { Fault } from './faults.ts';
import { apart, parted, takenOver, without } from './joined.ts';
import type { Lead } from './lead.ts';
import { AT_REST, mayFollow } from './lifecycle.ts';
import { asksAgain, customer, heard, inquiryReviewed, lookedUp, stated, told } from './told.ts';

/** Who or what caused events, and when; the same for all events of one change. */
export interface Origin {
  now: string;
  by: string;
  correlationId: string;
  causationId?: string;
  /** Hash of the rule set that decided. */
  set?: string;
}

function newLead(id: string, at: string): Lead {
  return {
    id,
    version: 0,
    seq: 0,
    createdAt: at,
    updatedAt: at,
    state: 'received',
    stateSince: at,
    class: null,
    stage: null,
    facts: {},
    extra: {},
    score: null,
    pool: null,
    owner: null,
    assignment: null,
    passedOver: [],
    clocks: [],
    round: 0,
    inquiries: [],
    consents: {},
    organisation: null,
    orders: [],
    reason: null,
    contactedAt: null,
  };
}

/** Sales has the lead no more: it is qualified again, and called from the start. */
function nextRound(lead: Lead, { reason }: { reason: string }): Partial<Lead> {
  return { owner: null, passedOver: [], round: lead.round + 1, reason, ...countedAnew(lead) };
}

/** What the data of an event change on a lead; state, clocks and numbers are handled for all events alike. */
function changes(lead: Lead, event: LeadEvent): Partial<Lead> {
  switch (event.type) {
    case 'InquiryReceived': {
      const inquiries = [...lead.inquiries, event.data.inquiry];
      if (event.data.inquiry.setAside) return { inquiries };
      const organisation = event.data.organisation ?? lead.organisation;
      return { ...told(lead, event.data), organisation, inquiries, ...asksAgain(lead, event.data.inquiry) };
    }
    case 'InquiryReviewed':
      return inquiryReviewed(lead, event.data);
    case 'FactsChanged':
      return {
        ...stated(lead, event.data.facts),
        ...heard(lead),
        ...(event.by === 'person' || event.data.source === 'answer' ? { heardAt: event.at } : {}),
      };
    case 'CustomerKnown':
      return customer(lead, event.data);
    case 'FactsLookedUp':
      return lookedUp(lead, event);
    case 'ConsentChanged':
      return { consents: { ...lead.consents, ...event.data.consents } };
    case 'LeadScored':
      return {
        score: event.data.score,
        class: event.data.class,
        stage: event.data.stage,
        ...(event.to ? { reason: null } : {}),
        ...(event.to && AT_REST.includes(lead.state) ? { roundsBefore: lead.round } : {}),
      };
    case 'RoundBegun':
      return { round: event.data.round, roundSince: event.at, ...countedAnew(lead) };
    case 'NurtureStepTaken': {
      const { series, step } = event.data;
      return { nurtured: { series, step } };
    }
    case 'QuestionsSent': {
      const { round, reason } = event.data;
      return { questioned: { round, at: event.at, ...(reason ? { reason } : {}) } };
    }
    case 'LossSurveySent': {
      const { run, outcome, reason } = event.data;
      const skipped = outcome === 'skipped' && reason ? { skipped: reason } : {};
      return { lossSurvey: { ...surveyOf(lead, run), run, at: event.at, ...skipped } };
    }
    case 'LossSurveyAnswered': {
      const { run, ...answer } = event.data;
      const survey = { at: event.at, ...surveyOf(lead, run), run };
      return { lossSurvey: { ...survey, answer: { ...answer, at: event.at } }, heardAt: event.at };
    }
    case 'InquiryAnswered': {
      const { inquiryId, how, package: name } = event.data;
      const answered = { at: event.at, how, ...(name ? { package: name } : {}) };
      return {
        inquiries: lead.inquiries.map((inquiry) =>
          inquiry.id === inquiryId ? { ...inquiry, answered } : inquiry,
        ),
      };
    }
    case 'AnswerFailed': {
      const { inquiryId, reason } = event.data;
      const failed = { at: event.at, reason };
      return {
        inquiries: lead.inquiries.map((inquiry) =>
          inquiry.id === inquiryId ? { ...inquiry, failed } : inquiry,
        ),
      };
    }
    case 'LeadAssigned':
      return {
        pool: event.data.pool,
        owner: event.data.owner,
        assignment: event.data.assignment,
        // An opportunity that changes hands goes on where it was.
        contactedAt: event.to ? null : lead.contactedAt,
        reason: null,
        formerOwner: undefined,
        // A customer who is given to somebody else is theirs from then on.
        ...(lead.state === 'won' ? { keeper: event.data.owner } : {}),
      };
    case 'LeadParked':
      return { pool: event.data.pool, reason: event.data.reason };
    case 'OwnerReleased':
      return { owner: null, passedOver: [...new Set([...lead.passedOver, event.data.owner])] };
    case 'ContactMade':
      return { contactedAt: event.at, heardAt: event.at };
    case 'LeadReturned':
      return nextRound(lead, event.data);
    case 'LeadWon':
      return {
        orders: [...lead.orders, event.data.order],
        reason: null,
        ...(lead.owner ? { keeper: lead.owner } : {}),
      };
    case 'LeadLost':
    case 'LeadRested':
      return { reason: event.data.reason };
    case 'LeadExcluded':
    case 'LeadQuarantined': {
      const { reason, rule } = event.data;
      return { reason, ...(rule ? { exclusion: rule } : {}) };
    }
    case 'LeadRequalified':
      return {
        ...nextRound(lead, event.data),
        ...(event.data.formerOwner ? { formerOwner: event.data.formerOwner } : {}),
        ...(AT_REST.includes(lead.state) ? { roundsBefore: lead.round } : {}),
      };
    case 'ActionTakenBack': {
      const { restored } = event.data;
      // What the person said after the contact that is taken back was heard all the same.
      const heardAt = lead.heardAt === lead.contactedAt ? restored.heardAt : lead.heardAt;
      return { ...restored, keeper: restored.keeper, heardAt };
    }
    case 'OverrideSet': {
      const { exclusion } = event.data;
      return { override: { ...event.data, by: event.by, at: event.at }, reason: exclusion ?? null };
    }
    case 'ExclusionProposed':
      return { proposed: { ...event.data, by: event.by, at: event.at } };
    case 'ExclusionSettled':
      return { proposed: undefined };
    case 'OverrideEnded':
      return { override: undefined, reason: null };
    case 'ReviewDecided': {
      const { decision } = event.data;
      if (decision === 'reject') return { reason: 'rejected' };
      return { reason: null, ...(lead.exclusion ? { overruled: lead.exclusion } : {}) };
    }
    case 'LeadQualified':
      return { reason: null };
    case 'LeadMerged':
      return { merged: { into: event.data.into, state: lead.state, since: lead.stateSince } };
    case 'DuplicateMerged':
      return takenOver(lead, event.data, event.at);
    case 'MergeUndone':
      return parted(lead, event.data);
    case 'DuplicateSuspected': {
      const { lead: other, asked } = event.data;
      return { doubles: [...without(lead.doubles, other), { lead: other, asked }] };
    }
    case 'DuplicateDismissed':
      return apart(lead, event.data.lead);
    case 'BehaviourSeen':
      return {
        behaviour: keepActs(lead.behaviour ?? [], event.data),
        ...(event.data.acts.some(byPerson) ? { heardAt: event.at } : {}),
      };
    case 'CallMade':
      return called(lead, event);
    case 'LeadErased':
      return { createdAt: event.data.createdAt };
    case 'NurtureBegun':
    case 'LeadAccepted':
    case 'OpportunityOpened':
    case 'RightsRequested':
    case 'RetentionEnded':
    case 'RightsSettled':
    case 'ComplaintReceived':
    case 'ComplaintAnswered':
    case 'NoteAdded':
    case 'ClockPaused':
    case 'ClockResumed':
    case 'ClockStepTaken':
      return {};
  }
}

/** What is known of asking about a loss. */
function surveyOf({ lossSurvey }: Lead, run: string): Lead['lossSurvey'] {
  return lossSurvey?.run === run ? lossSurvey : undefined;
}

/** Without what says nothing, so that a lead is the same however it came to be. */
function tidy({ merged, doubles, distinct, formerOwner, proposed, ...lead }: Lead): Lead {
  return {
    ...lead,
    ...(proposed ? { proposed } : {}),
    ...(merged ? { merged } : {}),
    ...(doubles?.length ? { doubles } : {}),
    ...(formerOwner ? { formerOwner } : {}),
    ...(distinct?.length ? { distinct } : {}),
  };
}

/** What an event changes: the lead as it stands, what it was without another one that was joined into it, or what stays of it. */
function basis(lead: Lead, event: LeadEvent): Lead {
  const restored =
    event.type === 'LeadErased'
      ? event.data.rest
      : event.type === 'MergeUndone'
        ? event.data.restored
        : undefined;
  if (!restored) return lead;
  const { id, version, seq, createdAt, updatedAt, state, stateSince } = lead;
  return { id, version, seq, createdAt, updatedAt, state, stateSince, ...restored };
}

/**
 * The lead after one more event. Folding all events of a lead from the first gives its stored state.
 * @throws Fault `lifecycle-violated` if the event leads where the lifecycle forbids: a bug of the caller, never retried
 */
export function evolve(lead: Lead | null, event: LeadEvent): Lead {
  const before = lead ?? newLead(event.leadId, event.at);
  const state = event.to ?? before.state;
  const back = event.type === 'ActionTakenBack';
  // Who is a customer already was never received.
  const begins = lead === null && event.type === 'CustomerKnown' && state === 'won';
  if (!back && !begins && !mayFollow(before.state, state)) {
    throw new Fault('lifecycle-violated', {
      retryable: false,
      detail: `${before.state} → ${state} by ${event.type}`,
    });
  }
  const moved = lead !== null && state !== before.state;
  const base = basis(before, event);
  const after: Lead = {
    ...base,
    stateSince: moved ? event.at : before.stateSince,
    ...changes(base, event),
    seq: event.seq,
    state,
    updatedAt: event.at,
  };
  return tidy({ ...after, clocks: event.clocks.reduce(changeClock, after.clocks) });
}

/** Rebuilds a lead from its whole history, in order. */
export function rebuild(events: readonly LeadEvent[]): Lead | null {
  return events.reduce<Lead | null>(evolve, null);
}

/**
 * Turns drafts into events of one lead and applies them.
 * @param leadId the lead's id; `before` is null for a lead that begins with these events
 * @returns the lead after the events (its version one higher) and the events as they are stored
 */
export function record(
  leadId: string,
  before: Lead | null,
  drafts: readonly Draft[],
  origin: Origin,
): { lead: Lead; events: LeadEvent[] } {
  let lead = before;
  const events: LeadEvent[] = [];
  for (const draft of drafts) {
    const seq = (lead?.seq ?? 0) + 1;
    const event: LeadEvent = {
      ...draft,
      id: `${leadId}.${seq}`,
      seq,
      leadId,
      at: origin.now,
      by: origin.by,
      correlationId: origin.correlationId,
      ...(origin.causationId ? { causationId: origin.causationId } : {}),
      ...(origin.set ? { set: origin.set } : {}),
      clocks: draft.clocks ?? [],
    };
    lead = evolve(lead, event);
    events.push(event);
  }
  if (lead === null) throw new Fault('nothing-recorded', { retryable: false, detail: leadId });
  return { lead: { ...lead, version: (before?.version ?? 0) + 1 }, events };
}
