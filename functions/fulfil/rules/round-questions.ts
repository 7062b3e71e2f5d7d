import { isOpen } from '../../../shared/domain/clock.ts';
import { advertisingPurposes, mayBeAnswered } from '../../../shared/domain/contact.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { DefinitionDocument } from '../../../shared/rules/definition.ts';
import type { NurtureDocument } from '../../../shared/rules/nurture.ts';
import { openQuestions } from '../../../shared/rules/questions.ts';

/** Why nobody is asked by mail although a round began. */
type Hindrance =
  | 'moved-on'
  | 'nothing-open'
  | 'no-consent'
  | 'no-address'
  | 'bounced'
  | 'series-runs'
  | 'answer-follows';
export type RoundQuestions =
  | { verdict: 'send'; to: string; mail: NonNullable<NurtureDocument['rounds']> }
  | { verdict: 'skip'; reason: Hindrance };

/**
 * Whether a person is asked by mail for what is missing, now that a round has begun: once in a round, as the lead stands
 * now. It is advertising like a series (R117, R196) and comes beside no other mail that asks: neither a series that runs
 * nor an answer that is still to be sent.
 * @returns null where nothing is to be done: it is known already, or the rules know no such mail
 */
export function roundQuestions(
  lead: Lead,
  nurture: NurtureDocument,
  definition: DefinitionDocument,
): RoundQuestions | null {
  const { questioned, facts, inquiries, clocks } = lead;
  if (!nurture.rounds || lead.round === 0 || (questioned && questioned.round >= lead.round)) return null;
  const skip = (reason: Hindrance): RoundQuestions => ({ verdict: 'skip', reason });
  // A hot lead that sales gave back does not go there again before something new is known of it.
  const onItsWay = lead.class === 'hot' && lead.reason === null;
  if (lead.state !== 'qualifying' || onItsWay) return skip('moved-on');
  if (openQuestions(lead, definition).length === 0) return skip('nothing-open');
  if (!advertisingPurposes(lead).some((purpose) => nurture.purposes.includes(purpose)))
    return skip('no-consent');
  if (!facts.email) return skip('no-address');
  if (hasBounced(lead)) return skip('bounced');
  if (clocks.some((clock) => clock.name === 'nurture' && isOpen(clock))) return skip('series-runs');
  if (inquiries.some((inquiry) => !inquiry.answered && mayBeAnswered(inquiry, lead)))
    return skip('answer-follows');
  return { verdict: 'send', to: facts.email, mail: nurture.rounds };
}

/** A mail came back, and the person has not written since. */
function hasBounced({ inquiries, questioned }: Lead): boolean {
  if (inquiries.some(({ failed }) => failed?.reason === 'bounced')) return true;
  const { reason, at = '' } = questioned ?? {};
  return reason === 'bounced' && inquiries.every(({ receivedAt }) => receivedAt < at);
}
