import type { Facts } from '../../../shared/domain/facts.ts';
import type { DefinitionDocument } from '../../../shared/rules/definition.ts';

type Fact = keyof Facts;
type Level = DefinitionDocument['facts'][number]['level'];

/** A field of the capture page. */
export interface CaptureField {
  fact: Fact;
  level: Level;
  /** The values that are possible, where they are a closed list. */
  values?: readonly string[];
}

/** How the page spells out what the definition only names: a name is asked in its parts, interest as a product. */
const ASKED_AS: Partial<Record<Fact, readonly Fact[]>> = {
  name: ['firstName', 'lastName'],
  lastName: ['firstName', 'lastName'],
  products: ['product'],
  street: ['street', 'postcode', 'city'],
};
const LEVELS: readonly Level[] = ['must', 'should', 'may'];
/** Asked on the page whatever the definition says, in places of their own. */
const ELSEWHERE: readonly Fact[] = ['campaign', 'channel', 'language', 'externalId'];

/**
 * The fields that the lead definition asks for, each once, what must be known first; none that a person must agree to first
 * (R87). Pure.
 */
export function captureFields({ facts }: DefinitionDocument): CaptureField[] {
  const fields = new Map<Fact, CaptureField>();
  for (const level of LEVELS)
    for (const defined of facts.filter((each) => each.level === level && each.purpose === undefined))
      for (const fact of defined.facts.flatMap((name) => ASKED_AS[name] ?? [name]))
        if (!fields.has(fact) && !ELSEWHERE.includes(fact))
          fields.set(fact, { fact, level, ...(defined.values ? { values: defined.values } : {}) });
  return [...fields.values()];
}
