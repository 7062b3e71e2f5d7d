import * as z from 'zod';
import { DocumentHead } from './document.ts';

const Campaign = z
  .object({
    /** As forms, links and cards carry it. */
    id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens'),
    name: z.string().min(1),
    /** First and last day, both within; inquiries that come later still belong to it. */
    from: z.iso.date(),
    until: z.iso.date(),
    /** What it costs, in euros; without what sales and handling of inquiries cost (R163). */
    cost: z.number().nonnegative(),
    /** Many leads, or good ones (R17). */
    tactic: z.enum(['quantity', 'quality']),
    /** What it is to bring (R11): inquiries, and how many of them become hot. */
    targets: z.object({ inquiries: z.number().int().nonnegative(), hot: z.number().int().nonnegative() }),
  })
  .refine(({ from, until }) => from <= until, { message: 'it ends before it begins', path: ['until'] });

/** What marketing does, as reports hold inquiries against it (spec 1: cost, period, targets). */
export const CampaignsDocument = DocumentHead.extend({ campaigns: z.array(Campaign) });
export type CampaignsDocument = z.infer<typeof CampaignsDocument>;
