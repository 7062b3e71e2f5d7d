import { describe, expect, it } from 'vitest';
import { clockDue, firstChange, later, NOON, nextChange, note } from '../sample-leads.ts';
import { type Fresh, stored } from './tested.ts';

/** What the sweep asks for. */
export function deadlines(fresh: Fresh): void {
  describe('deadlines', () => {
    it('has nothing to do while nothing is due, and tells when the first lead will be', async () => {
      const store = await fresh();
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: null });
      await stored(store, firstChange());
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: null });
      await stored(store, firstChange({ clocks: [clockDue(later(60_000))] }));
      expect(await store.due(NOON, 10)).toEqual({ leadIds: [], more: false, nextAt: later(60_000) });
    });

    it('names due leads of all states, soonest first, up to the limit, and says what comes next', async () => {
      const store = await fresh();
      const leadAt: Record<number, string> = {};
      const states = ['quarantined', 'qualifying', 'excluded'] as const;
      for (const [i, seconds] of [50, 10, 40, 20, 30, 60].entries()) {
        const change = firstChange({
          to: states[i % 3] ?? 'qualifying',
          clocks: [clockDue(later(seconds * 1_000))],
        });
        await stored(store, change);
        leadAt[seconds] = change.lead.id;
      }
      const dueAt = (...seconds: number[]) => seconds.map((second) => leadAt[second]);
      expect(await store.due(later(40_000), 10)).toEqual({
        leadIds: dueAt(10, 20, 30, 40),
        more: false,
        nextAt: later(50_000),
      });
      expect(await store.due(later(39_999), 2)).toEqual({
        leadIds: dueAt(10, 20),
        more: true,
        nextAt: later(30_000),
      });
      expect(await store.due(later(60_000), 6)).toEqual({
        leadIds: dueAt(10, 20, 30, 40, 50, 60),
        more: false,
        nextAt: null,
      });
      expect((await store.due(later(60_000), 5)).more).toBe(true);
    });

    it('finds all of many that are due in one state', async () => {
      const store = await fresh();
      const changes = Array.from({ length: 70 }, (_, i) => firstChange({ clocks: [clockDue(later(i))] }));
      await Promise.all(changes.map((change) => stored(store, change)));
      expect((await store.due(later(64), 1_000)).leadIds).toEqual(
        changes.slice(0, 65).map(({ lead }) => lead.id),
      );
      const some = await store.due(later(64), 50);
      expect(some).toEqual({
        leadIds: changes.slice(0, 50).map(({ lead }) => lead.id),
        more: true,
        nextAt: later(50),
      });
    });

    it('goes by the next step that is not taken, and forgets a stopped clock', async () => {
      const store = await fresh();
      const first = firstChange({ clocks: [clockDue(later(10_000), later(20_000))] });
      await stored(store, first);
      const run = 'requalification:1';
      const step = {
        clock: 'requalification' as const,
        run,
        step: 'step-1',
        do: 'remind' as const,
        tell: 'owner',
      };
      const taken = nextChange(first.lead, [
        {
          type: 'ClockStepTaken',
          data: step,
          clocks: [{ op: 'take', run, step: 'step-1', at: later(10_000) }],
        },
      ]);
      await stored(store, taken);
      expect(await store.due(later(15_000), 10)).toEqual({ leadIds: [], more: false, nextAt: later(20_000) });
      const stopped = nextChange(taken.lead, [
        { ...note('met'), clocks: [{ op: 'stop', run, at: later(11_000) }] },
      ]);
      await stored(store, stopped);
      expect(await store.due(later(30_000), 10)).toEqual({ leadIds: [], more: false, nextAt: null });
    });
  });
}
