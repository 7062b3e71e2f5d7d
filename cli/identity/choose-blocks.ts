import { forms, MOST_KEYS, MOST_OF_A_KEY } from '../../functions/ingest/rules/identity/block-keys.ts';
import type { Portrait } from '../../functions/ingest/rules/identity/portrait.ts';
import type { Kind } from '../../shared/rules/identity.ts';
import type { FieldChoice } from './choose-fields.ts';

const FORMS: { [K in Kind]: readonly string[] } = {
  given: ['sound', 'initial'],
  family: ['sound', 'start'],
  date: ['whole', 'year', 'day'],
  phone: ['tail'],
  email: ['whole', 'local'],
  postcode: ['whole', 'area'],
  street: ['whole', 'number', 'sound'],
  company: ['whole', 'sound', 'rare'],
  text: ['whole', 'sound'],
  code: ['whole'],
};
const MOST_BLOCKS = 6;
/** Pairs are enough to choose by; more only take longer. */
const MOST_PAIRS = 10_000;
/** What one candidate more per record must bring at least, as a share of all true pairs. */
const PRICE = 0.0005;

/** What it is worth that one, a second and a third key bring a pair together: one may fail for people not seen yet. */
const WORTH = [1, 0.15, 0.05];

type TruePair = readonly [left: number, right: number];

interface Block {
  parts: string[];
  /** Key per record; '' where it has none. */
  keys: readonly string[];
}

interface Reach extends Block {
  /** 1 for each true pair that the key brings together. */
  reached: Uint8Array;
  /** Others that it brings per record. */
  cost: number;
}

/**
 * Chooses the blocking keys that together bring most true pairs together, each record taking the first three that it
 * can: one key after the other, then each exchanged while that is better.
 */
export function chooseBlocks(
  portraits: readonly Portrait[],
  fields: readonly FieldChoice[],
  clusters: readonly string[],
): string[][] {
  const pairs = somePairs(clusters);
  const usable = possibleBlocks(portraits, fields)
    .map((block) => reach(block, pairs, clusters))
    .filter(({ cost, reached }) => cost <= MOST_OF_A_KEY && reached.includes(1));
  const worth = (blocks: readonly Reach[]) => worthOf(blocks, pairs, portraits.length);
  let chosen: Reach[] = [];
  for (let better = true; better; ) {
    better = false;
    for (let place = 0; place <= Math.min(chosen.length, MOST_BLOCKS - 1); place++) {
      const found = bestAt(place, chosen, { usable, worth });
      if (!found) continue;
      chosen = found;
      better = true;
    }
  }
  return chosen.map(({ parts }) => parts);
}

/** The list with another key at a place, or with one inserted there; null where none is better. */
function bestAt(
  place: number,
  chosen: readonly Reach[],
  { usable, worth }: { usable: readonly Reach[]; worth: (blocks: readonly Reach[]) => number },
): Reach[] | null {
  let best: Reach[] | null = null;
  let most = worth(chosen) + Number.EPSILON;
  for (const block of usable) {
    if (chosen.includes(block)) continue;
    const lists = [chosen.toSpliced(place, 1, block)];
    if (chosen.length < MOST_BLOCKS) lists.push(chosen.toSpliced(place, 0, block));
    for (const list of lists) {
      const value = worth(list);
      if (value <= most) continue;
      most = value;
      best = list;
    }
  }
  return best;
}

/** What keys are worth: the share of the true pairs that they bring together, less the price of the others that they bring. */
function worthOf(blocks: readonly Reach[], pairs: readonly TruePair[], records: number): number {
  const used = new Uint8Array(records);
  const times = new Uint8Array(pairs.length);
  let cost = 0;
  let value = 0;
  for (const { keys, reached, cost: own } of blocks) {
    cost += own;
    for (const [i, [left, right]] of pairs.entries()) {
      if (reached[i] === 0 || (used[left] ?? 0) >= MOST_KEYS || (used[right] ?? 0) >= MOST_KEYS) continue;
      value += WORTH[times[i] ?? 0] ?? 0;
      times[i] = (times[i] ?? 0) + 1;
    }
    for (let i = 0; i < records; i++) if (keys[i] !== '') used[i] = (used[i] ?? 0) + 1;
  }
  return value / Math.max(pairs.length, 1) - PRICE * cost;
}

/** Every form of every field by itself. */
export function singleForms(fields: readonly FieldChoice[]): string[][] {
  return fields.flatMap(({ name, kind }) => FORMS[kind].map((form) => [`${name}.${form}`]));
}

/** Every form of every field, and every two of different fields. */
function possibleBlocks(portraits: readonly Portrait[], fields: readonly FieldChoice[]): Block[] {
  const single = fields.flatMap(({ name, kind }, field) =>
    FORMS[kind].map((form) => ({
      field,
      parts: [`${name}.${form}`],
      keys: portraits.map((portrait) => {
        const value = portrait.value(field);
        return value ? (forms[form]?.(value) ?? '') : '';
      }),
    })),
  );
  const double = single.flatMap((one, i) =>
    single
      .slice(i + 1)
      .filter((other) => other.field !== one.field)
      .map((other) => ({
        parts: [...one.parts, ...other.parts],
        keys: one.keys.map((key, place) => (key && other.keys[place] ? `${key}|${other.keys[place]}` : '')),
      })),
  );
  return [...single, ...double];
}

function somePairs(clusters: readonly string[]): TruePair[] {
  const members = new Map<string, number[]>();
  for (const [i, cluster] of clusters.entries()) {
    const places = members.get(cluster);
    if (places) places.push(i);
    else members.set(cluster, [i]);
  }
  const all = [...members.values()].flatMap((places) =>
    places.flatMap((left, i) => places.slice(i + 1).map((right) => [left, right] as const)),
  );
  const every = Math.ceil(all.length / MOST_PAIRS);
  return all.filter((_, i) => i % every === 0);
}

/** Which true pairs a key brings together before its share of the candidates is used up by others. */
function reach(block: Block, pairs: readonly TruePair[], clusters: readonly string[]): Reach {
  const sizes = new Map<string, number>();
  const count = (key: string) => {
    const size = sizes.get(key) ?? 0;
    sizes.set(key, size + 1);
    return size;
  };
  const others = block.keys.map((key, i) => (key === '' ? 0 : count(key) - count(`${key} ${clusters[i]}`)));
  const reached = Uint8Array.from(pairs, ([left, right]) =>
    block.keys[left] !== '' &&
    block.keys[left] === block.keys[right] &&
    Math.abs((others[left] ?? 0) - (others[right] ?? 0)) <= MOST_OF_A_KEY
      ? 1
      : 0,
  );
  const cost = others.reduce((sum, number) => sum + Math.min(number, MOST_OF_A_KEY), 0);
  return { ...block, reached, cost: cost / Math.max(block.keys.length, 1) };
}
