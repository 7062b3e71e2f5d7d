import * as z from 'zod';
import { AGAIN } from '../domain/ledger.ts';
import { DocumentHead } from './document.ts';

const Member = z.object({
  agent: z.string().min(1),
  weight: z.number().positive().max(100),
  /** Most leads of this pool in a local day, and in a clock hour. */
  perDay: z.number().int().positive().optional(),
  perHour: z.number().int().positive().optional(),
  /** Most leads of this pool that the member works on at a time: assigned, accepted or an opportunity. */
  open: z.number().int().positive().optional(),
});

/** A band of quality by score, 0–100; the leads of each band are shared out fairly for themselves. */
const Tier = z.object({
  id: z
    .string()
    .min(1)
    .refine((id) => id !== AGAIN, `${AGAIN} is kept for leads that somebody did not take up`),
  from: z.number().min(0).max(100),
});

/** The groups of owners that share a territory, industry or size band, with the weight of each member's share. */
export const PoolsDocument = DocumentHead.extend({
  tiers: z.array(Tier).min(1).max(9).optional(),
  pools: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      members: z.array(Member).min(1),
      /** `must`: a lead waits for a member who speaks its language; else others take it when no speaker can. */
      language: z.enum(['must', 'prefer']).optional(),
    }),
  ),
});
export type PoolsDocument = z.infer<typeof PoolsDocument>;
export type Pool = PoolsDocument['pools'][number];
export type Member = z.infer<typeof Member>;
