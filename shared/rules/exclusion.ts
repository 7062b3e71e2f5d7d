import * as z from 'zod';
import type { Lead } from '../domain/lead.ts';
import type { State } from '../domain/lifecycle.ts';
import { type AskedInquiry, Condition, conditionFacts, holds } from './conditions.ts';
import { DocumentHead } from './document.ts';

const Id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens');

/** One written reason for which an inquiry is no sales case. */
const ExclusionRule = z.object({
  id: Id,
  /** Counted in reports: `competitor`, `student`, `supplier`, `applicant`, `press`, `out-of-area`, `private-person` … */
  reason: Id,
  /** CEL condition over `lead`, `inquiry` and `organisation`. */
  when: Condition,
  /** The reason as a person reads it. */
  because: z.string().min(1).max(200),
  /** `review` where the data alone do not show it: a person decides. */
  verdict: z.enum(['exclude', 'review']).default('exclude'),
  /** Whether the person is answered: by the package that fits, by the one named, or not at all. */
  answer: z.union([z.enum(['as-usual', 'none']), z.object({ package: Id })]).default('as-usual'),
});
export type ExclusionRule = z.infer<typeof ExclusionRule>;

/** Who is no sales case, and what they get instead: the first rule whose condition holds decides (spec 2). */
export const ExclusionDocument = DocumentHead.extend({
  /** Exclusions that a person decides against the rules: who may do that alone. What others exclude waits for a second person (R61). */
  byHand: z
    .object({ alone: z.array(z.enum(['process-owner', 'marketing'])) })
    .default({ alone: ['process-owner'] }),
  rules: z.array(ExclusionRule),
});
export type ExclusionDocument = z.infer<typeof ExclusionDocument>;

/** States of a lead that can still turn out to be no sales case; whom sales knows is out of reach of a rule. */
const EXCLUDABLE: readonly State[] = ['received', 'quarantined', 'excluded', 'qualifying', 'qualified'];

/**
 * The rule by which an inquiry is no sales case, or null. It sees what the person said, not what was made of it, so that
 * the answer and the scoring, which run at the same time, come to the same.
 * @param inquiry the one that is decided about
 */
export function excludedBy(
  lead: Lead,
  inquiry: AskedInquiry | undefined,
  { rules }: Pick<ExclusionDocument, 'rules'>,
): ExclusionRule | null {
  if (!EXCLUDABLE.includes(lead.state) || lead.override || lead.orders.length > 0) return null;
  const asArrived = { ...lead, state: 'received' as const, class: null, stage: null, score: null };
  const facts = conditionFacts({ ...asArrived, pool: null, owner: null, round: 0 }, inquiry);
  const rule = rules.find(({ when }) => holds(when, facts));
  return rule && rule.id !== lead.overruled ? rule : null;
}
