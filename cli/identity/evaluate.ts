import { type Known, portrayBy } from '../../functions/ingest/rules/identity/portrait.ts';
import { suspectBy } from '../../functions/ingest/rules/identity/suspect.ts';
import type { IdentityDocument } from '../../shared/rules/identity.ts';
import { arrivals, assemble, type Edge, type Quality, quality, truePairs } from './arrivals.ts';
import type { People } from './read-people.ts';

export interface Evaluation {
  records: number;
  truePairs: number;
  /** What the system merges by itself. */
  merged: Quality;
  /** The same, if everything that it lays before a person were merged too. */
  withReview: Quality;
  candidatesPerRecord: { mean: number; max: number };
  /** Processor time from the facts of one person to the judgements over all its candidates. */
  microsecondsPerRecord: number;
}

/** A list is recognised again until so much time has passed, and the fastest run counts: the first ones also compile. */
const ENOUGH_MS = 500;

/**
 * Lets the people arrive one after the other, recognises them by the rules and judges the outcome against the true
 * clusters: pair by pair, every two records of one group counting as said to be the same.
 */
export function evaluate(
  { people, clusters }: Pick<People, 'people' | 'clusters'>,
  rules: IdentityDocument,
): Evaluation {
  const { compared, edges } = recognise(people, rules);
  const microseconds = fastest(() => recognise(people, rules));
  const counts = compared.map((found) => found.length);
  return {
    records: people.length,
    truePairs: truePairs(clusters),
    merged: quality(assemble(edges, people.length, rules.thresholds.merge), clusters),
    withReview: quality(assemble(edges, people.length, rules.thresholds.review), clusters),
    candidatesPerRecord: {
      mean: counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1),
      max: counts.reduce((most, count) => Math.max(most, count), 0),
    },
    microsecondsPerRecord: microseconds / Math.max(people.length, 1),
  };
}

function recognise(
  people: readonly Known[],
  rules: IdentityDocument,
): { compared: number[][]; edges: Edge[] } {
  const portray = portrayBy(rules);
  const portraits = people.map((known) => portray(known));
  const suspect = suspectBy(rules);
  const compared = arrivals(portraits, rules);
  const edges = compared.flatMap((found, left) =>
    found.flatMap((right) => {
      const [self, other] = [portraits[left], portraits[right]];
      const judgement = self && other ? suspect(self, other) : null;
      return judgement ? [{ left, right, score: judgement.score }] : [];
    }),
  );
  return { compared, edges };
}

/** Microseconds of the fastest run, on the processor: other programs of the machine do not count. */
function fastest(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + ENOUGH_MS; performance.now() < end; ) {
    const begin = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(begin);
    least = Math.min(least, user + system);
  }
  return least;
}
