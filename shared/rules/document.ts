import * as z from 'zod';

/** How each rule document begins: which schema it follows, its version and why it was changed. */
export const DocumentHead = z.object({
  $schema: z.string().optional(),
  version: z.number().int().min(1),
  note: z.string().min(1),
  /** What was changed because of what sales said, so that sales sees what came of it (R141). */
  answers: z
    .array(
      z.object({
        /** Reasons of leads that were declined, returned or lost. */
        reasons: z.array(z.string().min(1).max(60)).min(1),
        /** From which local day on it is so. */
        since: z.iso.date(),
        /** What was changed, in the words of whoever reads it. */
        what: z.string().min(1).max(300),
      }),
    )
    .max(50)
    .optional(),
});
