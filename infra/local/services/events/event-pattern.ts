import { isRecord } from '../json.ts';

/**
 * Whether an event matches an EventBridge event pattern.
 * Takes the pattern as in the template and the event in EventBridge form. Knows exact values, prefix, suffix,
 * equals-ignore-case, wildcard, anything-but, numeric, exists and $or; an unknown operator is an error (it would
 * be refused at deployment), never a silent mismatch. Not known: cidr.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (!isRecord(pattern)) throw new Error('An event pattern is an object');
  return Object.entries(pattern).every(([field, expected]) =>
    field === '$or' ? matchesAny(expected, event) : matchesField(expected, field, event),
  );
}

function matchesAny(alternatives: unknown, event: unknown): boolean {
  if (!Array.isArray(alternatives)) throw new Error('$or needs a list of patterns');
  return alternatives.some((pattern) => matchesPattern(pattern, event));
}

function matchesField(expected: unknown, field: string, event: unknown): boolean {
  const value = isRecord(event) ? event[field] : undefined;
  if (isRecord(expected)) return objectsOf(value).some((object) => matchesPattern(expected, object));
  if (!Array.isArray(expected)) throw new Error(`The pattern of ${field} is neither a list nor an object`);
  return expected.some((condition) => matchesCondition(condition, value));
}

/** A list of objects matches if one of them does; an absent object is searched too, for exists: false inside it. */
function objectsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function matchesCondition(condition: unknown, value: unknown): boolean {
  if (!isRecord(condition)) return leaves(value).some((leaf) => leaf === condition);
  const [operator, operand] = Object.entries(condition)[0] ?? [];
  if (operator === 'exists') return leaves(value).length > 0 === operand;
  return leaves(value).some((leaf) => satisfies(leaf, operator, operand));
}

function leaves(value: unknown): unknown[] {
  if (value === undefined || isRecord(value)) return [];
  return Array.isArray(value) ? value : [value];
}

function satisfies(leaf: unknown, operator: string | undefined, operand: unknown): boolean {
  switch (operator) {
    case 'prefix':
      return textMatches(leaf, operand, (text, wanted) => text.startsWith(wanted));
    case 'suffix':
      return textMatches(leaf, operand, (text, wanted) => text.endsWith(wanted));
    case 'equals-ignore-case':
      return typeof leaf === 'string' && leaf.toLowerCase() === String(operand).toLowerCase();
    case 'wildcard':
      return typeof leaf === 'string' && wildcard(String(operand)).test(leaf);
    case 'anything-but':
      return !excluded(operand).some((condition) => matchesCondition(condition, leaf));
    case 'numeric':
      return typeof leaf === 'number' && inRange(leaf, operand);
    default:
      throw new Error(`Unknown operator ${operator} in an event pattern`);
  }
}

function textMatches(
  leaf: unknown,
  operand: unknown,
  test: (text: string, wanted: string) => boolean,
): boolean {
  if (typeof leaf !== 'string') return false;
  if (isRecord(operand)) return test(leaf.toLowerCase(), String(operand['equals-ignore-case']).toLowerCase());
  return test(leaf, String(operand));
}

/** `anything-but` takes one value, a list of values, or one operator whose operand may be a list. */
function excluded(operand: unknown): unknown[] {
  if (Array.isArray(operand)) return operand;
  if (!isRecord(operand)) return [operand];
  const [operator, values] = Object.entries(operand)[0] ?? ['', []];
  return (Array.isArray(values) ? values : [values]).map((value) => ({ [operator]: value }));
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's');
}

const COMPARE: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function inRange(value: number, operand: unknown): boolean {
  if (!Array.isArray(operand) || operand.length % 2 !== 0)
    throw new Error('numeric needs pairs of operator and number');
  for (let i = 0; i < operand.length; i += 2) {
    const compare = COMPARE[String(operand[i])];
    if (!compare) throw new Error(`Unknown comparison ${operand[i]} in an event pattern`);
    if (!compare(value, Number(operand[i + 1]))) return false;
  }
  return true;
}
