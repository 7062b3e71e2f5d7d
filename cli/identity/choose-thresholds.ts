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
  const repeated = Math.max(1, repeatedClusters(clusters));
  const margin = MARGIN / Math.sqrt(repeated);
  const curve = outcomes(edges, clusters, EVEN - Math.max(margin, NEAR));
  const worst = (score: number, reach: number, of: 'precision' | 'f1') =>
    Math.min(...curve.filter((point) => Math.abs(point.score - score) <= reach).map((point) => point[of]));
  const allowed = curve.filter(({ score }) => score >= EVEN);
  const precise = allowed.filter(({ score }) => worst(score, margin, 'precision') >= PRECISION);
  const most = Math.max(0, ...precise.map(({ recall }) => recall));
  const merge = (precise.find(({ recall }) => recall >= most - 1 / repeated) ?? allowed[0])?.score ?? EVEN;
  const best = Math.max(0, ...allowed.map(({ score }) => worst(score, NEAR, 'f1')));
  const slack = REVIEW_SLACK / repeated;
  const review = allowed.find(({ score }) => worst(score, NEAR, 'f1') >= best - slack)?.score ?? merge;
  return { merge: cut(merge), review: cut(Math.min(merge, review)) };
}

/**
 * Bits around the threshold of automatic merges in which it must be precise too, for a single cluster to learn from: people
 * that were not seen score a little differently, and the fewer were seen, the more. With 256 clusters it is 1 bit.
 */
const MARGIN = 16;
/** The same for review, which people look at. */
const NEAR = 1;
/** A higher threshold is better where it costs no more recall than one cluster brings; for review a third of that, in F1. */
const REVIEW_SLACK = 1 / 3;
/** Below, two people are more likely others than the same: no threshold lies there. */
const EVEN = 0;
/** Thresholds are tried at every fourth of a bit. */
const GRAIN = 0.25;
const HIGHEST = 25;

/** Clusters from which there is something to learn. */
function repeatedClusters(clusters: readonly string[]): number {
  const seen = new Set<string>();
  return new Set(clusters.filter((cluster) => seen.has(cluster) || !seen.add(cluster))).size;
}

function cut(score: number): number {
  return Math.round(Math.max(-60, Math.min(60, score)) * 100) / 100;
}

/** How good each threshold is, from the highest down. */
function outcomes(
  edges: readonly Edge[],
  clusters: readonly string[],
  least: number,
): (Quality & { score: number })[] {
  const highest = edges.reduce((most, { score }) => Math.max(most, score), EVEN);
  const curve: (Quality & { score: number })[] = [];
  for (let score = Math.min(highest, HIGHEST); score >= least; score -= GRAIN) {
    curve.push({ score, ...quality(assemble(edges, clusters.length, score), clusters) });
  }
  return curve;
}
