import * as z from 'zod';
import { DocumentHead } from './document.ts';

/** The people who work leads: how to reach them and when they are away (local dates, both days included). */
export const AgentsDocument = DocumentHead.extend({
  agents: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      email: z.email(),
      language: z.enum(['de', 'en']),
      absences: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })).optional(),
    }),
  ),
  /** Agent who is told of delays and anomalies. */
  processOwner: z.string().min(1),
  timeZone: z.string().min(1),
});
export type AgentsDocument = z.infer<typeof AgentsDocument>;
export type Agent = AgentsDocument['agents'][number];
