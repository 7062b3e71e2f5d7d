import type { Memory } from '../memory.ts';

/** How the time of fresh data begins; data that remember a time go on with it. */
export interface Beginning {
  /** ms since 1970, before or after the wall clock */
  readonly at: number;
  /** Time passes only when the clock is moved: what is done at an instant does not depend on how long it takes. */
  readonly stands: boolean;
}

/** The system's time: wall speed plus an offset that only grows. Workers read it from shared memory. */
export class Clock {
  /** Two 64-bit floats: whole milliseconds to add to the wall clock, and the instant at which time stands (0: it runs). */
  readonly shared = new SharedArrayBuffer(16);
  readonly #time = new Float64Array(this.shared);
  readonly #memory: Memory;

  constructor(memory: Memory, beginning?: Beginning) {
    this.#memory = memory;
    const wall = Date.now();
    const offset = Number(memory.fact('clockOffset') ?? (beginning?.at ?? wall) - wall);
    this.#time.set([offset, beginning?.stands ? wall + offset : 0]);
  }

  /** ms since 1970, whole. */
  now(): number {
    return this.#time[1] || Date.now() + (this.#time[0] ?? 0);
  }

  /** Moves forward to an instant (ms since 1970); an earlier one changes nothing. */
  moveTo(instant: number): void {
    if (instant <= this.now()) return;
    const offset = Math.ceil(instant - Date.now());
    this.#time.set([offset, this.#time[1] ? instant : 0]);
    this.#memory.remember('clockOffset', String(offset));
  }
}
