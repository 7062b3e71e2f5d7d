import * as z from 'zod';
import { Condition } from './conditions.ts';
import { DocumentHead } from './document.ts';
import { pilotOf } from './pilot.ts';

const Sharing = z.object({
  rules: z.array(
    z.object({
      id: z.string().min(1),
      /** CEL condition over `lead`, `inquiry` and `organisation`. */
      when: Condition,
      pool: z.string().min(1),
      /** The reason as the owner reads it. */
      because: z.string().min(1),
    }),
  ),
  fallback: z.object({ pool: z.string().min(1), because: z.string().min(1) }),
});

/** Which pool a hot lead goes to: the first rule whose condition holds, else the fallback pool (spec 5). */
export const RoutingDocument = DocumentHead.extend({
  ...Sharing.shape,
  /** Named accounts: their leads go to their owner, in any pool, whatever the rules say. */
  accounts: z
    .array(
      z
        .object({
          id: z.string().min(1),
          /** Domains of the organisation, sub-domains included, and its names; any one of them is enough. */
          domains: z.array(z.string().min(3)).default([]),
          names: z.array(z.string().min(2)).default([]),
          /** Agent id. */
          owner: z.string().min(1),
          because: z.string().min(1),
        })
        .refine(({ domains, names }) => domains.length + names.length > 0, {
          error: 'an account needs a domain or a name',
          path: ['domains'],
        }),
    )
    .optional(),
  /** Who is a customer stays with whoever won them, as long as that agent is there; the reason as the owner reads it. */
  customers: z.object({ because: z.string().min(1) }).optional(),
  /** Who is of the same organisation as a customer, or as somebody whom sales works on, goes to the same agent. */
  organisations: z.object({ because: z.string().min(1) }).optional(),
  /** Other rules for some leads first. */
  pilot: pilotOf(Sharing).optional(),
});
export type RoutingDocument = z.infer<typeof RoutingDocument>;
