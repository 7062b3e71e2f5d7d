import * as z from 'zod';

/** So many a minute in the long run, so many at once. */
export const Limit = z.strictObject({ perMinute: z.number().int().min(1), burst: z.number().int().min(1) });

/** What is asked of one source besides what is asked of all. */
const SourceRules = z.strictObject({
  /** How many inquiries it may send in all, from whatever addresses. */
  limit: Limit.optional(),
  /** Whether its forms must bring a token of `GET /v1/form-token` along. */
  token: z.boolean().default(false),
  /** Whether its forms must bring a solved challenge of `GET /v1/challenge` along. */
  work: z.boolean().default(false),
});
type SourceRules = z.infer<typeof SourceRules>;

/**
 * By source: the host of the site that a form stands on, the `source` that it names, or the name of a hook. `*` is for all
 * that are not named, which share one limit.
 */
export const Sources = z.record(z.string().min(1).max(200), SourceRules);
export type Sources = z.infer<typeof Sources>;

/** What is asked of a source, and under which name its inquiries are counted; null where nothing is asked. */
export function rulesOf(source: string, sources: Sources): (SourceRules & { counted: string }) | null {
  const counted = Object.hasOwn(sources, source) ? source : '*';
  const rules = Object.hasOwn(sources, counted) ? sources[counted] : undefined;
  return rules ? { ...rules, counted: `source-${counted}` } : null;
}
