import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claims } from '../../shared/ports/claims.ts';
import { later, NOON } from './sample-leads.ts';

/** What claims do, whatever they stand on. */
export function claimsContract(
  name: string,
  start: () => Promise<{ claims: Claims; stop(): Promise<void> }>,
): void {
  describe(`claims kept ${name}`, () => {
    let tested: { claims: Claims; stop(): Promise<void> };
    let count = 0;
    const freshKey = () => `lead_1.fulfilment:${++count}`;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    it('gives a mail to one of many who want to send it at once', async () => {
      const key = freshKey();
      const answers = await Promise.all(Array.from({ length: 20 }, () => tested.claims.claim(key, NOON)));
      expect(answers.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
      expect(answers.filter(({ outcome }) => outcome !== 'claimed')).toEqual(
        Array(19).fill({ outcome: 'in-doubt', since: NOON }),
      );
    });

    it('is in doubt until it is said how it ended, and then tells that', async () => {
      const { claims } = tested;
      const [sent, refused] = [freshKey(), freshKey()];
      expect(await claims.read(sent)).toBeNull();
      await claims.claim(sent, NOON);
      expect(await claims.read(sent)).toEqual({ outcome: 'in-doubt', since: NOON });
      await claims.done(sent, later(500), 'mail-7');
      const done = { outcome: 'done', at: later(500), reference: 'mail-7' };
      expect(await claims.read(sent)).toEqual(done);
      expect(await claims.claim(sent, later(900))).toEqual(done);
      await claims.claim(refused, NOON);
      await claims.refused(refused, later(500), 'address-refused');
      const told = { outcome: 'refused', at: later(500), reason: 'address-refused' };
      expect(await claims.claim(refused, later(900))).toEqual(told);
    });

    it('can be taken over once as it stood, in doubt or refused, and never when done', async () => {
      const { claims } = tested;
      const key = freshKey();
      expect(await claims.takeOver(key, NOON, later(1))).toBe(false);
      await claims.claim(key, NOON);
      const tries = await Promise.all(
        [later(1), later(2), later(3)].map((now) => claims.takeOver(key, NOON, now)),
      );
      expect(tries.filter(Boolean)).toHaveLength(1);
      const since = [later(1), later(2), later(3)][tries.indexOf(true)];
      expect(await claims.read(key)).toEqual({ outcome: 'in-doubt', since });
      await claims.refused(key, later(4), 'throttled');
      expect(await claims.takeOver(key, later(4), later(5))).toBe(true);
      await claims.done(key, later(6), 'mail-9');
      expect(await claims.takeOver(key, later(6), later(7))).toBe(false);
    });
  });
}
