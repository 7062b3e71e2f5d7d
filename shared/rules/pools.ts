import * as z from 'zod';
import { DocumentHead } from './document.ts';

/** The groups of owners that share a territory, industry or size band, with the weight of each member's share. */
export const PoolsDocument = DocumentHead.extend({
  pools: z.array(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1),
      members: z.array(z.object({ agent: z.string().min(1), weight: z.number().positive().max(100) })).min(1),
    }),
  ),
});
export type PoolsDocument = z.infer<typeof PoolsDocument>;
export type Pool = PoolsDocument['pools'][number];
