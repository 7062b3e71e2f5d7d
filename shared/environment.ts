import * as z from 'zod';

/** What every function is told: the table, the stage and how long active rules may be kept before they are asked for again. */
export const CommonEnv = z.object({
  TABLE: z.string().min(1),
  STAGE: z.string().min(1),
  RULES_TTL_SECONDS: z.coerce.number().int().min(0),
});
