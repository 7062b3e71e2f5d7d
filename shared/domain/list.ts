import * as z from 'zod';
import { Channel } from './facts.ts';

/** Why the data of the people in a list may be used (Art. 6 (1) a, b and f GDPR). */
export const LegalBasis = z.enum(['consent', 'contract', 'legitimate-interest']);

/** What whoever brings a list states about it: without that no list is taken (spec 2). */
export const ListStatement = z.object({
  /** Where the data come from: the fair, the call centre, the seller of addresses. */
  source: z.string().trim().min(1).max(100),
  channel: Channel,
  campaign: z.string().trim().min(1).max(200).optional(),
  /** Whether the people in it asked for something; nobody who did not is written to or called without a consent. */
  requested: z.boolean(),
  legalBasis: LegalBasis,
  /** Names of columns → names of fields, where the names do not say it. */
  map: z.record(z.string(), z.string()),
});
export type ListStatement = z.infer<typeof ListStatement>;
