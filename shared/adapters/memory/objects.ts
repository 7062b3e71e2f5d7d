import type { Objects } from '../../ports/objects.ts';

/** A bucket in memory; `contentTypes` shows what each object was stored as. */
export function memoryObjects(): Objects & { contentTypes: Map<string, string> } {
  const objects = new Map<string, Uint8Array>();
  const contentTypes = new Map<string, string>();
  return {
    contentTypes,
    put: async (key, body, contentType) => {
      objects.set(key, typeof body === 'string' ? Buffer.from(body) : Uint8Array.from(body));
      contentTypes.set(key, contentType);
    },
    get: async (key) => objects.get(key) ?? null,
    list: async (prefix) =>
      [...objects]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, body]) => ({ key, size: body.length })),
  };
}
