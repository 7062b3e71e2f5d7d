import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RateLimit } from '../../shared/ports/rate-limit.ts';
import { later, NOON } from './sample-leads.ts';

/** The default intake limit (contract): 60 a minute per address block, bursts of 120. */
const RULE = { perMinute: 60, burst: 120 };

/** What a rate limit does, whatever it stands on. `limits` are several running functions over the same keys. */
export function rateLimitContract(
  name: string,
  start: () => Promise<{ limits: readonly [RateLimit, RateLimit]; stop(): Promise<void> }>,
): void {
  describe(`rate limit kept ${name}`, () => {
    let tested: { limits: readonly [RateLimit, RateLimit]; stop(): Promise<void> };
    let count = 0;
    const freshKey = () => `block-${++count}`;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    it('lets a burst of 120 through and not one more, whichever function is asked', async () => {
      const key = freshKey();
      const answers: (number | null)[] = [];
      for (let i = 0; i < 122; i++) answers.push(await tested.limits[i % 2 ? 0 : 1].take(key, RULE, NOON));
      expect(answers).toEqual([...Array(120).fill(null), 1, 1]);
    });

    it('lets through 120 of 200 who come at the same moment', async () => {
      const key = freshKey();
      const answers: (number | null)[] = [];
      for (let wave = 0; wave < 50; wave++) {
        const both = tested.limits.map((limit) => [limit.take(key, RULE, NOON), limit.take(key, RULE, NOON)]);
        answers.push(...(await Promise.all(both.flat())));
      }
      expect(answers.filter((wait) => wait === null)).toHaveLength(120);
    });

    it('refills one a second and is full again after two minutes', async () => {
      const key = freshKey();
      const [limit] = tested.limits;
      const take = async (uses: number, now: string) => {
        let allowed = 0;
        for (let i = 0; i < uses; i++) if ((await limit.take(key, RULE, now)) === null) allowed++;
        return allowed;
      };
      expect(await take(125, NOON)).toBe(120);
      expect(await take(5, later(999))).toBe(0);
      expect(await take(5, later(1_000))).toBe(1);
      expect(await take(5, later(3_500))).toBe(2);
      expect(await take(130, later(3_000 + 120_000))).toBe(120);
    });

    it('says how many seconds to wait', async () => {
      const key = freshKey();
      const [limit] = tested.limits;
      const slow = { perMinute: 2, burst: 1 };
      expect(await limit.take(key, slow, NOON)).toBeNull();
      expect(await limit.take(key, slow, NOON)).toBe(30);
      expect(await limit.take(key, slow, later(29_500))).toBe(1);
      expect(await limit.take(key, slow, later(30_000))).toBeNull();
      expect(await limit.take(freshKey(), slow, NOON)).toBeNull();
    });
  });
}
