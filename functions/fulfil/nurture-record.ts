import * as z from 'zod';
import { isOpen } from '../../shared/domain/clock.ts';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';

/** What the tags of a mail of a series say; the provider's events carry them back. */
export const NurtureTags = z.object({
  kind: z.literal('nurture'),
  leadId: z.string(),
  series: z.string(),
  step: z.string(),
  rulesHash: z.string(),
  correlationId: z.string(),
});
export type NurtureTags = z.infer<typeof NurtureTags>;

/** The claim under which a mail of a series is sent once. */
export const nurtureClaim = (leadId: string, series: string, step: string): string =>
  `nurture:${leadId}:${series}:${step}`;

type Taken = Extract<Draft, { type: 'NurtureStepTaken' }>['data'];

/** The event of a mail that was sent and did not arrive: the series ends. None if it has ended, or its clock is gone. */
export function stepFailed(
  { clocks }: Lead,
  { series, step, mailId }: Pick<Taken, 'series' | 'step' | 'mailId'>,
  rulesHash: string,
): Draft[] {
  if (!clocks.some((clock) => clock.run === `nurture:${series}` && isOpen(clock))) return [];
  const data = {
    series,
    step,
    outcome: 'skipped' as const,
    reason: 'bounced',
    ends: true as const,
    ...(mailId ? { mailId } : {}),
  };
  return [{ type: 'NurtureStepTaken', rule: 'nurture/send', rulesHash, data }];
}

/** The event of a step that was taken; none if that is known. */
export function stepTaken({ nurtured }: Lead, data: Taken, rulesHash: string): Draft[] {
  if (nurtured?.series === data.series && nurtured.step === data.step) return [];
  return [{ type: 'NurtureStepTaken', rule: 'nurture/send', rulesHash, data }];
}
