import type { Effects } from './regression.ts';

/** One criterion of a scorecard: the grade (1–4) of each level, and the weight (1–4). Weight 0: it says nothing. */
export interface Criterion {
  grades: readonly number[];
  weight: number;
}

/** Points of a lead on the scorecard. */
export function cardPoints(card: readonly Criterion[], levels: readonly number[]): number {
  return card.reduce((sum, { grades, weight }, i) => sum + weight * (grades[levels[i] ?? 0] ?? 0), 0);
}

/** Steps between the grades 1 and 4, and the weights. */
const STEPS = 3;
const WEIGHTS = [1, 2, 3, 4];
/** Sizes of one point that are tried, as shares of that at which the strongest criterion just fits into 1–4 × 4. */
const UNITS = Array.from({ length: 15 }, (_, i) => 0.6 + i * 0.05);
/** Places of the first grade that are tried below the lowest level. */
const STARTS = Array.from({ length: 9 }, (_, i) => i / 8);

/**
 * Writes effects as grades and weights from 1 to 4, as near as they come over all leads. A criterion whose effects are
 * smaller than half a point gets the weight 0.
 * @param shares how many leads have each level, by criterion
 */
export function roundToCard(
  { effects: fitted }: Effects,
  shares: readonly (readonly number[])[],
): Criterion[] {
  // Nothing is known of a level that no lead has: it is worth what leads are worth on average.
  const effects = fitted.map((row, i) => {
    const average = middle(row, shares[i] ?? []);
    return row.map((effect, level) => (shares[i]?.[level] ? effect : average));
  });
  const widest = Math.max(...effects.map((row, i) => range(seen(row, shares[i] ?? []))));
  const cards = UNITS.map((share) => {
    const unit = (share * widest) / (STEPS * Math.max(...WEIGHTS)) || 1;
    const card = effects.map((row, i) =>
      roundCriterion(
        row.map((effect) => effect / unit),
        shares[i] ?? [],
      ),
    );
    return { card, error: unit ** 2 * card.reduce((sum, { error }) => sum + error, 0) };
  });
  return cards.reduce((best, next) => (next.error < best.error ? next : best)).card;
}

interface Rounded extends Criterion {
  error: number;
}

/** The weight and grades whose products, but for a constant, come nearest to the wanted points. */
function roundCriterion(wanted: readonly number[], shares: readonly number[]): Rounded {
  const lowest = Math.min(...seen(wanted, shares));
  const options = WEIGHTS.flatMap((weight) => {
    const slack = Math.max(0, range(seen(wanted, shares)) - STEPS * weight);
    return STARTS.map((place) =>
      settle(wanted, shares, weight, lowest - 1.25 * weight + (slack + weight) * place),
    );
  });
  const none: Rounded = {
    weight: 0,
    grades: [],
    error: errorOf(
      wanted,
      shares,
      wanted.map(() => 0),
    ),
  };
  return options.reduce((best, option) => (option.error < best.error - 1e-9 ? option : best), none);
}

function settle(
  wanted: readonly number[],
  shares: readonly number[],
  weight: number,
  start: number,
): Rounded {
  let offset = start;
  let grades: number[] = [];
  for (let round = 0; round < 5; round++) {
    const base = offset;
    grades = wanted.map((points) => Math.min(4, Math.max(1, Math.round((points - base) / weight))));
    offset = middle(
      wanted.map((points, level) => points - weight * (grades[level] ?? 0)),
      shares,
    );
  }
  const given = grades.map((grade) => grade * weight);
  return { weight, grades, error: errorOf(wanted, shares, given) };
}

function errorOf(wanted: readonly number[], shares: readonly number[], given: readonly number[]): number {
  const misses = wanted.map((points, level) => points - (given[level] ?? 0));
  const offset = middle(misses, shares);
  return misses.reduce((sum, miss, level) => sum + (shares[level] ?? 0) * (miss - offset) ** 2, 0);
}

function middle(values: readonly number[], shares: readonly number[]): number {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return values.reduce((sum, value, i) => sum + value * (shares[i] ?? 0), 0) / total;
}

/** Levels that no lead has say nothing about the width of a criterion. */
function seen(row: readonly number[], shares: readonly number[]): number[] {
  return row.filter((_, level) => (shares[level] ?? 0) > 0);
}

function range(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
