import { expect, it } from 'vitest';
import type { Draft } from '../../../shared/domain/events.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { type Review, reviewId } from '../../../shared/domain/review.ts';
import type { LeadChange } from '../../../shared/ports/lead-store.ts';
import { assigned, emailOf, firstChange, later, NOON, nextChange, note } from '../sample-leads.ts';
import { type Fresh, stored } from './tested.ts';

const into = (lead: Lead, survivor: Lead): LeadChange =>
  nextChange(lead, [{ type: 'LeadMerged', to: 'merged', data: { into: survivor.id } }]);

function reviewOf(one: Lead, other: Lead, over: Partial<Review> = {}): Review {
  return {
    id: reviewId(one.id, other.id),
    leads: [one.id, other.id],
    at: NOON,
    score: 3.5,
    evidence: [{ field: 'phone', level: 'exact', bits: 7 }],
    rulesHash: 'h',
    because: 'between the thresholds',
    decided: null,
    ...over,
  };
}

/** Two leads that are, or may be, one person. */
export function merging(fresh: Fresh): void {
  it('changes two leads in one step, or none of them where one was changed meanwhile (R57)', async () => {
    const store = await fresh();
    const [one, other] = [firstChange(), firstChange()];
    await stored(store, one);
    await stored(store, other);
    const both = { ...nextChange(one.lead, [note('1')]), beside: nextChange(other.lead, [note('1')]) };
    expect(await store.commit(both)).toEqual({ outcome: 'stored' });
    const late = { ...nextChange(both.lead, [note('2')]), beside: nextChange(other.lead, [note('2')]) };
    expect(await store.commit(late)).toEqual({ outcome: 'conflict', on: 'lead' });
    expect((await store.load(one.lead.id))?.seq).toBe(2);
    expect((await store.load(other.lead.id))?.seq).toBe(2);
  });

  it('answers the id of a merged lead with the lead that it was joined into, however far that went', async () => {
    const store = await fresh();
    const changes = [firstChange({ email: 'a@ott.example' }), firstChange(), firstChange()] as const;
    for (const change of changes) await stored(store, change);
    const [a, b, c] = changes;
    await stored(store, into(a.lead, b.lead));
    await stored(store, into(b.lead, c.lead));
    expect((await store.load(a.lead.id))?.id).toBe(c.lead.id);
    expect((await store.load(a.lead.id, 2))?.id).toBe(c.lead.id);
    expect((await store.loadWithHistory(a.lead.id))?.lead.id).toBe(c.lead.id);
    expect((await store.loadItself(a.lead.id))?.lead).toMatchObject({
      state: 'merged',
      merged: { into: b.lead.id },
    });
    expect(await store.holderOf(emailOf('a@ott.example'))).toBe(a.lead.id);
    expect(await store.load('lead_unknown')).toBeNull();
    expect(await store.loadItself('lead_unknown')).toBeNull();
  });

  it('lists a merged lead only among those of its state', async () => {
    const store = await fresh();
    const [one, other] = [firstChange({ to: 'qualifying' }), firstChange()];
    await stored(store, one);
    await stored(store, other);
    const mine = nextChange(one.lead, [{ ...note('x'), to: 'qualified' }, assigned('ines')]);
    await stored(store, mine);
    await stored(store, into(mine.lead, other.lead));
    const ids = async (filter: Parameters<typeof store.list>[0]) =>
      (await store.list(filter)).items.map(({ id }) => id);
    expect(await ids({ limit: 10 })).toEqual([other.lead.id]);
    expect(await ids({ owner: 'ines', limit: 10 })).toEqual([]);
    expect(await ids({ state: 'merged', limit: 10 })).toEqual([mine.lead.id]);
  });

  it('keeps what people are asked, oldest first, until it is decided', async () => {
    const store = await fresh();
    const leads = [firstChange(), firstChange(), firstChange()] as const;
    for (const change of leads) await stored(store, change);
    const [a, b, c] = leads;
    const second = nextChange(a.lead, [note('2')]);
    await stored(store, { ...second, review: reviewOf(a.lead, b.lead, { at: later(1_000) }) });
    const third = nextChange(second.lead, [note('3')]);
    await stored(store, { ...third, review: reviewOf(a.lead, c.lead) });
    const open = async () => (await store.listReviews({ limit: 10 })).items.map(({ leads: [, id] }) => id);
    expect(await open()).toEqual([c.lead.id, b.lead.id]);
    const { cursor = '', items } = await store.listReviews({ limit: 1 });
    expect(items).toEqual([reviewOf(a.lead, c.lead)]);
    expect((await store.listReviews({ limit: 1, cursor })).items[0]?.leads[1]).toBe(b.lead.id);
    const decided = reviewOf(a.lead, c.lead, { decided: { as: 'different', by: 'staff:u', at: NOON } });
    await stored(store, { ...nextChange(third.lead, [note('4')]), review: decided });
    expect(await open()).toEqual([b.lead.id]);
    expect(await store.loadReview(decided.id)).toEqual(decided);
    expect(await store.loadReview('unknown')).toBeNull();
  });

  it('lists the exclusions that wait for a second person, oldest first, until they are decided (R61)', async () => {
    const store = await fresh();
    const propose: Draft = { type: 'ExclusionProposed', data: { exclusion: 'press', reason: 'reporter' } };
    const settled = { as: 'rejected', exclusion: 'press', proposedBy: 'staff:u' } as const;
    const waits = async (limit = 10, cursor = '') =>
      store.listProposed({ limit, ...(cursor ? { cursor } : {}) });
    const ids = async () => (await waits()).items.map(({ id }) => id);
    const [a, b, c] = [firstChange(), firstChange(), firstChange()] as const;
    for (const change of [a, b, c]) await stored(store, change);
    const second = nextChange(a.lead, [note('a second later')]);
    await stored(store, second);
    const [late, early] = [nextChange(second.lead, [propose]), nextChange(b.lead, [propose])];
    await stored(store, late);
    await stored(store, early);
    expect(await ids()).toEqual([b.lead.id, a.lead.id]);
    const { cursor = '', items } = await waits(1);
    expect(items).toEqual([early.lead]);
    expect((await waits(1, cursor)).items).toEqual([late.lead]);
    await stored(store, nextChange(early.lead, [{ type: 'ExclusionSettled', data: settled }]));
    expect(await ids()).toEqual([a.lead.id]);
    const beside = into(late.lead, c.lead);
    await stored(store, { ...nextChange(c.lead, [note('joined')]), beside });
    expect(await ids()).toEqual([]);
  });
}
