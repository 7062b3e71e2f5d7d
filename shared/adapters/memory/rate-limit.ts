import type { RateLimit } from '../../ports/rate-limit.ts';
import { latestMs, tokenMs, waitSeconds } from '../token-bucket.ts';

/** A token bucket per key in memory, with the behaviour of `dynamoRateLimit`. */
export function memoryRateLimit(): RateLimit {
  const fullAt = new Map<string, number>();
  return {
    take: async (key, limit, now) => {
      const nowMs = Date.parse(now);
      const stands = Math.max(fullAt.get(key) ?? 0, nowMs);
      if (stands > latestMs(limit, nowMs)) return waitSeconds(limit, stands, nowMs);
      fullAt.set(key, stands + tokenMs(limit));
      return null;
    },
  };
}
