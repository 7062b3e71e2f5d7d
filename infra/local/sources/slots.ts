/** Batches that go on while a person waits for an answer: few, but never none. */
const besidePeople = 1;

/**
 * Room for a few batches at a time over all streams and queues. On AWS each would have processors of its own; here they
 * share a few, and who waits for an answer of the HTTP API shall not wait for everything behind it.
 */
export class Slots {
  readonly #count: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #people = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** Runs at once what a person waits for; batches make room meanwhile. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    this.#people++;
    try {
      return await work();
    } finally {
      this.#people--;
      this.#fill();
    }
  }

  /** Runs a batch as soon as there is room, in the order of asking. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push(begin);
      this.#fill();
    });
    try {
      return await work();
    } finally {
      this.#running--;
      this.#fill();
    }
  }

  #fill(): void {
    const room = this.#people > 0 ? besidePeople : this.#count;
    while (this.#running < room) {
      const begin = this.#waiting.shift();
      if (!begin) return;
      this.#running++;
      begin();
    }
  }
}
