import { mayBeAnswered } from '../../../shared/domain/contact.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { InquirySummary, Lead } from '../../../shared/domain/lead.ts';
import { type ConditionFacts, holds } from '../../../shared/rules/conditions.ts';
import type { ExclusionRule } from '../../../shared/rules/exclusion.ts';
import type { FulfilmentDocument } from '../../../shared/rules/fulfilment.ts';

export type AnswerVerdict =
  | { verdict: 'answer'; to: string }
  /** Nothing to do: answered already, or held back until somebody has looked. */
  | { verdict: 'leave' }
  /** No answer, by written rule. */
  | { verdict: 'close'; because: string }
  /** A person must answer. */
  | { verdict: 'person'; reason: 'reply' | 'no-address' };

export interface Question {
  lead: Lead;
  inquiry: InquirySummary;
  /** The whole inquiry, where it is needed to decide. */
  whole: Inquiry | null;
  facts: ConditionFacts;
  /** The rule by which it is no sales case, if one holds. */
  exclusion: ExclusionRule | null;
}

/**
 * Whether an inquiry is answered by mail. Every inquiry is (R109, R112), unless a rule says otherwise; one in quarantine
 * waits for its review, unless the reason of the quarantine, or the rule that asked for it, is one that is answered all the same.
 */
export function mayAnswer(
  { lead, inquiry, whole, facts, exclusion }: Question,
  document: Pick<FulfilmentDocument, 'answeredInQuarantine' | 'unanswered'>,
): AnswerVerdict {
  if (
    inquiry.answered ||
    inquiry.setAside ||
    !(
      isOwed(lead, inquiry) ||
      isAnsweredInQuarantine(lead, document) ||
      isAnsweredBeforeReview(lead, exclusion)
    )
  ) {
    return { verdict: 'leave' };
  }
  if (awaitsReview(lead, exclusion)) return { verdict: 'leave' };
  if (!mayBeAnswered(inquiry, lead)) return { verdict: 'leave' };
  const exception = document.unanswered.find(({ when }) => holds(when, facts));
  if (exception) return { verdict: 'close', because: exception.because };
  // Somebody who writes back to us wants to talk, not another package.
  if (whole?.outcome === 'reply' || whole?.review?.counts?.as === 'reply')
    return { verdict: 'person', reason: 'reply' };
  if (exclusion?.answer === 'none') return { verdict: 'close', because: exclusion.because };
  // What came back from an address is not sent there again: a person has put another one down.
  const asked = inquiry.failed?.reason === 'bounced' ? undefined : whole?.facts.email;
  const to = asked ?? lead.facts.email;
  return to ? { verdict: 'answer', to } : { verdict: 'person', reason: 'no-address' };
}

/** The clock of the answer says so: it does not run before a review, nor after an answer or an erasure. */
function isOwed(lead: Lead, { id }: InquirySummary): boolean {
  return lead.clocks.some((clock) => clock.run === `fulfilment:${id}` && clock.state === 'running');
}

function isAnsweredInQuarantine(
  { state, reason }: Lead,
  { answeredInQuarantine }: Pick<FulfilmentDocument, 'answeredInQuarantine'>,
): boolean {
  return state === 'quarantined' && reason !== null && answeredInQuarantine.includes(reason);
}

/** A rule that lets a person look says too whether an answer waits for that. */
function isAnsweredBeforeReview({ state, reason }: Lead, exclusion: ExclusionRule | null): boolean {
  return state === 'quarantined' && exclusion?.verdict === 'review' && exclusion.reason === reason;
}

/** Scoring asks for the review of a new lead at the same time: whichever of us is first, it decides. Later nobody asks again. */
function awaitsReview({ state }: Lead, exclusion: ExclusionRule | null): boolean {
  const isNew = state === 'received' || state === 'quarantined';
  return isNew && exclusion?.verdict === 'review' && exclusion.answer === 'none';
}
