import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objects } from '../../shared/ports/objects.ts';

/** What a bucket does, whatever stands behind it. */
export function objectsContract(
  name: string,
  start: () => Promise<{ objects: Objects; stop(): Promise<void> }>,
): void {
  describe(`objects kept ${name}`, () => {
    let tested: { objects: Objects; stop(): Promise<void> };
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    it('gives back what was put, byte by byte, and the newest of two', async () => {
      const { objects } = tested;
      expect(await objects.get('mail/none')).toBeNull();
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      await objects.put('mail/bytes', bytes, 'message/rfc822');
      await objects.put('mail/text', 'first', 'text/plain');
      await objects.put('mail/text', 'Grüße', 'text/plain');
      expect(Buffer.compare((await objects.get('mail/bytes')) ?? Buffer.of(), bytes)).toBe(0);
      expect(Buffer.from((await objects.get('mail/text')) ?? []).toString()).toBe('Grüße');
    });

    it('lists what lies under a prefix, by name, however much it is', async () => {
      const { objects } = tested;
      expect(await objects.list('analysis/')).toEqual([]);
      const keys = Array.from({ length: 1_003 }, (_, i) => `analysis/${String(i).padStart(4, '0')}.parquet`);
      for (let from = 0; from < keys.length; from += 100) {
        await Promise.all(keys.slice(from, from + 100).map((key) => objects.put(key, 'four', 'text/plain')));
      }
      await objects.put('analysis-other', 'x', 'text/plain');
      const at = expect.stringMatching(/^\d{4}-.*Z$/);
      expect(await objects.list('analysis/')).toEqual(keys.map((key) => ({ key, size: 4, at })));
      expect(await objects.list('analysis/0001')).toEqual([{ key: 'analysis/0001.parquet', size: 4, at }]);
    });
  });
}
