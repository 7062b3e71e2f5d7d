import { blockKeysBy, candidates, READ_OF_A_KEY } from '../../functions/ingest/rules/identity/block-keys.ts';
import type { Portrait } from '../../functions/ingest/rules/identity/portrait.ts';
import type { IdentityDocument } from '../../shared/rules/identity.ts';

/** Two records by their places in the list; `left` came later. */
export interface Pair {
  left: number;
  right: number;
}

/** A compared pair with the bits of its judgement. */
export type Edge = Pair & { score: number };

/**
 * Lets people arrive one after the other, as in the running system: each is compared with those before that share a
 * blocking key, the newest first.
 * @returns per person the places of its candidates
 */
export function arrivals(
  portraits: readonly Portrait[],
  rules: Pick<IdentityDocument, 'blocks' | 'fields'>,
): number[][] {
  const keysOf = blockKeysBy(rules);
  const index = new Map<string, number[]>();
  return portraits.map((portrait, place) => {
    const keys = keysOf(portrait);
    const found = keys.map(
      (key) =>
        index
          .get(key)
          ?.slice(1 - READ_OF_A_KEY)
          .reverse() ?? [],
    );
    for (const key of keys) {
      const entries = index.get(key);
      if (entries) entries.push(place);
      else index.set(key, [place]);
    }
    return candidates(found);
  });
}

/** Groups of records that belong together because each is tied to another of the group. */
export class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, i) => i);
  }

  /** The record that stands for the group. */
  of(record: number): number {
    let root = record;
    for (
      let parent = this.#parents[root];
      parent !== undefined && parent !== root;
      parent = this.#parents[root]
    )
      root = parent;
    let step = record;
    while (step !== root) {
      const next = this.#parents[step] ?? root;
      this.#parents[step] = root;
      step = next;
    }
    return root;
  }

  tie(left: number, right: number): void {
    this.#parents[this.of(left)] = this.of(right);
  }
}

/**
 * Lets each arriving person join the one before that it is most like, if that is at least as likely as the threshold says.
 * @param edges the compared pairs, in the order in which `left` arrived
 */
export function assemble(edges: readonly Edge[], size: number, threshold: number): Groups {
  const groups = new Groups(size);
  for (let i = 0; i < edges.length; ) {
    const left = edges[i]?.left;
    let best: Edge | undefined;
    for (let edge = edges[i]; edge && edge.left === left; edge = edges[++i]) {
      if (edge.score >= threshold && (!best || edge.score > best.score)) best = edge;
    }
    if (best) groups.tie(best.left, best.right);
  }
  return groups;
}

export interface Quality {
  precision: number;
  recall: number;
  f1: number;
}

const pairsOf = (count: number): number => (count * (count - 1)) / 2;

/** Pairs of records of one cluster. */
export function truePairs(clusters: readonly string[]): number {
  return tally(clusters)
    .values()
    .reduce((sum, count) => sum + pairsOf(count), 0);
}

function tally<T>(values: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/**
 * Judges groups against the true clusters, pair by pair after transitive closure: every two records of a group count as
 * said to be the same.
 */
export function quality(groups: Groups, clusters: readonly string[]): Quality {
  const places = clusters.map((cluster, i) => [groups.of(i), cluster] as const);
  const said = tally(places.map(([group]) => group))
    .values()
    .reduce((sum, count) => sum + pairsOf(count), 0);
  const right = tally(places.map(([group, cluster]) => `${group} ${cluster}`))
    .values()
    .reduce((sum, count) => sum + pairsOf(count), 0);
  const wanted = truePairs(clusters);
  const precision = said === 0 ? 1 : right / said;
  const recall = wanted === 0 ? 1 : right / wanted;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
