import type { Documents } from '../../../shared/rules/documents.ts';
import type { Rows } from '../sheet.ts';

/** Names of the documents whose rules ask for a field, by the name of the field. */
export type FieldUses = ReadonlyMap<string, readonly string[]>;

/**
 * What is used whatever the rules say: to address and to reach people, in their language; their role by the job title, their
 * organisation by its website, and sources by their campaign.
 */
const BUILT_IN = [
  ...['name', 'firstName', 'lastName', 'email', 'phone', 'language'],
  ...['jobTitle', 'website', 'campaign'],
];

const ASKED = /\blead\.(?!(?:known|state|class|score)\b)(\w+)/g;

/**
 * Who asks for which field: conditions wherever they stand, criteria of scoring, must-facts, what people are recognised
 * by, and the program itself (R67). Pure.
 */
export function fieldUses(documents: Partial<Documents>): FieldUses {
  const uses = new Map<string, string[]>();
  const note = (field: string, subject: string) => {
    const known = uses.get(field) ?? [];
    if (!known.includes(subject)) uses.set(field, [...known, subject]);
  };
  for (const [subject, document] of Object.entries(documents))
    for (const condition of conditionsIn(document))
      for (const [, field = ''] of condition.matchAll(ASKED)) note(field, subject);
  const { scoring, definition, identity } = documents;
  for (const [id, rating] of Object.entries(scoring?.ratings ?? {})) {
    if (scoring?.weights[id] === undefined) continue;
    note(rating.fact === 'extra' ? `extra.${rating.field}` : rating.fact, 'scoring');
  }
  for (const { facts, level } of definition?.facts ?? [])
    if (level === 'must') for (const field of facts) note(field, 'definition');
  for (const { name } of identity?.fields ?? []) note(name, 'identity');
  for (const field of BUILT_IN) note(field, 'built-in');
  return uses;
}

function conditionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'when' && typeof inner === 'string' ? [inner] : conditionsIn(inner),
  );
}

/** Column of each, as the query returns them. */
const [FIELD, FILLED, RATED, USED_BY, DOUBT] = [0, 2, 4, 5, 6];

/** The rows of the report with who asks for each field, and what is in doubt about it: filled by nobody, used by nothing. */
export function withUses(rows: Rows, uses: FieldUses): Rows {
  return rows.map((row) => {
    const by = uses.get(row[FIELD] ?? '') ?? [];
    const empty = Number(row[FILLED]) === 0;
    const idle = by.length === 0 && Number(row[RATED]) === 0;
    const doubt = empty && idle ? 'both' : empty ? 'empty' : idle ? 'unused' : null;
    return row.with(USED_BY, by.join(' ') || null).with(DOUBT, doubt);
  });
}
