import * as z from 'zod';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';

/** What the tags of a mail about a loss say; the provider's events carry them back. */
export const SurveyTags = z.object({
  kind: z.literal('survey'),
  leadId: z.string(),
  /** Which loss of the lead; tags may hold no colon. */
  loss: z.string(),
  rulesHash: z.string(),
  correlationId: z.string(),
});
export type SurveyTags = z.infer<typeof SurveyTags>;

const RUN = 'loss-survey:';
export const lossOf = (run: string): string => run.slice(RUN.length);
export const runOf = (loss: string): string => `${RUN}${loss}`;

/** The claim under which the mail about a loss is sent once. */
export const surveyClaim = (leadId: string, run: string): string => `${run}:${leadId}`;

type Settled = Extract<Draft, { type: 'LossSurveySent' }>['data'];

/** What became of the mail about a loss; nothing where that is known. What was sent may still come back. */
export function surveySettled({ lossSurvey }: Lead, data: Settled, rulesHash: string): Draft[] {
  const known = lossSurvey?.run === data.run;
  const cameBack = data.reason === 'bounced' && known && !lossSurvey.skipped && !lossSurvey.answer;
  if (known && !cameBack) return [];
  return [{ type: 'LossSurveySent', rule: 'nurture/loss-survey', rulesHash, data }];
}
