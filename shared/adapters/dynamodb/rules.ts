import type { ActiveRules } from '../../ports/active-rules.ts';
import { documents } from '../../rules/documents.ts';
import { dynamoRules } from './some-rules.ts';

/** All rules in force, out of the table; `dynamoRules` for a function that asks for few of them. */
export function dynamoActiveRules(options: Omit<Parameters<typeof dynamoRules>[0], 'schemas'>): ActiveRules {
  return dynamoRules({ ...options, schemas: documents });
}
