/** Whether somebody may decide about an inquiry that was set aside. Pure. */
import * as z from 'zod';
import type { Refusal } from '../../../shared/change-lead.ts';
import { type Inquiry, type InquiryDecision, isSetAside } from '../../../shared/domain/inquiry.ts';
import { LeadBody } from '../../../shared/http/api/leads.ts';

/** What staff decide about one inquiry. */
export const InquiryAction = z.object({
  action: z.literal('review'),
  decision: z.enum(['approve', 'correct', 'reject']),
  /** What `correct` says about the person, as a form would. */
  facts: LeadBody.optional(),
  reason: z.string().trim().max(2000).optional(),
});
export type InquiryAction = z.infer<typeof InquiryAction>;

/** What was rejected, or never was anybody's inquiry, can be taken back for so long (spec 1). */
const RECOVERABLE_DAYS = 30;

/**
 * What a decision finds: `open` where it may be taken, `done` where the same was decided already, or why not.
 * @param now ISO instant
 */
export function reviewVerdict(
  inquiry: Inquiry,
  { decision, facts }: Pick<InquiryAction, 'decision' | 'facts'>,
  now: string,
): 'open' | 'done' | Refusal {
  const last = inquiry.review?.decisions.at(-1);
  if (inquiry.leadId !== null && !inquiry.review) {
    const because = `It is no item of its own: decide on its lead ${inquiry.leadId}.`;
    return { refused: 'with-lead', because };
  }
  if (last && last.as === decision) return 'done';
  if (last && last.as !== 'reject') return letThrough(inquiry, last);
  if (decision === 'reject') return isSetAside(inquiry) ? 'open' : NOT_ASIDE;
  if (decision === 'correct' && Object.keys(facts ?? {}).length === 0)
    return { refused: 'facts-missing', because: 'Say what is to be corrected.' };
  // What waits may wait; what was put away is there for a while.
  const since = last?.at ?? (isSetAside(inquiry) ? now : inquiry.receivedAt);
  const days = (Date.parse(now) - Date.parse(since)) / 86_400_000;
  if (days <= RECOVERABLE_DAYS) return 'open';
  return {
    refused: 'too-late',
    because: `What was put away can be taken back for ${RECOVERABLE_DAYS} days.`,
  };
}

const NOT_ASIDE: Refusal = { refused: 'not-set-aside', because: 'It was put away already.' };

function letThrough({ leadId }: Inquiry, { by, at }: InquiryDecision): Refusal {
  return { refused: 'decided-already', because: `It was let through by ${by} at ${at}: see lead ${leadId}.` };
}
