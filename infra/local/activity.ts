/** Counts what is being done, so that settle knows when nothing is left. */
export class Activity {
  readonly #running = new Map<string, number>();
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Marks a piece of work; call the answer once when it has ended. */
  begin(what: string): () => void {
    this.#running.set(what, (this.#running.get(what) ?? 0) + 1);
    this.#count++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#count--;
      const left = (this.#running.get(what) ?? 1) - 1;
      if (left > 0) this.#running.set(what, left);
      else this.#running.delete(what);
      this.changed();
    };
  }

  get quiet(): boolean {
    return this.#count === 0;
  }

  /** What runs, with how often. */
  running(): Record<string, number> {
    return Object.fromEntries(this.#running);
  }

  /** Wakes those who wait for a change. */
  changed(): void {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Resolves at the next change or after `milliseconds`. */
  nextChange(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
