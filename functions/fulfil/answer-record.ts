import * as z from 'zod';
import type { Draft } from '../../shared/domain/events.ts';
import type { InquirySummary, Lead } from '../../shared/domain/lead.ts';

/** What is remembered of a sent answer, in the claim and in the provider's events, so that either can record it. */
export const SentAnswer = z.object({ mailId: z.string(), package: z.string(), rulesHash: z.string() });
export type SentAnswer = z.infer<typeof SentAnswer>;

/** What a mail's tags say; the provider's events carry them back. */
export const AnswerTags = z.object({
  kind: z.literal('answer'),
  leadId: z.string(),
  inquiryId: z.string(),
  package: z.string(),
  rulesHash: z.string(),
  correlationId: z.string(),
});
export type AnswerTags = z.infer<typeof AnswerTags>;

/** The claim under which an inquiry is answered once. */
export const claimOf = (inquiryId: string): string => `answer:${inquiryId}`;

/** Reference of a done claim. */
export const writeReference = (sent: SentAnswer): string => JSON.stringify(sent);
export const readReference = (reference: string): SentAnswer => SentAnswer.parse(JSON.parse(reference));

/** The event of an answer that was sent; none if the inquiry is answered already. */
export function answered(lead: Lead, inquiryId: string, sent: SentAnswer, because: string): Draft[] {
  if (!isOpen(lead, inquiryId)) return [];
  const { mailId, package: name, rulesHash } = sent;
  const data = { inquiryId, how: 'mail' as const, package: name, mailId };
  return [{ type: 'InquiryAnswered', data, rule: 'fulfil/choose-package', rulesHash, because }];
}

/** The event of an inquiry that a rule leaves without an answer; none if it is answered already. */
export function closed(lead: Lead, inquiryId: string, rulesHash: string, because: string): Draft[] {
  if (!isOpen(lead, inquiryId)) return [];
  const data = { inquiryId, how: 'none' as const };
  return [{ type: 'InquiryAnswered', data, rule: 'fulfil/may-answer', rulesHash, because }];
}

/** The event of an answer that could not be given; none if it was given, or this was said already. */
export function failed(lead: Lead, inquiryId: string, reason: string, because?: string): Draft[] {
  if (!isOpen(lead, inquiryId) || isSaid(lead, inquiryId, reason)) return [];
  return [{ type: 'AnswerFailed', data: { inquiryId, reason }, ...(because ? { because } : {}) }];
}

/**
 * The event of an answer that was refused before it was sent. Of the many inquiries under an address that gets no more
 * mails today a person looks at one; the others are closed with it in view, so that nobody is flooded in its stead.
 */
export function refused(lead: Lead, inquiryId: string, reason: string, rulesHash: string): Draft[] {
  const isLookedAt = lead.inquiries.some(
    ({ id, answered, failed }) => id !== inquiryId && !answered && failed?.reason === reason,
  );
  if (reason !== 'too-many-mails' || !isLookedAt) return failed(lead, inquiryId, reason);
  return closed(
    lead,
    inquiryId,
    rulesHash,
    'too many mails to this address; a person looks at another inquiry',
  );
}

/** The event of an answer that was given and did not arrive; none if this was said already. */
export function undelivered(lead: Lead, inquiryId: string, reason: string): Draft[] {
  if (!inquiryIn(lead, inquiryId) || isSaid(lead, inquiryId, reason)) return [];
  return [{ type: 'AnswerFailed', data: { inquiryId, reason } }];
}

function inquiryIn(lead: Lead, inquiryId: string): InquirySummary | undefined {
  return lead.inquiries.find((inquiry) => inquiry.id === inquiryId);
}

function isOpen(lead: Lead, inquiryId: string): boolean {
  const inquiry = inquiryIn(lead, inquiryId);
  return inquiry !== undefined && !inquiry.answered;
}

function isSaid(lead: Lead, inquiryId: string, reason: string): boolean {
  return inquiryIn(lead, inquiryId)?.failed?.reason === reason;
}
