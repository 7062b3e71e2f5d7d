import { describe, expect, it } from 'vitest';
import type { LeadChange } from '../../../shared/ports/lead-store.ts';
import { firstChange, later, NOON } from '../sample-leads.ts';
import { type Fresh, stored } from './tested.ts';

/** What is answered to a request that comes again. */
export function answering(fresh: Fresh, setNow: (now: string) => void): void {
  describe('remembering answers', () => {
    const remember = { source: 'website', key: 'key-1', bodyHash: 'hash-1', answer: '{"leadId":"lead_1"}' };

    it('gives the same answer for 24 hours and then forgets it', async () => {
      setNow(NOON);
      const store = await fresh();
      await stored(store, { ...firstChange(), remember });
      expect(await store.rememberedAnswer('website', 'key-1')).toEqual(remember);
      expect(await store.rememberedAnswer('other', 'key-1')).toBeNull();
      const again = firstChange({ at: later(24 * 3_600_000 - 1_000) });
      expect(await store.commit({ ...again, remember: { ...remember, bodyHash: 'hash-2' } })).toEqual({
        outcome: 'remembered',
        bodyHash: 'hash-1',
        answer: remember.answer,
      });
      expect(await store.load(again.lead.id)).toBeNull();
      setNow(later(24 * 3_600_000 - 1_000));
      expect(await store.rememberedAnswer('website', 'key-1')).toEqual(remember);
      setNow(later(24 * 3_600_000));
      expect(await store.rememberedAnswer('website', 'key-1')).toBeNull();
      const nextDay = {
        ...firstChange({ at: later(24 * 3_600_000) }),
        remember: { ...remember, bodyHash: 'hash-3' },
      };
      await stored(store, nextDay);
      setNow(NOON);
    });

    it('names the remembered answer first, then the delivery, then the holder, then the pool', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      const ledger = { pool: 'north', version: 0, members: {} };
      await stored(store, { ...first, remember, ledger });
      const other = { ...firstChange({ email: 'anna@example.test' }), ledger };
      const outcomeOf = async (change: LeadChange) => (await store.commit(change)).outcome;
      expect(await outcomeOf({ ...other, inquiry: first.inquiry, remember })).toBe('remembered');
      expect(await outcomeOf({ ...other, inquiry: first.inquiry })).toBe('duplicate');
      expect(await outcomeOf(other)).toBe('held');
      expect(await store.commit({ ...other, identities: [] })).toEqual({ outcome: 'conflict', on: 'ledger' });
    });
  });
}
