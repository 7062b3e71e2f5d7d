import * as z from 'zod';
import { Absence } from './absence.ts';
import { Act } from './behaviour.ts';
import { CallResult } from './calls.ts';
import { ClockChange, ClockName, StepAction } from './clock.ts';
import { Consent, Facts, Finding } from './facts.ts';
import {
  Assignment,
  DateFacts,
  InquirySummary,
  Lead,
  LeadClass,
  LeadContent,
  LossAnswer,
  Order,
  Override,
  Owner,
  Proposal,
  Score,
  Stage,
} from './lead.ts';
import { State } from './lifecycle.ts';
import { Evidence } from './review.ts';

/** Why two leads are taken for one person: what each compared field said, or what somebody wrote. */
const why = {
  score: z.number().optional(),
  evidence: z.array(Evidence).optional(),
  reason: z.string().optional(),
};

/** The part of a lead that an owner's action can change, as it was before. */
export const BeforeAction = z.lazy(() =>
  Lead.unwrap().pick({
    stateSince: true,
    owner: true,
    passedOver: true,
    round: true,
    reason: true,
    contactedAt: true,
    heardAt: true,
    orders: true,
    keeper: true,
  }),
);
export type BeforeAction = z.infer<typeof BeforeAction>;

/** What decided a turn beside the lead and the rules, so that it can be decided again. */
export const TurnGiven = z.lazy(() =>
  z.object({
    /** Version of the pool's ledger that it was decided on. */
    ledger: z.number().int().min(0),
    /** Absences that members entered themselves, as far as they are not over. */
    absences: z.record(z.string(), z.array(Absence)).optional(),
    /** Leads that stood in the line and waited no longer. */
    gone: z.array(z.string()).optional(),
    /** Whose the organisation was, by which of its leads. */
    organisation: z.object({ owner: z.string(), lead: z.string() }).optional(),
    /** What members work on of whom the ledger said that they have as many leads as agreed, or nothing: as it was looked up. */
    open: z.record(z.string(), z.array(z.string())).optional(),
  }),
);
export type TurnGiven = z.infer<typeof TurnGiven>;

