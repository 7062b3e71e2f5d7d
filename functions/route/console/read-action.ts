import { StaffAction } from '../rules/act.ts';

/** Facts that are numbers; forms know texts only. */
const NUMBERS = ['orderVolume', 'budget', 'employees'];

/**
 * The action that a form asks for: `facts.{name}` are gathered, what was left open is left out.
 * @returns null where it cannot be read
 */
export function readAction(form: URLSearchParams): StaffAction | null {
  const plain: Record<string, unknown> = {};
  const facts: Record<string, unknown> = {};
  for (const [name, text] of form) {
    const value = text.trim();
    if (!value) continue;
    const fact = /^facts\.(\w+)$/.exec(name)?.[1];
    if (fact) facts[fact] = NUMBERS.includes(fact) ? Number(value) : value;
    else plain[name] = value;
  }
  return StaffAction.safeParse({ facts, ...plain }).data ?? null;
}
