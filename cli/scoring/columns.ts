import { numberIn } from '../../functions/score/rules/ratings.ts';
import { neverRated } from '../../shared/rules/never-rated.ts';
import type { ScoringDocument } from '../../shared/rules/scoring.ts';
import { factNamed, type RatedFact, readFact } from './facts.ts';
import type { Question } from './levels.ts';

/** A column that is not asked, and why. */
export type Dropped = {
  column: string;
  because: string;
};

export interface Declared {
  outcome: string;
  received?: string;
  knownLater: readonly string[];
  /** Facts that the caller names columns for. */
  map: ReadonlyMap<string, RatedFact>;
}

/** A column that is asked: as which fact, under which id. */
export type Role = Question & { column: string };

/** Share of the values that must be readable as a fact, or as numbers, for a column to count as such. */
const READABLE = 0.95;
/** Up to so many different numbers are names of kinds rather than amounts. */
const KINDS = 6;
/** Fewest leads of which a column must say something else than of the rest. */
const OTHERS = 8;
/** Share of different values from which a column tells leads apart one by one. */
const OWN = 0.9;

/**
 * Says for each column whether and as what it may be asked, by its name and its cells in the training part.
 * @param cells by column
 * @param base its criteria give their ids to the same facts
 */
export function castColumns(
  cells: ReadonlyMap<string, readonly string[]>,
  declared: Declared,
  base: ScoringDocument,
): { roles: Role[]; dropped: Dropped[] } {
  const roles: Role[] = [];
  const dropped: Dropped[] = [];
  for (const [column, values] of cells) {
    if (column === '' || column === declared.outcome || column === declared.received) continue;
    const because = reasonToDrop(column, values, declared);
    if (because) dropped.push({ column, because });
    else {
      const asked = askedBy(column, values, declared, roles);
      roles.push({ column, asked, id: idFor(column, asked, base, roles) });
    }
  }
  return { roles, dropped };
}

function reasonToDrop(
  column: string,
  cells: readonly string[],
  { knownLater, map }: Declared,
): string | null {
  if (knownLater.includes(column)) return 'declared as known later than the arrival of the lead';
  if (neverRated(column)) return 'names, gender, age and birth date never score';
  const known = cells.filter(Boolean);
  const different = new Set(known).size;
  if (cells.length - mostCommon(cells) < OTHERS) return 'says the same of nearly every lead';
  if (!map.has(column) && factNamed(column) === 'never') return 'tells who somebody is, or is free text';
  if (known.length > KINDS && isNumbering(known, different))
    return 'each lead has a value of its own, such as an id';
  return null;
}

function mostCommon(cells: readonly string[]): number {
  return Math.max(...[...Map.groupBy(cells, (cell) => cell).values()].map((group) => group.length));
}

/** Ids in order, or all equally long; or texts of which hardly one comes twice. */
function isNumbering(known: readonly string[], different: number): boolean {
  if (different < OWN * known.length) return false;
  const numbers = known.map(numberIn).filter((value) => value !== null);
  if (numbers.length < READABLE * known.length) return true;
  const whole = different === known.length && numbers.every(Number.isInteger);
  const sorted = [1, -1].some((way) =>
    numbers.every((value, i) => i === 0 || way * value >= way * (numbers[i - 1] ?? 0)),
  );
  return (
    whole &&
    (sorted || (String(numbers[0]).length > 3 && new Set(known.map((cell) => cell.length)).size === 1))
  );
}

function askedBy(
  column: string,
  cells: readonly string[],
  { map, received }: Declared,
  taken: readonly Role[],
): Question['asked'] {
  const said = map.get(column);
  if (said) return { fact: said };
  const named = factNamed(column);
  const free = (fact: RatedFact) =>
    ![...map.values()].includes(fact) && !taken.some(({ asked }) => asked.fact === fact);
  const now = '2026-01-01T00:00:00.000Z';
  const isFact = (fact: RatedFact) => share(cells, (cell) => readFact(fact, cell, now) !== null) >= READABLE;
  // A time to a decision means nothing without the day on which it was said.
  const usable = named && named !== 'never' && (named !== 'timeframe' || received !== undefined);
  if (usable && free(named) && isFact(named)) return { fact: named };
  const isNumber =
    share(cells, (cell) => numberIn(cell) !== null) >= READABLE &&
    new Set(cells.filter(Boolean)).size > KINDS;
  return { fact: 'extra', field: column, as: isNumber ? 'number' : 'text' };
}

function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  const known = cells.filter(Boolean);
  return known.filter(holds).length / known.length;
}

function idFor(
  column: string,
  asked: Question['asked'],
  base: ScoringDocument,
  taken: readonly Role[],
): string {
  const before = Object.entries(base.ratings).find(
    ([, rating]) => asked.fact !== 'extra' && rating.fact === asked.fact,
  )?.[0];
  const slug =
    before ??
    (column
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') ||
      'column');
  const used = (id: string) => taken.some((role) => role.id === id);
  let id = slug;
  for (let n = 2; used(id); n++) id = `${slug}-${n}`;
  return id;
}