/** Made when the first event is read: whoever only records new ones does without. */
const data = () => ({
  /** An inquiry was stored: it made this lead or was attached to it. */
  InquiryReceived: z.object({
    inquiry: InquirySummary,
    outcome: z.enum(['created', 'merged', 'reply', 'quarantined']),
    facts: Facts,
    extra: z.record(z.string(), z.unknown()),
    consents: z.record(z.string(), Consent),
    findings: z.array(Finding),
    organisation: z.object({ name: z.string().optional(), domain: z.string().optional() }).nullable(),
  }),
  FactsChanged: z.object({ facts: Facts, source: z.string() }),
  /** Another system tells that the person is a customer: whose, of what they bought the news, and which days matter. */
  CustomerKnown: z.object({
    source: z.string(),
    facts: Facts,
    extra: z.record(z.string(), z.unknown()),
    consents: z.record(z.string(), Consent),
    organisation: Lead.unwrap().shape.organisation,
    keeper: Owner.optional(),
    orders: z.array(Order),
    dates: DateFacts,
  }),
  /** Facts of the organisation were looked up where nobody had told them (R76): where, what was found, what it cost. */
  FactsLookedUp: z.object({
    source: z.string(),
    facts: Facts,
    /** Euro cents. */
    cents: z.number().nonnegative(),
    /** What a source that is paid does not know of that domain: it is not asked for it again before long. */
    unknown: z.object({ domain: z.string(), facts: z.array(z.string()) }).optional(),
    /** Whether the domain of the person's e-mail address takes mail. */
    mailDomain: z.object({ domain: z.string(), status: z.enum(['plausible', 'invalid']) }).optional(),
  }),
  /** The person gave or took back consents, by purpose. */
  ConsentChanged: z.object({ consents: z.record(z.string(), Consent) }),
  LeadScored: z.object({ score: Score, class: LeadClass, stage: Stage.nullable() }),
  /** The lead is ripe for sales and waits for an owner. */
  LeadQualified: z.object({}),
  /** No longer ripe, or back in the loop for another reason. */
  LeadRequalified: z.object({
    reason: z.string(),
    /** Who had it before it was at rest, and gets it again if they can take it. */
    formerOwner: Owner.optional(),
  }),
  /** Not ripe at the end of a round: another one begins, which asks for these facts of the definition. */
  RoundBegun: z.object({ round: z.number().int().min(1), ask: z.array(z.string()) }),
  /** No sales case; `rule` of the exclusion document, where that decided. */
  LeadExcluded: z.object({ reason: z.string(), rule: z.string().optional() }),
  LeadQuarantined: z.object({ reason: z.string(), rule: z.string().optional() }),
  /** A person decided a review. */
  ReviewDecided: z.object({ decision: z.enum(['approve', 'reject']), reason: z.string().optional() }),
  /** A person decided about one inquiry of a lead that was set aside; what is believed of it from then on. */
  InquiryReviewed: z.object({
    inquiryId: z.string(),
    decision: z.enum(['approve', 'reject']),
    reason: z.string().optional(),
    facts: Facts,
    extra: z.record(z.string(), z.unknown()),
    consents: z.record(z.string(), Consent),
    concern: InquirySummary.unwrap().shape.concern,
  }),
  /** A series of mails begins; its clock plans them. */
  NurtureBegun: z.object({ series: z.string() }),
  /** A mail of a series was sent, or why it was not. `ends`: nor will the others be. */
  NurtureStepTaken: z.object({
    series: z.string(),
    step: z.string(),
    outcome: z.enum(['sent', 'skipped']),
    reason: z.string().optional(),
    mailId: z.string().optional(),
    ends: z.literal(true).optional(),
  }),
  /** What is missing was asked for by mail when a round began, or why it was not; `bounced`: it came back. */
  QuestionsSent: z.object({
    round: z.number().int().min(1),
    outcome: z.enum(['sent', 'skipped']),
    reason: z.string().optional(),
    mailId: z.string().optional(),
  }),
  /** Who was lost was asked by mail for the reason, or why not; `bounced`: it came back. */
  LossSurveySent: z.object({
    run: z.string(),
    outcome: z.enum(['sent', 'skipped']),
    reason: z.string().optional(),
    mailId: z.string().optional(),
  }),
  /** Who was lost says why, and whether they want to hear from us again. */
  LossSurveyAnswered: LossAnswer.extend({ run: z.string() }),
  InquiryAnswered: z.object({
    inquiryId: z.string(),
    how: z.enum(['mail', 'call', 'post', 'hand', 'none']),
    package: z.string().optional(),
    mailId: z.string().optional(),
  }),
  /** The answer could not be given (no package fits, address bounced, provider refused): a person must act. */
  AnswerFailed: z.object({ inquiryId: z.string(), reason: z.string() }),
  LeadAssigned: z.object({
    pool: z.string(),
    owner: Owner,
    assignment: Assignment,
    given: TurnGiven.optional(),
    /** By hand: the ledger in which the lead was entered, where the leads of its owner are limited. */
    entered: TurnGiven.unwrap().pick({ ledger: true, open: true }).optional(),
  }),
  /** Nobody of the pool can take the lead now: it waits in the pool's line. */
  LeadParked: z.object({
    pool: z.string(),
    reason: z.string(),
    /** Leads that wait in the line, with this one. */
    line: z.number().int().min(1).optional(),
    /** It waited already; nobody has to hear of it again. */
    still: z.boolean().optional(),
    given: TurnGiven.optional(),
  }),
  /** The owner does not have the lead any more; the next one is looked for. */
  OwnerReleased: z.object({
    owner: z.string(),
    why: z.enum(['declined', 'not-accepted', 'not-contacted', 'by-staff', 'time-over']),
    reason: z.string().optional(),
  }),
  LeadAccepted: z.object({ owner: z.string() }),
  ContactMade: z.object({ owner: z.string() }),
  LeadReturned: z.object({ owner: z.string(), reason: z.string(), missing: z.array(z.string()) }),
  OpportunityOpened: z.object({ volume: z.number().nonnegative().optional() }),
  LeadWon: z.object({ order: Order }),
  LeadLost: z.object({ reason: z.string() }),
  LeadRested: z.object({ reason: z.string() }),
  /** The person asked for something about the own data (GDPR), over whatever channel: a case with a clock of its own. */
  RightsRequested: z.object({
    /** Run of the case's clock, such as `rights:1`. */
    run: z.string(),
    right: z.enum(['erasure', 'access', 'objection', 'correction']),
    inquiryId: z.string().optional(),
    /** Nobody has to look into it: what is asked for is done at once. */
    granted: z.literal(true).optional(),
    reason: z.string().optional(),
  }),
  /** A lead at rest has been kept as long as the rule with this id says: it is to be erased. */
  RetentionEnded: z.object({ run: z.string(), rule: z.string() }),
  RightsSettled: z.object({ run: z.string(), result: z.enum(['done', 'refused']) }),
  /** Nothing personal is left of the lead: what stays for the statistics, and who had its data (Art. 19 GDPR). */
  LeadErased: z.object({ createdAt: z.iso.datetime(), rest: LeadContent, passedTo: z.array(z.string()) }),
  ComplaintReceived: z.object({ run: z.string(), inquiryId: z.string().optional() }),
  ComplaintAnswered: z.object({ run: z.string(), result: z.enum(['done', 'refused']) }),
  /** Somebody called the person, or tried to. */
  CallMade: z.object({
    result: CallResult,
    /** Calls that reached nobody so far, with this one. */
    attempts: z.int().min(0),
    /** When to call again. */
    nextAt: z.iso.datetime().optional(),
    /** Nobody calls again before the next round or inquiry. */
    over: z.literal(true).optional(),
    /** Questions of the fixed list, and how many of them are answered after the call; of a call that reached the person. */
    checklist: z.object({ of: z.int().min(0), known: z.int().min(0) }).optional(),
  }),
  NoteAdded: z.object({ text: z.string() }),
  /** A clock stands still, since nobody can do anything: why, and until when at the latest. */
  ClockPaused: z.object({ clock: ClockName, run: z.string(), reason: z.string(), until: z.iso.datetime() }),
  ClockResumed: z.object({ clock: ClockName, run: z.string(), why: z.enum(['by-staff', 'time-over']) }),
  /** A person decided the class, or that it is no sales case, whatever the rules say (R85). */
  OverrideSet: Override.pick({ class: true, exclusion: true, reason: true, until: true }),
  /** A person proposes that it is no sales case; another one decides (R61). */
  ExclusionProposed: Proposal.pick({ exclusion: true, reason: true, until: true }),
  /** A second person decided about it; `fell-away`: the lead had gone on before anybody did. */
  ExclusionSettled: z.object({
    as: z.enum(['confirmed', 'rejected', 'fell-away']),
    exclusion: z.string(),
    proposedBy: z.string(),
    reason: z.string().optional(),
  }),
  /** The rules decide again. */
  OverrideEnded: z.object({ why: z.enum(['expired', 'by-staff']) }),
  /** The lead was joined into another one: it is the same person. */
  LeadMerged: z.object({ into: z.string(), ...why }),
  /** Another lead was joined into this one; what was taken over from it. Of facts, only what is newer there. */
  DuplicateMerged: z.object({
    lead: z.string(),
    facts: Facts,
    extra: z.record(z.string(), z.unknown()),
    consents: z.record(z.string(), Consent),
    organisation: Lead.unwrap().shape.organisation,
    inquiries: z.array(InquirySummary),
    orders: z.array(Order),
    keeper: Owner.optional(),
    dates: DateFacts.optional(),
    doubles: Lead.unwrap().shape.doubles,
    behaviour: Lead.unwrap().shape.behaviour,
    /** Telephone numbers that are known not to be the person's. */
    wrongNumbers: z.array(z.string()).optional(),
    /** When it was agreed to call the person again. */
    callBackAt: z.iso.datetime().optional(),
    /** When the person was last heard of other than by an inquiry. */
    heardAt: z.iso.datetime().optional(),
    /** When the facts were told; those of `lookedUp` nobody told: where they were looked up. */
    toldAt: z.record(z.string(), z.iso.datetime()).optional(),
    lookedUp: z.record(z.string(), z.string()).optional(),
    /** As one of the two the person objected, and asked nothing since. */
    objects: z.literal(true).optional(),
    ...why,
  }),
  /** Leads that were joined are two again. */
  MergeUndone: z.object({
    lead: z.string(),
    reason: z.string().optional(),
    /** Of the one that had taken over: what it is without the other, with all that happened to it since. */
    restored: LeadContent.optional(),
    /** Inquiries that came while the two were one; they stay with the one that had taken over. */
    stay: z.array(z.string()),
    /** Refusals of that time count for both. */
    refused: z.record(z.string(), Consent),
  }),
  /** Another lead may be the same person: somebody is asked. */
  DuplicateSuspected: z.object({ lead: z.string(), asked: z.boolean(), ...why }),
  /** Somebody decided that two leads are two people. */
  DuplicateDismissed: z.object({ lead: z.string(), reason: z.string().optional() }),
  /** The person did something, with a consent that allows to know it; or known acts turned out to be those of machines. */
  BehaviourSeen: z.object({
    acts: z.array(Act),
    voided: z.array(z.object({ id: z.string(), reason: z.string() })),
  }),
  /**
   * A step of a deadline clock was taken: a reminder or an escalation. `tell` is who gets the message: `owner:{id}` (who
   * had the lead when the step was taken), `process-owner`, `marketing` or `nobody`.
   */
  ClockStepTaken: z.object({
    clock: ClockName,
    run: z.string(),
    step: z.string(),
    do: StepAction,
    tell: z.string(),
    /** The fulfilment clock runs per inquiry. */
    inquiryId: z.string().optional(),
  }),
  /** What somebody did was a slip: the lead goes back to where it was. The events stay in the history. */
  ActionTakenBack: z.object({
    /** Ids of the events that count no more, oldest first. */
    events: z.array(z.string()).min(1),
    /** What the lead goes back to, besides its state and its clocks. */
    restored: BeforeAction,
  }),
});

