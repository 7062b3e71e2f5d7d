import { createHash } from 'node:crypto';

/** Chance that depends on nothing but the names that it was made of. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends within. */
  between(least: number, most: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of the names, by their weights. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
}

/** What is drawn for one thing does not shift what is drawn for another: each has a chance of its own. */
export function chanceOf(...names: readonly (string | number)[]): Random {
  let state = createHash('sha256').update(names.join('/')).digest().readUInt32LE();
  // Mulberry32: 32 bits of state are plenty for the few draws of one thing.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    happens: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
    weighted: (weights) => weighted(weights, next()),
  };
}

function weighted<T extends string>(weights: Readonly<Record<T, number>>, at: number): T {
  const names = Object.keys(weights).filter((name): name is T => Object.hasOwn(weights, name));
  const total = names.reduce((sum, name) => sum + weights[name], 0);
  let left = at * total;
  for (const name of names) {
    left -= weights[name];
    if (left < 0) return name;
  }
  throw new Error('there is nothing to pick from');
}
