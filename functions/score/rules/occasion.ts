import type { EventPointer } from '../../../shared/domain/events.ts';
import type { Inquiry } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { Occasion } from './decide.ts';
import type { ShownInquiry } from './score-lead.ts';

/** The event that gave rise to scoring. */
export type Cause = Pick<EventPointer, 'type' | 'at' | 'inquiryId'>;

/** The inquiry whose words count at that event, if any: a review lets the newest through. */
export function inquiryAsked(lead: Lead, { type, inquiryId }: Cause): string | undefined {
  return type === 'ReviewDecided' ? lead.inquiries.at(-1)?.id : inquiryId;
}

/** What gave rise to scoring, as the rules see it. */
export function occasionOf(lead: Lead, cause: Cause, inquiry: Inquiry | null): Occasion {
  return {
    at: cause.at,
    inquiry: inquiry && shown(inquiry),
    isReply: inquiry?.outcome === 'reply',
    roundOver: isRoundOver(lead, cause),
  };
}

/** The step that ends a round begins the clock of the next; when it comes twice, the next round has begun. */
function isRoundOver({ clocks, roundSince = '' }: Lead, { type, at }: Cause): boolean {
  if (type !== 'ClockStepTaken' || roundSince >= at) return false;
  return clocks.some(
    ({ name, state, startedAt }) => name === 'requalification' && state === 'running' && startedAt === at,
  );
}

function shown({ id, channel, source, receivedAt, facts, subject, text }: Inquiry): ShownInquiry {
  const { campaign, product, products, language } = facts;
  return { id, channel, source, receivedAt, campaign, product, products, language, subject, text };
}
