/** Names that came before, kept as hashes of 64 bits in one block of memory that is as large for ten rows as for ten million. */
import { createHash } from 'node:crypto';

/** Places of the table, two numbers of 32 bits each: 64 MB for 6 million names. What is not written to yet takes no memory. */
const PLACES = 2 ** 23;
const FULL = 0.75;
/** Bytes that are kept at a time, so that keeping it takes little beside it. */
const PART_BYTES = 2 ** 23;

/**
 * A set of names that can be kept as bytes. Two names are taken for one in about one list of a million rows out of a million.
 * When 6 million names are in it, it takes no more: what came before them is still known.
 */
export class SeenNames {
  readonly #table: Uint32Array<ArrayBuffer>;
  readonly #partBytes: number;
  #count = 0;

  /** @param places a power of two @param partBytes too */
  constructor(places = PLACES, partBytes = PART_BYTES) {
    this.#table = new Uint32Array(2 * places);
    this.#partBytes = Math.min(partBytes, 8 * places);
  }

  has(name: string): boolean {
    const [high, low] = hashOf(name);
    return this.#table[2 * this.#placeOf(high, low)] !== 0;
  }

  add(name: string): void {
    if (this.#count >= FULL * this.#places) return;
    const [high, low] = hashOf(name);
    this.#put(high, low);
  }

  get size(): number {
    return this.#count;
  }

  /** Its memory in parts, as views of it. */
  get parts(): Uint8Array[] {
    const count = (8 * this.#places) / this.#partBytes;
    return Array.from(
      { length: count },
      (_, part) => new Uint8Array(this.#table.buffer, part * this.#partBytes, this.#partBytes),
    );
  }

  /**
   * Takes a part as it was kept. Parts of several times make a set that knows at least what the oldest of them knew: a name
   * never changes its place.
   * @returns whether it is one
   */
  restore(part: number, kept: Uint8Array): boolean {
    const place = this.parts[part];
    if (place?.length !== kept.length) return false;
    place.set(kept);
    const from = place.byteOffset / 4;
    for (let at = from; at < from + place.length / 4; at += 2) if (this.#table[at] !== 0) this.#count += 1;
    return true;
  }

  /** Gives its memory back at once, so that the next list in the same process does not wait for the collector; the set is of no more use. */
  free(): void {
    this.#table.buffer.transfer(0);
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
}

/** The first number is never 0, which marks a free place. */
function hashOf(name: string): [number, number] {
  const hash = createHash('sha256').update(name).digest();
  return [hash.readUInt32LE(0) || 1, hash.readUInt32LE(4)];
}
