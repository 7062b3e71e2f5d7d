import * as z from 'zod';

/** One line of the table of `npm run bench:data`: what was measured on inputs that nobody of this project wrote. */
export const Figure = z.object({
  what: z.string(),
  value: z.number(),
  /** What it must reach at least, or may be at most; a figure without either only informs. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Times depend on the machine's load and do not fail the run. */
  gate: z.boolean(),
  /** How it was measured, where the figure alone does not tell. */
  note: z.string().optional(),
});
export type Figure = z.infer<typeof Figure>;

/** Whether a figure is where it must be. */
export function holds({ value, least, most }: Figure): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}
