/** Limits how often something may happen per key, over all running functions. */
export interface RateLimit {
  /**
   * Counts one use of a key.
   * @param rule `perMinute` in the long run, `burst` at once
   * @returns seconds to wait where the use is refused, or null where it is allowed
   */
  take(key: string, rule: { perMinute: number; burst: number }, now: string): Promise<number | null>;
}
