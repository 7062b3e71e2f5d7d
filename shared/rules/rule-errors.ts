import * as z from 'zod';
import { nearest } from './nearest.ts';

/** What is wrong with a rule document, where, and what to write instead. */
export const RuleError = z.object({
  /** Where in the document: `rules[2].when`. */
  path: z.string(),
  /** The parameter in which it stands, where the document is split. */
  part: z.string().optional(),
  line: z.number().int().optional(),
  reason: z.string(),
  suggestion: z.string().optional(),
});
export type RuleError = z.infer<typeof RuleError>;

/** An error before its line is known. */
export interface FoundError {
  path: readonly PropertyKey[];
  reason: string;
  suggestion?: string;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `['rules', 2, 'when']` as `rules[2].when`. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

type Issue = z.core.$ZodIssue;

/** What a schema found, in words for the person who wrote the document. The schema must have been told to report input. */
export function schemaErrors(issues: readonly Issue[]): FoundError[] {
  return issues.flatMap((issue) => {
    const { path } = issue;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownKey([...path, key], issues));
    if (isMissing(issue)) return [{ path, reason: 'is missing' }];
    if (issue.code === 'invalid_value') {
      const reason = `${JSON.stringify(issue.input)} is not possible here`;
      return [{ path, reason, suggestion: meant(issue.input, issue.values.map(String)) }];
    }
    const suggestion: unknown = issue.code === 'custom' ? issue.params?.suggestion : undefined;
    return [{ path, reason: issue.message, ...(typeof suggestion === 'string' ? { suggestion } : {}) }];
  });
}

function meant(value: unknown, possible: readonly string[]): string {
  const near = typeof value === 'string' ? nearest(value, possible) : null;
  return near ? `did you mean ${near}?` : `one of ${possible.join(', ')}`;
}

/** A key that does not exist most likely means one that is missing beside it. */
function unknownKey(path: readonly PropertyKey[], issues: readonly Issue[]): FoundError {
  const parent = pathOf(path.slice(0, -1));
  const key = String(path.at(-1));
  const missing = issues
    .filter((issue) => isMissing(issue) && pathOf(issue.path.slice(0, -1)) === parent)
    .map((issue) => String(issue.path.at(-1)));
  const near = nearest(key, missing);
  return {
    path,
    reason: `there is no ${key} here`,
    ...(near ? { suggestion: `did you mean ${near}?` } : {}),
  };
}

function isMissing(issue: Issue): boolean {
  return issue.code !== 'custom' && issue.code !== 'unrecognized_keys' && issue.input === undefined;
}

/** Keys that a schema passes over would be lost without a word, so a mistyped optional key is an error as well. */
export function unknownKeys(
  source: unknown,
  parsed: unknown,
  path: readonly PropertyKey[] = [],
): FoundError[] {
  if (Array.isArray(source) && Array.isArray(parsed)) {
    return source.flatMap((value, index) => unknownKeys(value, parsed[index], [...path, index]));
  }
  if (!isObject(source) || !isObject(parsed)) return [];
  return Object.entries(source).flatMap(([key, value]) =>
    Object.hasOwn(parsed, key)
      ? unknownKeys(value, parsed[key], [...path, key])
      : [unknownKey([...path, key], [])],
  );
}
