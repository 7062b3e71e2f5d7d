import { setTimeout as pause } from 'node:timers/promises';

/** What the system does in the background is done within this time: the first call of a function takes a second. */
const PATIENCE_S = 30;

/** Runs the steps of a proof one after the other, a line each, and counts them. */
export class Steps {
  #passed = 0;
  #failed = 0;
  readonly #began = performance.now();

  /** Runs one step, which may answer with a detail to be printed. A failed one does not stop the others. */
  async run(name: string, step: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    try {
      const detail = await step();
      this.#passed++;
      console.log(`ok      ${name}${typeof detail === 'string' ? ` (${detail})` : ''} ${seconds(began)}`);
    } catch (fault) {
      this.#failed++;
      console.log(`FAILED  ${name} ${seconds(began)}\n${indented(fault)}`);
    }
  }

  /** Prints the counts; true if nothing failed. */
  end(): boolean {
    console.log(`${this.#passed} steps ok, ${this.#failed} FAILED, ${seconds(this.#began)} in all`);
    return this.#failed === 0;
  }
}

/**
 * Asks again and again until there is an answer.
 * @param probe undefined: not yet
 * @throws Error that names what did not happen
 */
export async function eventually<Found>(
  what: string,
  probe: () => Promise<Found | undefined>,
  patienceSeconds = PATIENCE_S,
): Promise<Found> {
  const until = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`within ${patienceSeconds} s: not ${what}`);
    await pause(500);
  }
}

/** @throws Error that shows both where they differ */
export function equal(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const indented = (fault: unknown): string =>
  (fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)).replace(/^/gm, '        ');
