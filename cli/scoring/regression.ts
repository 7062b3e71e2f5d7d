import { fitLogistic } from '../logistic.ts';

/** A lead as the regression sees it: which level each criterion has, and what became of it. */
export interface Coded {
  levels: readonly number[];
  won: boolean;
}

/** Log odds of a win = intercept + the effect of the lead's level in each criterion. */
export interface Effects {
  intercept: number;
  /** By criterion, by level. */
  effects: readonly (readonly number[])[];
}

/**
 * Logistic regression over the levels of all criteria.
 * @param counts number of levels of each criterion
 * @param ridge strength of the pull of each effect towards 0, in leads
 */
export function fitEffects(leads: readonly Coded[], counts: readonly number[], ridge: number): Effects {
  const starts = [1];
  for (const count of counts) starts.push((starts.at(-1) ?? 1) + count);
  const samples = leads.map(({ levels, won }) => ({
    features: [[0, 1] as const, ...levels.map((level, i) => [(starts[i] ?? 0) + level, 1] as const)],
    is: won,
  }));
  const weights = fitLogistic(samples, starts.at(-1) ?? 1, ridge);
  return {
    intercept: weights[0] ?? 0,
    effects: counts.map((count, i) => weights.slice(starts[i] ?? 0, (starts[i] ?? 0) + count)),
  };
}

/** Log odds of a win. */
export function logOdds({ intercept, effects }: Effects, levels: readonly number[]): number {
  return levels.reduce((sum, level, i) => sum + (effects[i]?.[level] ?? 0), intercept);
}

/** Strengths of the pull that are tried. */
const RIDGES = [1, 2, 5, 10, 20, 40];

/** The newest leads are enough to try by: with more, no ridge in reach matters any longer. */
const TRIED = 10_000;

/** The ridge that foretells best what it has not seen: each block of neighbouring leads by the others. */
export function chooseRidge(all: readonly Coded[], counts: readonly number[]): number {
  const leads = all.slice(-TRIED);
  const tried = RIDGES.map((ridge) => {
    const losses = blocks(leads).flatMap(({ others, block }) => {
      const effects = fitEffects(others, counts, ridge);
      return block.map(({ levels, won }) => Math.log1p(Math.exp((won ? -1 : 1) * logOdds(effects, levels))));
    });
    return { ridge, loss: losses.reduce((sum, loss) => sum + loss, 0) };
  });
  return tried.reduce((best, next) => (next.loss < best.loss ? next : best)).ridge;
}

const BLOCKS = 5;

/** Cuts the leads into blocks of neighbours, in their order: leads of one time are judged by those of other times. */
export function blocks<T>(leads: readonly T[]): { others: T[]; block: T[] }[] {
  return Array.from({ length: BLOCKS }, (_, i) => {
    const from = Math.floor((leads.length * i) / BLOCKS);
    const to = Math.floor((leads.length * (i + 1)) / BLOCKS);
    return { others: [...leads.slice(0, from), ...leads.slice(to)], block: leads.slice(from, to) };
  });
}
