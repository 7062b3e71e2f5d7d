import type { EventPointer } from '../../shared/domain/events.ts';
import { answerInquiries } from './answer-inquiry.ts';
import { askInRound } from './ask-in-round.ts';
import { askWhyLost } from './ask-why.ts';
import { confirmRequest } from './confirm-request.ts';
import { nurtureLead } from './nurture-lead.ts';

/** What an event asks for. Steps of clocks that are about no inquiry are those of a mail series, or ask about a loss. */
export function mailFor({ type, inquiryId, clock }: EventPointer): typeof answerInquiries {
  if (type === 'RoundBegun' || type === 'LeadReturned') return askInRound;
  if (type === 'RightsRequested') return confirmRequest;
  if (clock === 'loss-survey') return askWhyLost;
  return type === 'ClockStepTaken' && inquiryId === undefined ? nurtureLead : answerInquiries;
}
