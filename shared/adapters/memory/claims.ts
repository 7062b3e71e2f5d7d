import type { Claim, Claims } from '../../ports/claims.ts';

/** Claims in memory, with the behaviour of `dynamoClaims`; nothing expires. */
export function memoryClaims(): Claims {
  const claims = new Map<string, Claim>();
  return {
    claim: async (key, now) => {
      const found = claims.get(key);
      if (found) return found;
      claims.set(key, { outcome: 'in-doubt', since: now });
      return { outcome: 'claimed' };
    },
    done: async (key, now, reference) => {
      claims.set(key, { outcome: 'done', at: now, reference });
    },
    refused: async (key, now, reason) => {
      claims.set(key, { outcome: 'refused', at: now, reason });
    },
    takeOver: async (key, since, now) => {
      const found = claims.get(key);
      const standsSince =
        found?.outcome === 'in-doubt' ? found.since : found?.outcome === 'refused' ? found.at : null;
      if (standsSince !== since) return false;
      claims.set(key, { outcome: 'in-doubt', since: now });
      return true;
    },
    read: async (key) => claims.get(key) ?? null,
  };
}
