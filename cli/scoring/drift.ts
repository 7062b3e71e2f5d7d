import { explain, pointsOf } from '../../functions/score/rules/score-lead.ts';
import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import { CliFailure } from '../output.ts';
import { findColumn, type Table } from '../read-table.ts';
import type { Role } from './columns.ts';
import { exampleOf, readMap } from './examples.ts';
import { factNamed } from './facts.ts';
import { short } from './judge.ts';

/** How far the newest leads differ from those before, in one criterion or in the score. */
export type Drift = {
  what: string;
  /** Population stability index; null where the file has no such column. */
  psi: number | null;
  verdict: 'steady' | 'moving' | 'changed' | 'no column';
};

export interface DriftOptions {
  map: readonly string[];
  received?: string;
  /** How many of the last rows are the newest leads; a share of 0.3 where it is not said. */
  newest?: number;
}

type Explanation = ReturnType<typeof explain>;

const NEWEST = 0.3;
/** Leads on either side from which shares say something. */
const SOME = 30;
/** Limits in use for scorecards in banking: below the first nothing to do, above the second fit anew. */
const LIMITS = { moving: 0.1, changed: 0.25 };
const TENTHS = 10;

/**
 * Compares the newest leads of a list with those before, by what a scoring document sees of them.
 * @throws CliFailure where there are too few leads or a named column is missing
 */
export function driftOf(
  document: ScoringDocument,
  table: Table,
  file: string,
  options: DriftOptions,
): Drift[] {
  const { map, received, newest = Math.floor(NEWEST * table.rows.length) } = options;
  const find = (name: string) => findColumn(table, name, file);
  const roles = rolesIn(document, table, readMap(map, find));
  const columns = { roles, ...(received ? { received: find(received) } : {}) };
  const seen = table.rows.map((row) => {
    const { known, now } = exampleOf(table, columns, { row, won: false });
    return explain(known, document, now);
  });
  const before = seen.slice(0, seen.length - newest);
  const after = seen.slice(seen.length - newest);
  if (Math.min(before.length, after.length) < SOME)
    throw new CliFailure(
      `${after.length} new leads beside ${before.length} before; at least ${SOME} of each are needed.`,
    );
  const compare = (seenIn: (rows: Explanation) => number) => {
    const [old, fresh] = [before.map(seenIn), after.map(seenIn)];
    return { psi: stability(old, fresh), chance: chanceOf(old, fresh) };
  };
  const grades = Object.keys(document.ratings).map((id) => {
    const asked = roles.some((role) => role.id === id);
    return told(id, asked ? compare((rows) => rows.find((row) => row.id === id)?.rating ?? 0) : null);
  });
  const tenthOf = tenths(before.map(pointsOf));
  return [
    ...grades,
    told(
      'score',
      compare((rows) => tenthOf(pointsOf(rows))),
    ),
  ];
}

function rolesIn(
  { ratings }: ScoringDocument,
  { columns }: Table,
  said: ReadonlyMap<string, string>,
): Role[] {
  return Object.entries(ratings).flatMap(([id, rating]) => {
    // Where an area stands, how deep a channel goes and what trouble somebody took is in no column of a list.
    if (rating.fact === 'area' || rating.fact === 'depth' || rating.fact === 'effort') return [];
    const asked = rating.fact === 'extra' ? rating : { fact: rating.fact };
    const holds = (column: string) =>
      rating.fact === 'extra'
        ? column === rating.field
        : (said.get(column) ?? factNamed(column)) === rating.fact;
    const column = columns.find((name) => said.has(name) && holds(name)) ?? columns.find(holds);
    return column === undefined ? [] : [{ id, asked, column }];
  });
}

function told(what: string, found: { psi: number; chance: number } | null): Drift {
  if (found === null) return { what, psi: null, verdict: 'no column' };
  const beyond = found.psi - found.chance;
  const verdict = beyond > LIMITS.changed ? 'changed' : beyond > LIMITS.moving ? 'moving' : 'steady';
  return { what, psi: short(found.psi), verdict };
}

/** Which tenth of the leads before a score falls into. */
function tenths(points: readonly number[]): (points: number) => number {
  const sorted = points.toSorted((a, b) => a - b);
  const limits = Array.from(
    { length: TENTHS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / TENTHS)] ?? 0,
  );
  return (value) => limits.filter((limit) => value >= limit).length;
}

/** Population stability index: sum of (share after − share before) × ln(share after / share before), by value. */
export function stability(before: readonly number[], after: readonly number[]): number {
  const values = [...new Set([...before, ...after])].sort((a, b) => a - b);
  // Half a lead more in each, so that a value that one side never had is not infinitely far away.
  const share = (all: readonly number[], value: number) =>
    (all.filter((one) => one === value).length + 0.5) / (all.length + 0.5 * values.length);
  return values.reduce((sum, value) => {
    const [old, fresh] = [share(before, value), share(after, value)];
    return sum + (fresh - old) * Math.log(fresh / old);
  }, 0);
}

/** The index that leads drawn from one and the same crowd have on average: few leads differ by chance. */
function chanceOf(before: readonly number[], after: readonly number[]): number {
  const values = new Set([...before, ...after]).size;
  return (values - 1) * (1 / before.length + 1 / after.length);
}
