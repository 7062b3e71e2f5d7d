import * as z from 'zod';

/** What one compared field said: how it agrees, and the bits for (+) or against (−) the same person. */
export const Evidence = z.object({ field: z.string(), level: z.string(), bits: z.number() });
export type Evidence = z.infer<typeof Evidence>;

/** A question to people: are these two leads one person? */
export const Review = z.object({
  id: z.string(),
  /** The one that would stay, then the other. */
  leads: z.tuple([z.string(), z.string()]),
  at: z.iso.datetime(),
  score: z.number(),
  evidence: z.array(Evidence),
  rulesHash: z.string(),
  /** Why the rules did not decide it themselves. */
  because: z.string(),
  decided: z
    .object({
      as: z.enum(['same', 'different']),
      by: z.string(),
      at: z.iso.datetime(),
      reason: z.string().optional(),
    })
    .nullable(),
});
export type Review = z.infer<typeof Review>;

/** The id of the review of two leads: there is one at most, whichever came first. */
export function reviewId(one: string, other: string): string {
  return one < other ? `${one}~${other}` : `${other}~${one}`;
}
