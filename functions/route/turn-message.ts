import * as z from 'zod';

/** A lead in the line of its pool, with the rule that sent it there. */
export const TurnMessage = z.object({
  leadId: z.string(),
  pool: z.string(),
  rule: z.string(),
  because: z.string(),
  rulesHash: z.string(),
  /** Set for a customer who stays with whoever won them: why. */
  stays: z.string().optional(),
  eventId: z.string(),
  correlationId: z.string(),
});
export type TurnMessage = z.infer<typeof TurnMessage>;
