/** Names that came before, kept as hashes of 64 bits in one block of memory: a million rows with three names each in 32 MB. */
import { createHash } from 'node:crypto';

/** Places of the table: two numbers of 32 bits each. */
const FEWEST = 2 ** 12;
/** 64 MB: 6 million names. */
const MOST = 2 ** 23;
const FULL = 0.75;

/**
 * A set of names that can be kept as bytes. Two names are taken for one in about one list of a million rows out of a million.
 * When 6 million names are in it, it takes no more: what came before them is still known.
 */
export class SeenNames {
  #table: Uint32Array<ArrayBuffer>;
  #count = 0;
  readonly #most: number;

  /** @param most places at most, a power of two */
  constructor(most = MOST) {
    this.#most = most;
    this.#table = new Uint32Array(2 * Math.min(FEWEST, most));
  }

  has(name: string): boolean {
    const [high, low] = hashOf(name);
    return this.#table[2 * this.#placeOf(high, low)] !== 0;
  }

  add(name: string): void {
    if (this.#count >= FULL * this.#places && !this.#grow()) return;
    const [high, low] = hashOf(name);
    this.#put(high, low);
  }

  get size(): number {
    return this.#count;
  }

  /** What `SeenNames.from` makes the same set of; a view of the memory, not a copy. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#table.buffer);
  }

  /** @param bytes as the set gave them; what is no whole table is taken for an empty one */
  static from(bytes: Uint8Array, most = MOST): SeenNames {
    const names = new SeenNames(most);
    const places = bytes.length / 8;
    if (!Number.isInteger(Math.log2(places)) || places > most || places < 1) return names;
    names.#table = new Uint32Array(Uint8Array.from(bytes).buffer);
    for (let place = 0; place < places; place++) if (names.#table[2 * place] !== 0) names.#count += 1;
    return names;
  }

  get #places(): number {
    return this.#table.length / 2;
  }

  /** Where the hash stands, or the free place where it belongs. */
  #placeOf(high: number, low: number): number {
    const mask = this.#places - 1;
    let place = low & mask;
    for (;;) {
      const found = this.#table[2 * place];
      if (found === 0 || (found === high && this.#table[2 * place + 1] === low)) return place;
      place = (place + 1) & mask;
    }
  }

  #put(high: number, low: number): void {
    const place = this.#placeOf(high, low);
    if (this.#table[2 * place] !== 0) return;
    this.#table[2 * place] = high;
    this.#table[2 * place + 1] = low;
    this.#count += 1;
  }

  /** @returns whether there is room now */
  #grow(): boolean {
    if (this.#places >= this.#most) return false;
    const before = this.#table;
    this.#table = new Uint32Array(2 * before.length);
    this.#count = 0;
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== 0) this.#put(before[at] ?? 0, before[at + 1] ?? 0);
    return true;
  }
}

/** The first number is never 0, which marks a free place. */
function hashOf(name: string): [number, number] {
  const hash = createHash('sha256').update(name).digest();
  return [hash.readUInt32LE(0) || 1, hash.readUInt32LE(4)];
}
