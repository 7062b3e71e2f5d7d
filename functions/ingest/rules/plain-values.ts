/** Names that mean the object itself; as keys of data they can only do harm. */
const HARMFUL = new Set(['__proto__', 'constructor', 'prototype']);

export function isHarmful(key: string): boolean {
  return HARMFUL.has(key);
}

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** Limits of one body: more is no form that people fill in. */
const MAX_DEPTH = 10;
const MAX_VALUES = 1000;

export interface PlainLimits {
  depth: number;
  values: number;
}

/**
 * Rebuilds parsed JSON without harmful keys.
 * @returns null if it is nested deeper or has more values than the limits say: 10 levels and 1,000 values for a form
 */
export function plainValue(
  value: unknown,
  limits: PlainLimits = { depth: MAX_DEPTH, values: MAX_VALUES },
): { value: Plain } | null {
  let values = 0;
  function copy(part: unknown, depth: number): Plain | undefined {
    values += 1;
    if (depth > limits.depth || values > limits.values) return undefined;
    if (Array.isArray(part)) return copied(part, depth);
    if (typeof part === 'object' && part !== null) return copiedObject(part, depth);
    return typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean' ? part : null;
  }
  function copied(list: readonly unknown[], depth: number): Plain[] | undefined {
    const parts: Plain[] = [];
    for (const part of list) {
      const inner = copy(part, depth + 1);
      if (inner === undefined) return undefined;
      parts.push(inner);
    }
    return parts;
  }
  function copiedObject(object: object, depth: number): { [key: string]: Plain } | undefined {
    const parts: { [key: string]: Plain } = {};
    for (const [key, part] of Object.entries(object)) {
      if (HARMFUL.has(key)) continue;
      const inner = copy(part, depth + 1);
      if (inner === undefined) return undefined;
      parts[key] = inner;
    }
    return parts;
  }
  const whole = copy(value, 0);
  return whole === undefined ? null : { value: whole };
}

export function isPlainObject(value: Plain | undefined): value is { [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text for comparing; what is no scalar as JSON, since an object may bring a `toString` of its own. */
export function plainText(value: Plain | undefined): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value);
}
