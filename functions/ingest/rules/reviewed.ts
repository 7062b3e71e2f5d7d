import type { Draft } from '../../../shared/domain/events.ts';
import type { Facts } from '../../../shared/domain/facts.ts';
import { type Inquiry, type InquiryDecision, withDecision } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { concernIn } from '../../../shared/rules/concern.ts';
import { noConsent, objects, openCase } from '../../../shared/rules/open-case.ts';
import { besideAddress } from './known-person.ts';

/**
 * What a decision about one inquiry of a lead means: for the lead, and what is stored of the inquiry then. Let through, it
 * is what it would have been at once: news about the person, the reply of somebody else, or a case of its own.
 * @param corrected what a person put right
 */
export function reviewed(
  inquiry: Inquiry,
  decision: InquiryDecision,
  corrected: Facts,
): { drafts: (lead: Lead) => Draft[]; stored: Inquiry } {
  const { id: inquiryId, review } = inquiry;
  const reason = decision.reason ? { reason: decision.reason } : {};
  const decided = withDecision(inquiry, decision);
  if (decision.as === 'reject') {
    const nothing = { facts: {}, extra: {}, consents: {} };
    const data = { inquiryId, decision: 'reject', ...reason, ...nothing } as const;
    return { drafts: () => [{ type: 'InquiryReviewed', data }], stored: decided };
  }
  const concern = concernIn(inquiry.subject, inquiry.text);
  const { as: outcome, believed } = review?.counts ?? { as: 'merged', believed: true };
  const said = believed && !concern ? inquiry : { facts: {}, extra: {}, consents: {} };
  const drafts = (lead: Lead): Draft[] => {
    const { facts, extra, consents } = besideAddress(lead.facts, said);
    return [
      {
        type: 'InquiryReviewed',
        data: {
          inquiryId,
          decision: 'approve',
          ...reason,
          facts: { ...facts, ...corrected },
          extra,
          consents: objects(concern) ? noConsent(lead.consents, inquiry) : consents,
          ...(concern ? { concern: concern.kind } : {}),
        },
      },
      ...(concern ? openCase(lead, concern, inquiryId) : []),
    ];
  };
  return {
    drafts,
    stored: { ...decided, facts: { ...inquiry.facts, ...corrected }, outcome, reason: concern?.kind ?? null },
  };
}
