import { isDeepStrictEqual } from 'node:util';
import { isObject, pathOf } from '../../shared/rules/rule-errors.ts';

/** One difference between two versions of a document. */
export type Difference = {
  /** `rules[south].pool`: entries of lists are named by what they are called, where they have a name. */
  path: string;
  change: 'added' | 'removed' | 'changed' | 'moved';
  before?: unknown;
  after?: unknown;
};

/** By what entries of lists are known to be the same. */
const names = ['id', 'agent', 'on', 'name', 'at'] as const;

/** What differs in meaning between two documents: white space and the order of keys say nothing, the order of lists does. */
export function compareDocuments(
  before: unknown,
  after: unknown,
  path: readonly PropertyKey[] = [],
): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const at = pathOf(path);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compareDocuments(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (before === undefined) return [{ path: at, change: 'added', after }];
  if (after === undefined) return [{ path: at, change: 'removed', before }];
  return [{ path: at, change: 'changed', before, after }];
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly PropertyKey[],
): Difference[] {
  const name = names.find((candidate) => [before, after].every((list) => isNamedBy(list, candidate)));
  if (!name) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => compareDocuments(before[i], after[i], [...path, i])).flat();
  }
  const old = byName(before, name);
  const fresh = byName(after, name);
  const inner = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    inEntry(compareDocuments(old.get(key), fresh.get(key)), `${pathOf(path)}[${key}]`),
  );
  const kept = (of: Map<string, unknown>, other: Map<string, unknown>) =>
    [...of.keys()].filter((key) => other.has(key));
  const [first, second] = [kept(old, fresh), kept(fresh, old)];
  const moved = isDeepStrictEqual(first, second)
    ? []
    : [{ path: pathOf(path), change: 'moved' as const, before: first, after: second }];
  return [...inner, ...moved];
}

const inEntry = (differences: readonly Difference[], entry: string): Difference[] =>
  differences.map((one) => ({ ...one, path: one.path ? `${entry}.${one.path}` : entry }));

function byName(list: readonly unknown[], name: string): Map<string, unknown> {
  return new Map(list.flatMap((entry) => (isObject(entry) ? [[String(entry[name]), entry]] : [])));
}

function isNamedBy(list: readonly unknown[], name: string): boolean {
  const found = list.map((entry) => (isObject(entry) ? entry[name] : undefined));
  return found.every((value) => typeof value === 'string') && new Set(found).size === found.length;
}
