import type { Lead } from '../domain/lead.ts';
import { conditionFacts, holds } from './conditions.ts';
import { type DefinitionDocument, profile } from './definition.ts';

/** How much of the fixed list is answered: questions, and those of them whose answer is known. */
export interface Checklist {
  of: number;
  known: number;
}

/**
 * The fixed list that every agent goes through with every lead (R95): the must- and should-facts that have a question and
 * fit the lead. It depends on the lead alone, never on who calls, so that agents can be held to one level.
 */
export function checklist(lead: Lead, definition: DefinitionDocument): Checklist {
  const asking = conditionFacts(lead);
  const missing = new Set(profile(lead, definition).missing);
  const asked = definition.facts.filter(
    ({ question, level, asked: when, when: condition }) =>
      question && level !== 'may' && when !== 'sales' && (!condition || holds(condition, asking)),
  );
  return { of: asked.length, known: asked.filter(({ id }) => !missing.has(id)).length };
}
