import * as z from 'zod';
import { Fault } from './domain/faults.ts';
import type { ActiveDocument } from './ports/active-rules.ts';
import type { Objects } from './ports/objects.ts';
import { type ActiveScoring, type AreaRanks, AreaTable, rankAreas } from './rules/areas.ts';
import type { ScoringDocument } from './rules/scoring.ts';
import { prefixes } from './wiring.ts';

/** Where a document or table lies in the rules bucket once it was brought: under its content hash, for ever. */
export const archiveKey = (hash: string): string => `${prefixes.ruleArchive}${hash}.json`;

/** What names an area table: a scoring document, as it was written. */
const Naming = z.object({
  areas: z.object({ table: z.string(), weights: z.record(z.string(), z.number()) }),
});

/** The area table that a document names, as it was written, and the columns that count; null where it names none. */
export function areasIn(source: unknown): z.infer<typeof Naming>['areas'] | null {
  return Naming.safeParse(source).data?.areas ?? null;
}

/** Reads a table out of the archive; null where there is none of that hash. */
export async function areaTable(archive: Pick<Objects, 'get'>, hash: string): Promise<AreaTable | null> {
  const bytes = await archive.get(archiveKey(hash));
  if (!bytes) return null;
  return AreaTable.safeParse(JSON.parse(Buffer.from(bytes).toString())).data ?? null;
}

/**
 * Adds the area table to scoring documents that name one. It is read and ranked once for each version of the document, so
 * that a lead costs a look-up in memory.
 * @throws Fault `areas-missing` (retryable) while the table cannot be found: a score without it would be another one
 */
export function withAreas(
  archive: Pick<Objects, 'get'>,
): (scoring: ActiveDocument<ScoringDocument>) => Promise<ActiveScoring> {
  let kept: { hash: string; areas: Promise<AreaRanks> } | undefined;
  return async (scoring) => {
    const named = scoring.document.areas;
    if (!named) return scoring;
    if (kept?.hash !== scoring.hash) kept = { hash: scoring.hash, areas: ranked(archive, named) };
    try {
      return { ...scoring, areas: await kept.areas };
    } catch (fault) {
      kept = undefined;
      throw fault;
    }
  };
}

async function ranked(
  archive: Pick<Objects, 'get'>,
  { table: hash, weights }: NonNullable<ScoringDocument['areas']>,
): Promise<AreaRanks> {
  const table = await areaTable(archive, hash);
  if (!table) throw new Fault('areas-missing', { retryable: true, detail: hash });
  return rankAreas(table, weights);
}