export type EventType = keyof ReturnType<typeof data>;

const envelope = z.object({
  /** `{leadId}.{seq}`: the same event always has the same id, which is what makes consumers idempotent. */
  id: z.string(),
  seq: z.number().int().min(1),
  leadId: z.string(),
  at: z.iso.datetime(),
  /** `system`, `person`, `owner:{id}`, `staff:{subject}`, `crm`. */
  by: z.string(),
  correlationId: z.string(),
  /** The event that led to this one. */
  causationId: z.string().optional(),
  /** Path of the rule that decided, such as `route/fair-turn`. */
  rule: z.string().optional(),
  rulesHash: z.string().optional(),
  /** Hash of the rule set in force: with it every document that decided can be found, also by which clocks were started. */
  set: z.string().optional(),
  because: z.string().optional(),
  /** The state that the lead goes to; absent where it stays. */
  to: State.optional(),
  clocks: z.array(ClockChange),
});

/** One entry of a lead's history: append-only, and enough to rebuild the lead. */
export const LeadEvent = z.lazy(() => {
  const of = data();
  const event = <T extends EventType>(type: T) => envelope.extend({ type: z.literal(type), data: of[type] });
  return z.discriminatedUnion('type', [
    event('InquiryReceived'),
    event('FactsChanged'),
    event('CustomerKnown'),
    event('FactsLookedUp'),
    event('ConsentChanged'),
    event('LeadScored'),
    event('LeadQualified'),
    event('LeadRequalified'),
    event('RoundBegun'),
    event('LeadExcluded'),
    event('LeadQuarantined'),
    event('ReviewDecided'),
    event('InquiryReviewed'),
    event('NurtureBegun'),
    event('NurtureStepTaken'),
    event('QuestionsSent'),
    event('LossSurveySent'),
    event('LossSurveyAnswered'),
    event('InquiryAnswered'),
    event('AnswerFailed'),
    event('LeadAssigned'),
    event('LeadParked'),
    event('OwnerReleased'),
    event('LeadAccepted'),
    event('ContactMade'),
    event('LeadReturned'),
    event('OpportunityOpened'),
    event('LeadWon'),
    event('LeadLost'),
    event('LeadRested'),
    event('RightsRequested'),
    event('RetentionEnded'),
    event('RightsSettled'),
    event('LeadErased'),
    event('ComplaintReceived'),
    event('ComplaintAnswered'),
    event('CallMade'),
    event('NoteAdded'),
    event('OverrideSet'),
    event('ExclusionProposed'),
    event('ExclusionSettled'),
    event('OverrideEnded'),
    event('LeadMerged'),
    event('DuplicateMerged'),
    event('MergeUndone'),
    event('DuplicateSuspected'),
    event('DuplicateDismissed'),
    event('BehaviourSeen'),
    event('ClockPaused'),
    event('ClockResumed'),
    event('ClockStepTaken'),
    event('ActionTakenBack'),
  ]);
});
export type LeadEvent = z.infer<typeof LeadEvent>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event as a rule proposes it, before `record` gives it id, number and origin. */
export type Draft = Without<
  LeadEvent,
  'id' | 'seq' | 'leadId' | 'at' | 'by' | 'correlationId' | 'causationId' | 'set' | 'clocks'
