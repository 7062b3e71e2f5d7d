import * as z from 'zod';
import type { Draft } from '../../shared/domain/events.ts';
import type { Lead } from '../../shared/domain/lead.ts';

/** What the tags of the mail of a round say; the provider's events carry them back. */
export const QuestionsTags = z.object({
  kind: z.literal('questions'),
  leadId: z.string(),
  round: z.coerce.number().int(),
  rulesHash: z.string(),
  correlationId: z.string(),
});
export type QuestionsTags = z.infer<typeof QuestionsTags>;

/** The claim under which the mail of a round is sent once. */
export const questionsClaim = (leadId: string, round: number): string => `questions:${leadId}:${round}`;

type Settled = Extract<Draft, { type: 'QuestionsSent' }>['data'];

/** What became of the questions of a round; nothing where that is known. What was sent may still come back. */
export function questionsSettled({ questioned }: Lead, data: Settled, rulesHash: string): Draft[] {
  const known = questioned && questioned.round >= data.round;
  const cameBack = data.reason === 'bounced' && questioned?.round === data.round && !questioned.reason;
  if (known && !cameBack) return [];
  return [{ type: 'QuestionsSent', rule: 'nurture/rounds', rulesHash, data }];
}
