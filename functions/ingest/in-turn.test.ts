import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTurn, sideBySide } from './in-turn.ts';

/** Lets so many other things happen first. */
const later = async (turns: number) => {
  for (let i = 0; i < turns; i++) await Promise.resolve();
};

describe('rows of a list', () => {
  it('of one person are worked on in their order, those of others meanwhile, and never too many at once', async () => {
    const row = fc.record({ person: fc.constantFrom('eva', 'ben', 'ida'), takes: fc.nat(12) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        async (rows, most) => {
          const ended: number[] = [];
          let running = 0;
          const turn = inTurn();
          const results = await sideBySide([...rows.entries()], most, ([at, { person, takes }]) => {
            running += 1;
            expect(running).toBeLessThanOrEqual(most);
            return turn([person], async () => {
              await later(takes);
              ended.push(at);
              running -= 1;
              return at;
            });
          });
          expect(results).toEqual([...rows.keys()]);
          for (const name of ['eva', 'ben', 'ida']) {
            const own = ended.filter((at) => rows[at]?.person === name);
            expect(own).toEqual([...own].sort((a, b) => a - b));
          }
        },
      ),
    );
  });

  it('end with what was begun when one fails, and begin no more', async () => {
    const ended: number[] = [];
    const work = async (at: number) => {
      await later(at === 1 ? 1 : 20);
      if (at === 1) throw new Error('the store is busy');
      ended.push(at);
    };
    await expect(sideBySide([0, 1, 2, 3, 4, 5, 6], 3, work)).rejects.toThrow('the store is busy');
    expect(ended).toEqual([0, 2]);
  });
});
