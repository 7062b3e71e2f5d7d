import type { Known } from '../../functions/ingest/rules/identity/portrait.ts';
import { makeValue } from '../../functions/ingest/rules/identity/value.ts';
import type { IdentityDocument, Kind } from '../../shared/rules/identity.ts';
import { kinds } from './columns.ts';

export type FieldChoice = Pick<IdentityDocument['fields'][number], 'name' | 'kind'>;

/** A column that fewer fill in is not worth its weights. */
const LEAST_FILLED = 0.05;

/** The fields that a list allows to compare: all known facts, and its own columns with some content. */
export function chooseFields(people: readonly Known[], facts: readonly string[]): FieldChoice[] {
  return facts.flatMap((name) => {
    const values = people.map((person) => person[name]).filter((value) => value !== undefined);
    if (values.length < people.length * LEAST_FILLED || new Set(values).size < 2) return [];
    return [{ name, kind: kinds[name] ?? kindOf(values) }];
  });
}

/** Numbers and codes agree or not; words may be alike. */
function kindOf(values: readonly string[]): Kind {
  return values.filter((value) => /\d/.test(value) && !/\s/.test(value)).length > values.length / 2
    ? 'code'
    : 'text';
}

/** Values to list per field, and how many people must share one. */
const MOST_LISTED = 100;
const LEAST_SHARED = 3;
const RARITY_KINDS: readonly Kind[] = ['given', 'family', 'company', 'text'];

/** Counts what is common: whole names, and the words of companies. */
export function countCommon(
  people: readonly Known[],
  fields: readonly FieldChoice[],
): IdentityDocument['common'] {
  return Object.fromEntries(
    fields
      .filter(({ kind }) => RARITY_KINDS.includes(kind))
      .map(
        ({ name, kind }) =>
          [name, mostCommon(people.flatMap((person) => tokens(kind, person[name])))] as const,
      ),
  );
}

function tokens(kind: Kind, raw: string | undefined): string[][] {
  const value = raw ? makeValue(kind, raw, () => 0) : null;
  if (!value) return [];
  return [kind === 'company' ? [...new Set(value.words)] : [value.text]];
}

function mostCommon(values: readonly (readonly string[])[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values.flat()) counts.set(value, (counts.get(value) ?? 0) + 1);
  const listed = [...counts]
    .filter(([, count]) => count >= LEAST_SHARED)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_LISTED);
  return Object.fromEntries(
    listed.map(([value, count]) => [value, Number((count / values.length).toPrecision(2))]),
  );
}
