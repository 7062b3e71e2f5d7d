import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Lead } from '../domain/lead.ts';
import { Condition, conditionFacts, holds } from './conditions.ts';
import type { FoundError } from './rule-errors.ts';

/**
 * Other rules for some leads first (R21): what a document says otherwise for leads that a condition chooses, until a day.
 * It is a part of the document, so one hash names both, and whatever checks, simulates or replays the document knows it.
 * @param sections what may be tried, each replaced as a whole
 */
export function pilotOf<Sections extends z.ZodObject>(sections: Sections) {
  return z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'small letters, digits and hyphens'),
    /** CEL condition over `lead`, `inquiry` and `organisation`, such as a region, a source or a campaign. */
    when: Condition,
    /** The last day, in UTC: from the next one on, the document decides about all leads as if there were no pilot. */
    until: z.iso.date(),
    because: z.string().min(1).max(200),
    instead: z
      .strictObject(sections.shape)
      .partial()
      .refine((instead) => Object.keys(instead).length > 0, 'says nothing otherwise'),
  });
}

interface Piloted {
  pilot?: { id: string; when: string; until: string; instead: object } | undefined;
}

/** The document as it is for the leads of its pilot; itself where it has none. */
export function withPilot<Document extends Piloted>(document: Document): Document {
  return { ...document, ...document.pilot?.instead };
}

/**
 * The document as it decides about a lead at an instant, and how its decisions name their rule: `score/points` in a pilot
 * is `score/points@north-first`.
 * @param at ISO instant
 */
export function decidingOn<Document extends Piloted>(
  document: Document,
  lead: Lead,
  at: string,
): { document: Document; named: (rule: string) => string } {
  const { pilot } = document;
  if (!pilot || at.slice(0, 10) > pilot.until || !holds(pilot.when, conditionFacts(lead)))
    return { document, named: (rule) => rule };
  return { document: withPilot(document), named: (rule) => `${rule}@${pilot.id}` };
}

/** What is wrong with a document for the leads of its pilot only, at the place in the pilot. */
export function pilotErrors<Document extends Piloted>(
  document: Document,
  check: (document: Document) => FoundError[],
): FoundError[] {
  const { pilot } = document;
  if (!pilot) return [];
  const usual = check(document);
  return check(withPilot(document))
    .filter((error) => !usual.some((other) => isDeepStrictEqual(other, error)))
    .map(({ path, ...error }) => {
      const own = Object.hasOwn(pilot.instead, String(path[0])) ? path : [];
      return { ...error, path: ['pilot', 'instead', ...own] };
    });
}
