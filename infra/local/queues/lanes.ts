import type { Letter } from './letter.ts';

/** Ready letters in order: one lane, or one per message group that is closed while letters of it are in work. */
export class Lanes {
  readonly #byGroup: boolean;
  readonly #lanes = new Map<string, Letter[]>();
  readonly #closed = new Map<string, number>();
  #size = 0;

  constructor(byGroup: boolean) {
    this.#byGroup = byGroup;
  }

  get size(): number {
    return this.#size;
  }

  get oldest(): Letter | undefined {
    return this.#lanes.values().next().value?.[0];
  }

  add(letter: Letter): void {
    const name = this.#laneOf(letter);
    const lane = this.#lanes.get(name);
    if (lane) lane.push(letter);
    else this.#lanes.set(name, [letter]);
    this.#size++;
  }

  /** Back in front of its lane, which opens again. */
  putBack(letter: Letter): void {
    const name = this.#laneOf(letter);
    const lane = this.#lanes.get(name) ?? [];
    const place = lane.findIndex(({ id }) => id > letter.id);
    lane.splice(place < 0 ? lane.length : place, 0, letter);
    this.#lanes.set(name, lane);
    this.#size++;
    this.release(letter);
  }

  take(count: number): Letter[] {
    const taken: Letter[] = [];
    for (const [name, lane] of this.#lanes) {
      if (taken.length >= count) break;
      if (this.#closed.has(name)) continue;
      const part = lane.splice(0, count - taken.length);
      taken.push(...part);
      if (this.#byGroup) this.#closed.set(name, part.length);
      if (lane.length === 0) this.#lanes.delete(name);
    }
    this.#size -= taken.length;
    return taken;
  }

  /** One letter of a closed lane is out of work. @returns whether letters became available by it */
  release(letter: Letter): boolean {
    const name = this.#laneOf(letter);
    const left = (this.#closed.get(name) ?? 1) - 1;
    if (left > 0) {
      this.#closed.set(name, left);
      return false;
    }
    this.#closed.delete(name);
    return this.#byGroup && this.#lanes.has(name);
  }

  #laneOf(letter: Letter): string {
    return this.#byGroup ? (letter.group ?? '') : '';
  }
}
