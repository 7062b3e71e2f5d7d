import { canonical } from '../../shared/rules/content-hash.ts';

/** A place where what is stored is not what comes out again; absent values are undefined. */
export interface Difference {
  path: string;
  stored: unknown;
  recomputed: unknown;
}

/** The innermost places in which two values differ, as JSON, in order. */
export function differences(stored: unknown, recomputed: unknown, path = ''): Difference[] {
  if (same(stored, recomputed)) return [];
  if (!isContainer(stored) || !isContainer(recomputed) || Array.isArray(stored) !== Array.isArray(recomputed))
    return [{ path, stored, recomputed }];
  const names = [...new Set([...Object.keys(stored), ...Object.keys(recomputed)])];
  return names.flatMap((name) =>
    differences(stored[name], recomputed[name], path === '' ? name : `${path}.${name}`),
  );
}

function same(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonical(one) === canonical(other);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A value as it is stored: without what JSON leaves out. */
export function asStored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
