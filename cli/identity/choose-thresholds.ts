import type { IdentityDocument } from '../../shared/rules/identity.ts';
import { assemble, type Edge, type Quality, quality } from './arrivals.ts';

/** Automatic merges are right this often before anything else counts; the goal of 0.99 with room for what was not seen. */
const PRECISION = 0.994;

/**
 * Chooses the thresholds: automatic merges as many as stay precise, and review down to where merging all would be best.
 * @param edges scores of pairs that the weights were not fitted on
 */
export function chooseThresholds(
  edges: readonly Edge[],
  clusters: readonly string[],
): IdentityDocument['thresholds'] {
  const curve = outcomes(edges, clusters);
  const worst = (score: number, reach: number, of: 'precision' | 'f1') =>
    Math.min(...curve.filter((point) => Math.abs(point.score - score) <= reach).map((point) => point[of]));
  const allowed = curve.map(({ score }) => score).filter((score) => score >= EVEN);
  const merge =
    allowed.findLast((score) => worst(score, MARGIN, 'precision') >= PRECISION) ?? allowed[0] ?? EVEN;
  const safe = (score: number) => worst(score, NEAR, 'f1');
  const review = allowed.reduce((best, score) => (safe(score) > safe(best) ? score : best), merge);
  return { merge: cut(merge), review: cut(Math.min(merge, review)) };
}

/** Bits around a threshold in which it must do well too: people that were not seen score a little differently. */
const NEAR = 1;
/** The same for automatic merges, which nobody looks at. */
const MARGIN = 2;
/** Below, two people are more likely others than the same: no threshold lies there. */
const EVEN = 0;
/** Thresholds are tried at every fourth of a bit. */
const GRAIN = 0.25;
const HIGHEST = 25;
const LOWEST = EVEN - MARGIN;

function cut(score: number): number {
  return Math.round(Math.max(-60, Math.min(60, score)) * 100) / 100;
}

/** How good each threshold is, from the highest down. */
function outcomes(edges: readonly Edge[], clusters: readonly string[]): (Quality & { score: number })[] {
  const scores = edges.map(({ score }) => score);
  const highest = Math.min(Math.max(...scores), HIGHEST);
  const lowest = Math.max(Math.min(...scores), LOWEST);
  const curve: (Quality & { score: number })[] = [];
  for (let score = highest; score >= lowest; score -= GRAIN) {
    curve.push({ score, ...quality(assemble(edges, clusters.length, score), clusters) });
  }
  return curve;
}
