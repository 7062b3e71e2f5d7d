import { describe, expect, it } from 'vitest';
import type { CommitOutcome, LeadChange, LeadStore } from '../../../shared/ports/lead-store.ts';
import { assigned, emailOf, firstChange, nextChange, note } from '../sample-leads.ts';
import { type Fresh, stored } from './tested.ts';

/** What writing a change does, alone and against others. */
export function writing(fresh: Fresh): void {
  describe('writing', () => {
    it('stores a new lead with its inquiry and its sure keys', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      expect(await store.load(first.lead.id)).toBeNull();
      expect(await store.loadWithHistory(first.lead.id)).toBeNull();
      await stored(store, first);
      expect(await store.load(first.lead.id)).toEqual(first.lead);
      expect(await store.loadWithHistory(first.lead.id)).toEqual({ lead: first.lead, events: first.events });
      expect(await store.loadInquiry(first.inquiry.id)).toEqual(first.inquiry);
      expect(await store.holderOf(emailOf('anna@example.test'))).toBe(first.lead.id);
      expect(await store.holderOf({ kind: 'external', value: 'anna@example.test' })).toBeNull();
    });

    it('refuses a change that was decided on an older version', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const one = nextChange(first.lead, [note('one')]);
      const other = nextChange(first.lead, [note('other')]);
      await stored(store, one);
      expect(await store.commit(other)).toEqual({ outcome: 'conflict', on: 'lead' });
      expect(await store.commit({ ...first, inquiry: undefined })).toEqual({
        outcome: 'conflict',
        on: 'lead',
      });
      expect(await store.load(first.lead.id)).toEqual(one.lead);
    });

    it('lets one of 16 changes at once through, and no change is lost when the others try again', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const add = async (text: string): Promise<void> => {
        for (;;) {
          const lead = await store.load(first.lead.id);
          if (!lead) throw new Error('gone');
          if ((await store.commit(nextChange(lead, [note(text)]))).outcome === 'stored') return;
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, i) => add(`note ${i}`)));
      const kept = await store.loadWithHistory(first.lead.id);
      const texts = kept?.events.flatMap((event) => (event.type === 'NoteAdded' ? [event.data.text] : []));
      expect(texts?.sort()).toEqual(Array.from({ length: 16 }, (_, i) => `note ${i}`).sort());
    });

    it('makes one lead of 64 inquiries of one person at once, and tells the others who it is', async () => {
      const store = await fresh();
      const changes = Array.from({ length: 64 }, () => firstChange({ email: 'race@example.test' }));
      const outcomes = await Promise.all(changes.map((change) => untilDecided(store, change)));
      const holder = await store.holderOf(emailOf('race@example.test'));
      expect(changes.map(({ lead }) => lead.id)).toContain(holder);
      expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
      const held = { outcome: 'held', identity: emailOf('race@example.test'), leadId: holder };
      expect(outcomes.filter(({ outcome }) => outcome !== 'stored')).toEqual(Array(63).fill(held));
      expect((await store.list({ limit: 100 })).items).toHaveLength(1);
    });

    it('lets a lead keep the sure keys that it holds already and take further ones', async () => {
      const store = await fresh();
      const first = firstChange({ email: 'anna@example.test' });
      await stored(store, first);
      const identities = [emailOf('anna@example.test'), { kind: 'external' as const, value: 'crm 7' }];
      await stored(store, nextChange(first.lead, [note('again')], { identities }));
      expect(await store.holderOf({ kind: 'external', value: 'crm 7' })).toBe(first.lead.id);
    });

    it('knows a delivery that came twice', async () => {
      const store = await fresh();
      const first = firstChange();
      await stored(store, first);
      const again = { ...nextChange(first.lead, [note('twice')]), inquiry: first.inquiry };
      expect(await store.commit(again)).toEqual({ outcome: 'duplicate', inquiryId: first.inquiry.id });
      expect(await store.load(first.lead.id)).toEqual(first.lead);
    });

    it('writes the turn of a pool with the assignment or neither', async () => {
      const store = await fresh();
      const first = firstChange({ to: 'qualifying' });
      await stored(store, first);
      const qualified = nextChange(first.lead, [{ type: 'LeadQualified', to: 'qualified', data: {} }]);
      await stored(store, qualified);
      expect(await store.loadLedger('north')).toBeNull();
      const ledger = { pool: 'north', version: 0, members: { ines: { got: 1, standing: 0.5 } } };
      const change = nextChange(qualified.lead, [assigned('ines')], { ledger });
      await stored(store, change);
      expect(await store.loadLedger('north')).toEqual({ ...ledger, version: 1 });
      const stale = nextChange(change.lead, [note('stale turn')], { ledger });
      expect(await store.commit(stale)).toEqual({ outcome: 'conflict', on: 'ledger' });
      expect(await store.load(change.lead.id)).toEqual(change.lead);
      const old = nextChange(qualified.lead, [note('x')], { ledger: { ...ledger, version: 1 } });
      expect(await store.commit(old)).toEqual({ outcome: 'conflict', on: 'lead' });
      expect(await store.loadLedger('north')).toEqual({ ...ledger, version: 1 });
    });
  });
}

/** Tries again where another write was under way at the same moment, as every caller does. */
async function untilDecided(store: LeadStore, change: LeadChange): Promise<CommitOutcome> {
  for (;;) {
    const outcome = await store.commit(change);
    if (outcome.outcome !== 'conflict') return outcome;
  }
}
