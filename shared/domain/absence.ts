import * as z from 'zod';

/** Days on which an owner takes no leads: local dates, both included. */
export const Absence = z.object({ from: z.iso.date(), to: z.iso.date() });
export type Absence = z.infer<typeof Absence>;
