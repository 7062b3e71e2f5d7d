import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { utf16Of } from '../../functions/ingest/rules/list/utf-16.ts';

/**
 * A list in UTF-16 with its mark, which Excel writes as "Unicode text", as a file in UTF-8 beside; any other as it is. Whatever
 * its size, in little memory.
 * @returns the file to read, and what takes it away again
 */
export async function asUtf8(file: string): Promise<{ file: string; remove: () => Promise<void> }> {
  const encoding = utf16Of(await beginningOf(file));
  if (!encoding) return { file, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'leitwerk-list-'));
  const written = join(folder, basename(file));
  const remove = () => rm(folder, { recursive: true, force: true });
  const decoder = new TextDecoder(encoding);
  try {
    await pipeline(
      createReadStream(file),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
        yield decoder.decode();
      },
      createWriteStream(written, { mode: 0o600 }),
    );
  } catch (fault) {
    await remove();
    throw fault;
  }
  return { file: written, remove };
}

/** Two bytes; none of a file that cannot be read, which is told where it is opened. */
async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch(() => null);
  if (!handle) return Buffer.alloc(0);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
