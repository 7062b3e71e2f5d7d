import * as z from 'zod';

/** What is kept of a lead's person, so that others can be compared with it without reading the lead. */
export const Person = z.object({
  leadId: z.string(),
  /** Blocking keys: two who share one are compared. */
  keys: z.array(z.string()),
  /** What is known, by the names of the compared fields. */
  known: z.record(z.string(), z.string()),
  /** Keys of the organisation: its domain, its name. */
  organisations: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;
