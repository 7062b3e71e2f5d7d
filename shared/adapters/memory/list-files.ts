import type { ListFiles } from '../../ports/list-files.ts';

/** When everything was stored. */
const AT = '2026-11-24T08:59:00.000Z';

/** Lists in memory. */
export function memoryListFiles(): ListFiles & {
  drop: (key: string, content: string | Buffer, metadata?: Record<string, string>) => void;
} {
  const files = new Map<string, { content: Buffer; metadata: Record<string, string> }>();
  return {
    drop: (key, content, metadata = {}) => void files.set(key, { content: Buffer.from(content), metadata }),
    about: async (key) => {
      const file = files.get(key);
      if (!file) return null;
      const { content, metadata } = file;
      return { size: content.length, tag: content.toString('hex'), at: AT, metadata };
    },
    part: async (key, from, length) =>
      files.get(key)?.content.subarray(from, from + length) ?? Buffer.alloc(0),
  };
}
