import * as z from 'zod';

/** Tier of the leads that come from somebody who declined or did not answer: beyond the share of whoever gets them. */
export const AGAIN = 'again';

/** `standing` is the share owed so far, in leads, minus the leads got: above zero, the pool owes the member. */
const Count = z.object({ got: z.number(), standing: z.number() });

/** What is counted of a member: in total without the tier `again`, and per quality tier. */
const MemberCount = Count.extend({
  tiers: z.record(z.string(), Count).optional(),
  /** Leads given on the latest local day and in its latest hour, of a member for whom they are limited. */
  given: z.object({ day: z.string(), inDay: z.number(), hour: z.string(), inHour: z.number() }).optional(),
  /** Leads that the member works on, where their number is limited: every one of them, and maybe some that are over. */
  open: z.array(z.string()).optional(),
});

/** A time in which the same members, by weight, can take leads; what each got in it: tier → member → leads. */
const Stretch = z.object({
  able: z.record(z.string(), z.number()),
  got: z.record(z.string(), z.record(z.string(), z.number())),
});
export type Stretch = z.infer<typeof Stretch>;

/** A lead that nobody of the pool could take: its score, since when it has been known, and who had it already. */
const Waiting = z.object({
  leadId: z.string(),
  score: z.number(),
  since: z.string(),
  had: z.array(z.string()).optional(),
});
export type Waiting = z.infer<typeof Waiting>;

export const LedgerBody = z.lazy(() =>
  z.object({
    members: z.record(z.string(), MemberCount),
    stretch: Stretch.optional(),
    /** The line, best first. */
    waiting: z.array(Waiting).optional(),
  }),
);

/** Standing of one pool's members; changed in the same write as the assignment, so no turn is lost. */
export interface Ledger extends z.infer<typeof LedgerBody> {
  pool: string;
  version: number;
}
