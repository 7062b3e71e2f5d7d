import { type Now, systemClock } from '../../ports/clock.ts';
import type { Objects } from '../../ports/objects.ts';

/** A bucket in memory; `contentTypes` shows what each object was stored as. */
export function memoryObjects(now: Now = systemClock): Objects & { contentTypes: Map<string, string> } {
  const objects = new Map<string, { body: Uint8Array; at: string }>();
  const contentTypes = new Map<string, string>();
  return {
    contentTypes,
    put: async (key, body, contentType) => {
      const bytes = typeof body === 'string' ? Buffer.from(body) : Uint8Array.from(body);
      objects.set(key, { body: bytes, at: now() });
      contentTypes.set(key, contentType);
    },
    get: async (key) => objects.get(key)?.body ?? null,
    list: async (prefix) =>
      [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { body, at }]) => ({ key, size: body.length, at })),
  };
}
