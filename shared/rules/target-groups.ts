import * as z from 'zod';
import { type Lead, MOST_TARGET_GROUPS } from '../domain/lead.ts';
import { Condition, type ConditionFacts, conditionFacts, holds } from './conditions.ts';
import { Id, inEachLanguage, Name } from './fulfilment.ts';

/**
 * Whom the company wants to reach (R74), by what is known of a lead: who they are (socio-demographic: place, role, size),
 * what they say that they want (psychographic: stated interests and answers), or their industry.
 */
export const TargetGroups = z
  .array(
    z.strictObject({
      id: Id,
      name: inEachLanguage(Name),
      kind: z.enum(['socio-demographic', 'psychographic', 'industry']),
      /** CEL condition over `lead`, `inquiry`, `organisation` and `behaviour`. */
      when: Condition,
    }),
  )
  .max(MOST_TARGET_GROUPS);
export type TargetGroups = z.infer<typeof TargetGroups>;

/** Ids of the groups that somebody belongs to, in the order of the document. */
function groupsBy(facts: ConditionFacts, groups: TargetGroups = []): string[] {
  return groups.filter(({ when }) => holds(when, facts)).map(({ id }) => id);
}

/** The groups of a lead as it is scored now. */
export function targetGroups(lead: Lead, groups: TargetGroups | undefined): string[] {
  return groups ? groupsBy(conditionFacts(lead), groups) : [];
}

/** The facts with the groups as they are now: of a lead whose first inquiry is decided about before it is scored. */
export function withGroups(facts: ConditionFacts, groups: TargetGroups | undefined): ConditionFacts {
  return { ...facts, lead: { ...facts.lead, groups: groupsBy(facts, groups) } };
}
