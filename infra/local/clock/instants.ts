/** The instant that stands in each of many items, and the earliest of them at hand. */
export class Instants {
  readonly #of = new Map<string, number>();
  /** Undefined while the item that had it has another one. */
  #earliest: number | undefined = Number.POSITIVE_INFINITY;

  /** @param instant ms since 1970, in place of the one that stood there */
  set(item: string, instant: number): void {
    const before = this.#of.get(item);
    this.#of.set(item, instant);
    if (this.#earliest !== undefined && instant <= this.#earliest) this.#earliest = instant;
    else if (before === this.#earliest) this.#earliest = undefined;
  }

  /** Infinity without any. */
  get earliest(): number {
    this.#earliest ??= this.#of
      .values()
      .reduce((first, instant) => Math.min(first, instant), Number.POSITIVE_INFINITY);
    return this.#earliest;
  }
}
