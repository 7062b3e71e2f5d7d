import type { Memory } from '../memory.ts';

/** The system's time: wall speed plus an offset that only grows. Workers read the offset from shared memory. */
export class Clock {
  /** One 64-bit float: whole milliseconds to add to the wall clock. */
  readonly shared = new SharedArrayBuffer(8);
  readonly #offset = new Float64Array(this.shared);
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
    this.#offset[0] = Number(memory.fact('clockOffset') ?? 0);
  }

  /** ms since 1970, whole. */
  now(): number {
    return Date.now() + (this.#offset[0] ?? 0);
  }

  /** Moves forward to an instant (ms since 1970); an earlier one changes nothing. */
  moveTo(instant: number): void {
    const now = this.now();
    if (instant <= now) return;
    this.#offset[0] = (this.#offset[0] ?? 0) + Math.ceil(instant - now);
    this.#memory.remember('clockOffset', String(this.#offset[0]));
  }
}
