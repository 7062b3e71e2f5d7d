import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { RoutingDocument } from '../../shared/rules/routing.ts';
import { isObject } from '../../shared/rules/rule-errors.ts';
import { CliFailure } from '../output.ts';

/** Documents that can be tried on some leads first. */
export const piloted = ['scoring', 'routing'] as const;
export type PilotSubject = (typeof piloted)[number];

/** The head of a document is no rule. */
const HEAD = ['$schema', 'version', 'note', 'pilot'];

const Document = z.looseObject({
  version: z.number(),
  pilot: z.looseObject({ id: z.string(), instead: z.record(z.string(), z.unknown()) }).optional(),
});

/** What is to be said of a pilot beside its rules. */
export interface Begin {
  id: string;
  when: string;
  /** The last day, as `2026-12-31`. */
  until: string;
  because: string;
}

/**
 * The document in force, with what another one says otherwise as a pilot.
 * @throws CliFailure where the other one says the same, or leaves out what is in force
 */
export function withPilotOf(inForce: unknown, other: unknown, begin: Begin): Record<string, unknown> {
  const { pilot: _, ...document } = read(inForce);
  if (!isObject(other)) throw new CliFailure('The file holds no document.');
  const names = [...new Set([...Object.keys(document), ...Object.keys(other)])];
  const differs = names.filter(
    (name) => !HEAD.includes(name) && !isDeepStrictEqual(document[name], other[name]),
  );
  if (differs.length === 0) throw new CliFailure('The file says what is in force: there is nothing to try.');
  const gone = differs.filter((name) => other[name] === undefined);
  if (gone.length > 0) throw new CliFailure(`A pilot cannot take out ${gone.join(', ')}: say it otherwise.`);
  const instead = Object.fromEntries(differs.map((name) => [name, other[name]]));
  return { ...next(document, `Pilot ${begin.id}: ${begin.because}`), pilot: { ...begin, instead } };
}

/** What was tried, for all leads. @throws CliFailure where nothing is tried */
export function widened(inForce: unknown): Record<string, unknown> {
  const { pilot, ...document } = read(inForce);
  if (!pilot) throw new CliFailure('There is no pilot.');
  return { ...next(document, `Pilot ${pilot.id} holds for all leads`), ...pilot.instead };
}

/** The document without its pilot. @throws CliFailure where nothing is tried */
export function ended(inForce: unknown): Record<string, unknown> {
  const { pilot, ...document } = read(inForce);
  if (!pilot) throw new CliFailure('There is no pilot.');
  return next(document, `Pilot ${pilot.id} is over`);
}

/** The name of the pilot of a document; null where it has none. */
export function pilotIn(source: unknown): string | null {
  return Document.safeParse(source).data?.pilot?.id ?? null;
}

/**
 * Which leads the routing in force gives to a pool, as one condition.
 * @throws CliFailure where it gives it none
 */
export function leadsOfPool(routing: unknown, pool: string): string {
  const { rules, fallback } = RoutingDocument.parse(routing);
  // The first rule that holds decides: those before it do not hold.
  const asked = [...rules, { when: 'true', pool: fallback.pool }];
  const found = asked.flatMap(({ when, pool: to }, index) => {
    const before = asked.slice(0, index).filter((rule) => rule.pool !== pool);
    return to === pool ? [[...before.map((rule) => `!(${rule.when})`), `(${when})`].join(' && ')] : [];
  });
  if (found.length === 0) throw new CliFailure(`The routing in force gives no lead to ${pool}.`);
  return found.join(' || ');
}

function read(source: unknown): z.infer<typeof Document> {
  const { success, data } = Document.safeParse(source);
  if (!success) throw new CliFailure('The document is not in force.');
  return data;
}

function next({ version, ...document }: z.infer<typeof Document>, note: string): Record<string, unknown> {
  const { $schema, note: _, ...rules } = document;
  return { ...($schema ? { $schema } : {}), version: version + 1, note, ...rules };
}
