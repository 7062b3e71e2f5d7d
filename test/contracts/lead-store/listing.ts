import { describe, expect, it } from 'vitest';
import { withDecision } from '../../../shared/domain/inquiry.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { assigned, clockDue, firstChange, later, NOON, nextChange, sampleInquiry } from '../sample-leads.ts';
import { type Fresh, stored } from './tested.ts';

async function walk<T>(next: (cursor?: string) => Promise<{ items: T[]; cursor?: string }>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await next(cursor);
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return all;
}

const at = (cursor: string | undefined) => (cursor ? { cursor } : {});
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

/** What staff see, a page at a time. */
export function listing(fresh: Fresh): void {
  describe('listing', () => {
    it('shows every lead once, newest first, while leads move between states', async () => {
      const store = await fresh();
      const leads: Lead[] = [];
      for (let i = 0; i < 23; i++) {
        const change = firstChange({ at: later(i * 1_000), to: i % 2 ? 'qualifying' : 'quarantined' });
        await stored(store, change);
        leads.push(change.lead);
      }
      const moves = leads.values();
      const seen = await walk(async (cursor) => {
        for (let i = 0; i < 4; i++) {
          const lead = moves.next().value;
          if (lead)
            await stored(
              store,
              nextChange(lead, [{ type: 'LeadExcluded', to: 'excluded', data: { reason: 'x' } }]),
            );
        }
        return store.list({ limit: 5, ...at(cursor) });
      });
      expect(ids(seen)).toEqual(ids(leads).reverse());
    });

    it('shows whom to call, the longest due first, and nobody who has no number or is with sales', async () => {
      const store = await fresh();
      const leads: Lead[] = [];
      for (const [at, phone] of [
        [later(3_000), '+491'],
        [later(1_000), '+492'],
        [later(2_000), undefined],
        [later(4_000), '+494'],
      ] as const) {
        const change = firstChange({ at, to: 'qualifying' });
        await stored(store, change);
        const facts = phone ? { phone } : {};
        const called = nextChange(change.lead, [{ type: 'FactsChanged', data: { facts, source: 'x' } }]);
        await stored(store, called);
        leads.push(called.lead);
      }
      const [first, second, , gone] = leads;
      if (gone) await stored(store, nextChange(gone, [{ type: 'LeadQualified', to: 'qualified', data: {} }]));
      const seen = await walk((cursor) => store.listCalls({ limit: 1, ...at(cursor) }));
      expect(ids(seen)).toEqual([second?.id, first?.id]);
    });

    it('shows the leads of a state, soonest due first, those with nothing due last', async () => {
      const store = await fresh();
      const dues = [later(3_000), null, later(1_000), later(2_000), null];
      const leads: Lead[] = [];
      for (const due of dues) {
        const change = firstChange({ to: 'qualifying', ...(due ? { clocks: [clockDue(due)] } : {}) });
        await stored(store, change);
        leads.push(change.lead);
      }
      await stored(store, firstChange({ to: 'quarantined' }));
      const resting = ids(leads.filter((_, i) => dues[i] === null)).sort();
      const soonest = [2, 3, 0].map((i) => leads[i]?.id);
      const seen = await walk((cursor) => store.list({ state: 'qualifying', limit: 2, ...at(cursor) }));
      expect(ids(seen)).toEqual([...soonest, ...resting]);
      expect(await store.list({ state: 'won', limit: 2 })).toEqual({ items: [] });
    });

    it('shows the inquiries that nobody has decided about, the oldest first; the first decision stands (R47)', async () => {
      const store = await fresh();
      const aside = [2_000, 1_000, 3_000].map((ms) =>
        sampleInquiry({ outcome: 'quarantined', receivedAt: later(ms), review: { decisions: [] } }),
      );
      for (const inquiry of aside) expect(await store.keepInquiry(inquiry)).toBe(true);
      await store.keepInquiry(sampleInquiry({ outcome: 'ignored' }));
      const [first, second, third] = aside;
      if (!first || !second || !third) throw new Error('three were kept');
      const waiting = () => walk((cursor) => store.listSetAside({ limit: 1, ...at(cursor) })).then(ids);
      expect(await waiting()).toEqual([second.id, first.id, third.id]);
      const rejected = withDecision(second, { as: 'reject', by: 'staff:a', at: later(9_000) });
      expect(await store.keepInquiry(rejected)).toBe(true);
      expect(await store.keepInquiry({ ...rejected, text: 'by somebody else' })).toBe(false);
      expect(await store.loadInquiry(second.id)).toEqual(rejected);
      expect(await waiting()).toEqual([first.id, third.id]);
      // A lead may begin with it later, and only one.
      const approved = withDecision(rejected, { as: 'approve', by: 'staff:b', at: later(10_000) });
      const lead = firstChange();
      const inquiry = { ...approved, leadId: lead.lead.id };
      expect(await store.commit({ ...lead, inquiry })).toEqual({ outcome: 'stored' });
      const again = { ...firstChange(), inquiry: { ...inquiry, leadId: 'lead_2' } };
      expect(await store.commit(again)).toEqual({ outcome: 'duplicate', inquiryId: second.id });
      expect((await store.loadInquiry(second.id))?.leadId).toBe(lead.lead.id);
      const unknown = withDecision(sampleInquiry(), { as: 'reject', by: 'staff:a', at: NOON });
      expect(await store.keepInquiry(unknown)).toBe(false);
    });

    it('counts the leads of a state, and stops where it is told to', async () => {
      const store = await fresh();
      for (let i = 0; i < 7; i++)
        await stored(store, firstChange({ to: i < 5 ? 'qualifying' : 'quarantined' }));
      expect(await store.count('qualifying', 100)).toBe(5);
      expect(await store.count('quarantined', 100)).toBe(2);
      expect(await store.count('qualifying', 3)).toBe(3);
      expect(await store.count('won', 100)).toBe(0);
    });

    it('shows those leads of a state exactly once that stay in it while pages are turned', async () => {
      const store = await fresh();
      const leads: Lead[] = [];
      for (let i = 0; i < 12; i++) {
        const change = firstChange({ at: later(i * 1_000), to: 'quarantined' });
        await stored(store, change);
        leads.push(change.lead);
      }
      const leaving = leads.filter((_, i) => i % 3 === 0);
      const moves = leaving.values();
      const seen = await walk(async (cursor) => {
        const lead = moves.next().value;
        if (lead)
          await stored(
            store,
            nextChange(lead, [{ type: 'LeadRested', to: 'dormant', data: { reason: 'x' } }]),
          );
        return store.list({ state: 'quarantined', limit: 2, ...at(cursor) });
      });
      const staying = ids(leads.filter((lead) => !leaving.includes(lead)));
      expect(ids(seen).filter((id) => staying.includes(id))).toEqual(staying);
      expect(new Set(ids(seen)).size).toBe(seen.length);
    });

    it('shows the leads of an owner, also those of one state', async () => {
      const store = await fresh();
      const owned: string[] = [];
      for (const [i, owner] of ['ines', 'lars', 'ines', 'ines'].entries()) {
        const first = firstChange({ at: later(i * 1_000), to: 'qualifying' });
        await stored(store, first);
        const change = nextChange(first.lead, [
          { type: 'LeadQualified', to: 'qualified', data: {} },
          assigned(owner),
        ]);
        await stored(store, change);
        if (owner === 'ines') owned.push(change.lead.id);
        if (i === 3) {
          await stored(
            store,
            nextChange(change.lead, [{ type: 'LeadAccepted', to: 'accepted', data: { owner } }]),
          );
        }
      }
      expect(ids(await walk((cursor) => store.list({ owner: 'ines', limit: 2, ...at(cursor) })))).toEqual(
        owned,
      );
      const accepted = await walk((cursor) =>
        store.list({ owner: 'ines', state: 'accepted', limit: 1, ...at(cursor) }),
      );
      expect(ids(accepted)).toEqual(owned.slice(-1));
      expect((await store.list({ owner: 'nobody', limit: 2 })).items).toEqual([]);
    });

    it('refuses a cursor that it did not give or that belongs to another list', async () => {
      const store = await fresh();
      for (let i = 0; i < 3; i++) await stored(store, firstChange({ at: later(i), to: 'qualifying' }));
      const { cursor = '' } = await store.list({ limit: 1 });
      expect(cursor).not.toBe('');
      const fault = { code: 'bad-cursor', retryable: false };
      for (const bad of ['x', '', '%%', Buffer.from('{"pk":1}').toString('base64url'), `${cursor}AAAA`]) {
        await expect(store.list({ limit: 1, cursor: bad })).rejects.toMatchObject(fault);
      }
      await expect(store.list({ state: 'qualifying', limit: 1, cursor })).rejects.toMatchObject(fault);
      await expect(store.listInquiries({ limit: 1, cursor })).rejects.toMatchObject(fault);
    });

    it('shows inbound items newest first, by outcome and by channel, also those that became no lead', async () => {
      const store = await fresh();
      const all = [];
      for (let i = 0; i < 9; i++) {
        const change = firstChange({ at: later(i * 86_400_000 * 20) });
        await stored(store, change);
        all.push(change.inquiry);
        const aside = sampleInquiry({
          receivedAt: later(i * 86_400_000 * 20 + 1),
          outcome: 'ignored',
          reason: 'auto-reply',
          channel: i % 2 ? 'email' : 'fax',
        });
        expect(await store.keepInquiry(aside)).toBe(true);
        expect(await store.keepInquiry(aside)).toBe(false);
        all.push(aside);
      }
      all.reverse();
      const list = (filter: { outcome?: 'ignored' | 'created'; channel?: string }) =>
        walk((cursor) => store.listInquiries({ ...filter, limit: 2, ...at(cursor) }));
      expect(await list({})).toEqual(all);
      expect(await list({ outcome: 'ignored' })).toEqual(all.filter(({ outcome }) => outcome === 'ignored'));
      expect(await list({ channel: 'email' })).toEqual(all.filter(({ channel }) => channel === 'email'));
      expect(await list({ outcome: 'created', channel: 'fax' })).toEqual([]);
      expect(await store.loadInquiry('inq_none')).toBeNull();
    });

    it('gives the inquiries received in a span, from its first instant on and before its last, the oldest first', async () => {
      const store = await fresh();
      for (const ms of [3_000, 1_000, 2_000, 4_000, 5_000])
        expect(
          await store.keepInquiry(
            sampleInquiry({ id: `inq_${ms}`, receivedAt: later(ms), outcome: 'ignored' }),
          ),
        ).toBe(true);
      const span = { from: later(2_000), to: later(5_000), limit: 2 };
      const seen = await walk((cursor) => store.listReceived({ ...span, ...at(cursor) }));
      expect(ids(seen)).toEqual(['inq_2000', 'inq_3000', 'inq_4000']);
    });
  });
}
