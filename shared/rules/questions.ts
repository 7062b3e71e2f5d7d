import type { Facts } from '../domain/facts.ts';
import type { Lead } from '../domain/lead.ts';
import { conditionFacts, holds } from './conditions.ts';
import { type DefinitionDocument, profile } from './definition.ts';

/** A question of the lead definition that is still open. */
export interface Question {
  /** Id in the definition. */
  id: string;
  /** The fact that the answer becomes. */
  fact: keyof Facts;
  text: { de: string; en: string };
  must: boolean;
  /** The values to choose from, where they are a closed list. */
  values?: readonly string[];
}

/**
 * The questions that are open for a lead, in the order in which they should be asked: must before should before may
 * (R44, R81). What sales asks is not among them. An answer can open the next ones, for a question may have a condition.
 */
export function openQuestions(lead: Lead, definition: DefinitionDocument): Question[] {
  const known = conditionFacts(lead);
  const { missing } = profile(lead, definition);
  return missing.flatMap((id) => {
    const defined = definition.facts.find((fact) => fact.id === id);
    const [fact] = defined?.facts ?? [];
    if (
      !defined?.question ||
      defined.asked === 'sales' ||
      !fact ||
      (defined.when && !holds(defined.when, known))
    )
      return [];
    const { question: text, level, values } = defined;
    return [{ id, fact, text, must: level === 'must', ...(values ? { values } : {}) }];
  });
}
