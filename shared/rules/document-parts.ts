import { type JsonPlaces, jsonPlaces } from './json-places.ts';
import { pointedTo } from './pointer.ts';
import { type FoundError, isObject, pathOf, type RuleError } from './rule-errors.ts';

/** One parameter of a document; most documents have one, large ones several, named after their content. */
export interface DocumentPart {
  name: string;
  text: string;
}

export interface ReadPart {
  name: string;
  places: Extract<JsonPlaces, { ok: true }>;
  source: Record<string, unknown>;
}

/** Reads one part as JSON. */
export function readPart({ name, text }: DocumentPart): ReadPart | { error: RuleError } {
  const places = jsonPlaces(text);
  if (!places.ok) return { error: { path: '', part: name, line: places.line, reason: 'is not JSON' } };
  const object = pointedTo(text);
  if (object !== null) return { error: lost(name, object, places.lineOf(['object'])) };
  const source: unknown = JSON.parse(text);
  if (!isObject(source)) return { error: { path: '', part: name, line: 1, reason: 'is not a JSON object' } };
  return { name, places, source };
}

/** Pointers are followed before anything is read: one that is still there leads nowhere. */
function lost(part: string, object: string, line: number): RuleError {
  return {
    path: 'object',
    part,
    line,
    reason: `there is no ${object} in the rules bucket`,
    suggestion: 'put it there, or let `leitwerk rules activate` do it',
  };
}

/** Puts parts together: lists and maps add up; of the head the highest version and all notes count. */
export function joinParts(parts: readonly ReadPart[]): {
  source: Record<string, unknown>;
  errors: RuleError[];
} {
  const source: Record<string, unknown> = {};
  const errors: RuleError[] = [];
  for (const part of parts) {
    for (const [key, value] of Object.entries(part.source)) {
      const both = Object.hasOwn(source, key) ? added(key, source[key], value) : value;
      if (both === undefined) {
        const line = part.places.lineOf([key]);
        errors.push({ path: key, part: part.name, line, reason: 'stands in another part as well' });
      } else source[key] = both;
    }
  }
  return { source, errors };
}

function added(key: string, before: unknown, value: unknown): unknown {
  if (key === '$schema') return before;
  if (key === 'version') return Math.max(Number(before), Number(value));
  if (key === 'note') return `${before}; ${value}`;
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  if (!isObject(before) || !isObject(value)) return undefined;
  return Object.keys(value).some((inner) => Object.hasOwn(before, inner))
    ? undefined
    : { ...before, ...value };
}

/** Finds the part and the line of an error in a document whose parts can be read. */
export function placedIn(error: FoundError, parts: readonly DocumentPart[]): RuleError {
  return placed(
    error,
    parts.map(readPart).flatMap((part) => ('error' in part ? [] : [part])),
  );
}

/** Finds the part and the line in which something stands; what stands nowhere is looked for at the top of the first part. */
export function placed({ path, reason, suggestion }: FoundError, parts: readonly ReadPart[]): RuleError {
  const local = [...path];
  const at = (part: ReadPart | undefined): RuleError => ({
    path: pathOf(path),
    ...(part ? { part: part.name, line: part.places.lineOf(local) } : {}),
    reason,
    ...(suggestion ? { suggestion } : {}),
  });
  const [key] = path;
  for (const part of parts) {
    const value = typeof key === 'string' ? part.source[key] : undefined;
    if (Array.isArray(value) && typeof local[1] === 'number' && local[1] >= value.length)
      local[1] -= value.length;
    else if (holds(value, local[1])) return at(part);
  }
  return at(parts[0]);
}

/** A list or a value that is there; of a map only the part with the key. */
function holds(value: unknown, inner: PropertyKey | undefined): boolean {
  return (
    value !== undefined && !(isObject(value) && typeof inner === 'string' && !Object.hasOwn(value, inner))
  );
}
