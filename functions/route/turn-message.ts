import * as z from 'zod';

/** A lead in the line of its pool, with the rule that sent it there. */
export const TurnMessage = z.object({
  leadId: z.string(),
  pool: z.string(),
  rule: z.string(),
  because: z.string(),
  rulesHash: z.string(),
  /** Whose the lead is without a turn, such as a customer's. */
  bound: z.object({ owner: z.string(), rule: z.string(), because: z.string() }).optional(),
  eventId: z.string(),
  correlationId: z.string(),
});
export type TurnMessage = z.infer<typeof TurnMessage>;
