import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RuleSets } from '../../shared/ports/rule-sets.ts';
import { type RuleSet, setHash } from '../../shared/rules/active.ts';

const one: RuleSet = {
  scoring: { hash: 'a'.repeat(16), source: { version: 1, note: 'Größe', deep: [{ x: null }] } },
};
const two: RuleSet = { ...one, routing: { hash: 'b'.repeat(16), source: { version: 2, note: 'n' } } };

interface Tested {
  fresh(): Promise<RuleSets>;
  stop(): Promise<void>;
}

/** What rule sets do, whatever they stand on. */
export function ruleSetsContract(name: string, start: () => Promise<Tested>): void {
  describe(`rule sets kept ${name}`, () => {
    let tested: Tested;
    beforeAll(async () => {
      tested = await start();
    });
    afterAll(() => tested?.stop());

    it('has none at first', async () => {
      expect(await (await tested.fresh()).current()).toBeNull();
    });

    it('has the set in force that was activated last, as it was written', async () => {
      const sets = await tested.fresh();
      expect(await sets.activate(one, null)).toBe(true);
      expect(await sets.current()).toEqual({ hash: setHash(one), set: one });
      expect(await sets.activate(two, setHash(one))).toBe(true);
      expect(await sets.current()).toEqual({ hash: setHash(two), set: two });
      expect(await sets.activate(one, setHash(two))).toBe(true);
      expect(await sets.current()).toEqual({ hash: setHash(one), set: one });
    });

    it('lets one of two go in force that were made for the same place', async () => {
      const sets = await tested.fresh();
      const answers = await Promise.all([sets.activate(one, null), sets.activate(two, null)]);
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await sets.activate(two, 'another')).toBe(false);
    });
  });
}
