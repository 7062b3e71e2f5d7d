import * as z from 'zod';

/** A lead on which a step of a clock is due. */
export const DueMessage = z.object({ leadId: z.string() });
export type DueMessage = z.infer<typeof DueMessage>;
