import { isOpen } from '../../../shared/domain/clock.ts';
import { advertisingPurposes } from '../../../shared/domain/contact.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import type { NurtureDocument, NurtureSeries } from '../../../shared/rules/nurture.ts';
import { isWonBack } from '../../../shared/rules/win-back.ts';

type Step = NurtureSeries['steps'][number];
/** Why a mail of a series is left out. */
type Hindrance = 'stopped' | 'no-consent' | 'no-address' | 'bounced' | 'not-in-rules' | 'condition';
export type NextMail = { series: string; step: string } & (
  | { verdict: 'send'; to: string; mail: Step }
  | { verdict: 'skip'; reason: Hindrance; ends: boolean }
);

/**
 * Which mail of a series is to be sent now: the newest whose time has come and of which nobody knows yet what became of
 * it. Whether it may be sent is decided by the lead as it stands now, not as it was when the mail was planned.
 * @returns null where nothing is to be done
 */
export function nextMail(lead: Lead, document: NurtureDocument): NextMail | null {
  const taken = lead.clocks
    .filter(({ name, state }) => name === 'nurture' && state !== 'void')
    .flatMap((clock) => clock.steps.map((step) => ({ clock, step })))
    .filter(({ step }) => step.taken !== undefined)
    .sort((a, b) => order(a.step).localeCompare(order(b.step)))
    .at(-1);
  if (!taken) return null;
  const { clock, step } = taken;
  const named = { series: clock.run.slice('nurture:'.length), step: step.id };
  if (lead.nurtured?.series === named.series && lead.nurtured.step === named.step) return null;
  const skip = (reason: Hindrance, ends: boolean): NextMail => ({ ...named, verdict: 'skip', reason, ends });

  const brokenOff = !isOpen(clock) && clock.steps.some((other) => other.taken === undefined);
  const ripe = lead.class === 'hot' && !isWonBack(lead);
  if (brokenOff || lead.state !== 'qualifying' || ripe) return skip('stopped', true);
  if (!advertisingPurposes(lead).some((purpose) => document.purposes.includes(purpose)))
    return skip('no-consent', true);
  const { email } = lead.facts;
  if (!email) return skip('no-address', true);
  if (lead.inquiries.some(({ failed }) => failed?.reason === 'bounced')) return skip('bounced', true);
  const mail = document.series
    .find(({ id }) => id === named.series)
    ?.steps.find(({ id }) => id === named.step);
  if (!mail) return skip('not-in-rules', false);
  if (mail.when !== undefined && !holds(mail.when, conditionFacts(lead))) return skip('condition', false);
  return { ...named, verdict: 'send', to: email, mail };
}

const order = ({ taken = '', at }: { taken?: string | undefined; at: string }) => `${taken} ${at}`;