> & { clocks?: ClockChange[] };

/** What travels on the queues: where to look, and nothing about the person. */
export const EventPointer = z.object({
  eventId: z.string(),
  type: z.string(),
  leadId: z.string(),
  inquiryId: z.string().optional(),
  /** Of a step: whose. */
  clock: ClockName.optional(),
  at: z.iso.datetime(),
  correlationId: z.string(),
});
export type EventPointer = z.infer<typeof EventPointer>;

/** The inquiry that an event is about, if it is about one. */
export function inquiryOf(of: LeadEvent): string | undefined {
  if (of.type === 'InquiryReceived') return of.data.inquiry.id;
  if (of.type === 'RightsRequested' || of.type === 'ComplaintReceived') return of.data.inquiryId;
  if (of.type === 'InquiryReviewed') return of.data.inquiryId;
  if (of.type === 'InquiryAnswered' || of.type === 'AnswerFailed' || of.type === 'ClockStepTaken') {
    return of.data.inquiryId;
  }
  if (of.type === 'DuplicateMerged') return of.data.inquiries.at(-1)?.id;
  return undefined;
}

/** The number of an event in its lead's history, out of its id; undefined for what is no event id. */
export function seqOf(eventId: string): number | undefined {
  const seq = /\.(\d+)$/.exec(eventId)?.[1];
  return seq === undefined ? undefined : Number(seq);
}

/** Ids of the events in a history that were taken back. */
export function takenBackIn(events: readonly LeadEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.type === 'ActionTakenBack' ? event.data.events : [])));
}
