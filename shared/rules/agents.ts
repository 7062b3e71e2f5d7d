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
      /** Languages in which the agent can talk with people (`de`, `en` …); any, where none are given. */
      languages: z
        .array(z.string().regex(/^[a-z]{2}$/, 'a language is two small letters'))
        .min(1)
        .optional(),
      /** Calendar in whose opening hours the agent gets leads; day and night, where none is given. */
      hours: z.string().min(1).optional(),
      /** Agent who looks after this one's customers and accounts while the agent is away. */
      deputy: z.string().min(1).optional(),
      /** A partner, such as a dealer; direct sales, where nothing is said. Reports hold the two against each other. */
      channel: z.enum(['direct', 'partner']).optional(),
      /** The organisation of a partner, by an id of its own: its people are told of together in reports. */
      partner: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'an id is small letters, figures and hyphens')
        .optional(),
      absences: z.array(z.object({ from: z.iso.date(), to: z.iso.date() })).optional(),
    }),
  ),
  /** Agent who is told of delays and anomalies. */
  processOwner: z.string().min(1),
  /** Agent who cares for requests of people about their data; the process owner, where none is named. */
  dataProtection: z.string().min(1).optional(),
  /** Agent who cares for complaints; the process owner, where none is named. */
  complaints: z.string().min(1).optional(),
  timeZone: z.string().min(1),
});
export type AgentsDocument = z.infer<typeof AgentsDocument>;
export type Agent = AgentsDocument['agents'][number];

/** The partner for whom an agent works, as an assignment keeps it: who changes the partner leaves what was as it was. */
export const worksFor = ({ partner }: Agent): { partner?: string } => (partner ? { partner } : {});
