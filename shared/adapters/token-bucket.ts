/** A limit as the port states it. */
export interface Limit {
  perMinute: number;
  burst: number;
}

/**
 * A token bucket as one instant per key (GCRA): the time at which the bucket is full again. Each use moves it on by one
 * token's time; a use is refused when it would move further ahead of now than the whole bucket takes to fill.
 */
export const tokenMs = ({ perMinute }: Limit): number => 60_000 / perMinute;

/** The latest full-again time (ms) at which one more use is allowed. */
export const latestMs = (limit: Limit, nowMs: number): number => nowMs + (limit.burst - 1) * tokenMs(limit);

/** Whole seconds until a use is allowed again, at least 1. */
export function waitSeconds(limit: Limit, fullAtMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((fullAtMs - latestMs(limit, nowMs)) / 1000));
}
