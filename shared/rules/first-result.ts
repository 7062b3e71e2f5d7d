import * as z from 'zod';
import type { Lead } from '../domain/lead.ts';
import { Condition, conditionFacts, holds } from './conditions.ts';

const Words = z.strictObject({ de: z.string().min(1).max(400), en: z.string().min(1).max(400) });
const Address = z.url({ protocol: /^https$/ });

const Advice = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens'),
  /** CEL condition over `lead`, `inquiry` and `organisation`. */
  when: Condition,
  /** What the person reads; whoever has the link reads it, so it repeats nothing about them. */
  text: Words,
  /** Where to read on. */
  link: z.strictObject({ de: Address, en: Address }).optional(),
});

/** What a person gets for answers, at once: a first result of what they told (R79). */
export const FirstResult = z.array(Advice).max(30);
export type Advice = z.infer<typeof Advice>;

/** More is not read. */
const MOST = 3;

/** What is said to a lead for its answers: what fits, in the order of the document, three at most. */
export function firstResult(
  lead: Lead,
  { firstResult: advice = [] }: { firstResult?: readonly Advice[] | undefined },
): Advice[] {
  const known = conditionFacts(lead);
  return advice.filter(({ when }) => holds(when, known)).slice(0, MOST);
}
