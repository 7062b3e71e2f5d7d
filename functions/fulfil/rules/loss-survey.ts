import { advertisingPurposes } from '../../../shared/domain/contact.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import type { LossSurvey, NurtureDocument } from '../../../shared/rules/nurture.ts';
import { mustBeLeft } from '../../../shared/rules/win-back.ts';

/** Why somebody who was lost is not asked for the reason. */
type Hindrance = 'lost-no-more' | 'not-in-rules' | 'left-in-peace' | 'no-consent' | 'no-address' | 'bounced';
export type AskWhy = { run: string } & (
  | { verdict: 'send'; to: string; mail: LossSurvey }
  | { verdict: 'skip'; reason: Hindrance }
);

/**
 * Whether somebody who was lost is asked by mail for the reason, now that the time has come: once a loss, as the lead
 * stands now. It is advertising like a series: only who agreed to that gets it, and nobody who wants to be left in peace.
 * @param rules `isAsked`: the rules still say that a loss is asked about
 * @returns null where nothing is to be done: it is known already what became of it
 */
export function askWhy(
  lead: Lead,
  { nurture, isAsked }: { nurture: NurtureDocument; isAsked: boolean },
): AskWhy | null {
  const clock = lead.clocks.findLast(({ name, state }) => name === 'loss-survey' && state !== 'void');
  if (!clock?.steps.some(({ taken }) => taken) || lead.lossSurvey?.run === clock.run) return null;
  const { run } = clock;
  const skip = (reason: Hindrance): AskWhy => ({ run, verdict: 'skip', reason });
  if (lead.state !== 'lost') return skip('lost-no-more');
  const { lossSurvey: mail } = nurture;
  if (!isAsked || !mail) return skip('not-in-rules');
  if (mustBeLeft(lead)) return skip('left-in-peace');
  if (!advertisingPurposes(lead).some((purpose) => nurture.purposes.includes(purpose)))
    return skip('no-consent');
  const { email } = lead.facts;
  if (!email) return skip('no-address');
  if (lead.inquiries.some(({ failed }) => failed?.reason === 'bounced')) return skip('bounced');
  return { run, verdict: 'send', to: email, mail };
}
