import { beforeEach, describe, expect, it } from 'vitest';
import { assigned } from '../test/contracts/sample-leads.ts';
import { received } from '../test/fixtures/lead.ts';
import { defaultRules } from './adapters/memory/default-rules.ts';
import { type MemoryLeadStore, memoryLeadStore } from './adapters/memory/lead-store.ts';
import { changeLead } from './change-lead.ts';
import type { Draft } from './domain/events.ts';
import { dismiss, mergeByHand, recognised, unmerge } from './merge-leads.ts';
import { clockRules, recordWatched } from './rules/watch.ts';

const origin = { now: '2026-11-24T10:00:00.000Z', by: 'system', correlationId: 'cor_1' };
const rules = defaultRules();
const cause = { rule: 'identity/judge', because: '12 bits', rulesHash: 'h', score: 12, evidence: [] };
let store: MemoryLeadStore;
const ports = () => ({ store, rules });

async function put(id: string, at: string, ...more: Draft[]): Promise<void> {
  const drafts = [received({ lastName: id, email: `${id}@ott.example` }, at, `inq_${id}`), ...more];
  const change = recordWatched(id, null, drafts, { ...origin, now: at }, await clockRules(rules));
  await store.commit({ ...change, expectedVersion: null });
}
const withSales = (owner: string): Draft[] => [
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  assigned(owner),
];
const itself = async (id: string) => (await store.loadItself(id))?.lead;
const judge = (verdict: 'merge' | 'review', ids: [string, string] = ['lead_a', 'lead_b']) =>
  recognised(ports(), ids, { verdict, cause, quarantine: true }, origin);
const open = async () => (await store.listReviews({ limit: 10 })).items.map(({ id }) => id);

beforeEach(async () => {
  store = memoryLeadStore();
  await put('lead_a', '2026-11-24T09:00:00.000Z');
  await put('lead_b', '2026-11-24T09:30:00.000Z');
});

describe('two leads of one person', () => {
  it('that recognise each other at the same moment are joined once, never crosswise', async () => {
    const outcomes = await Promise.all([judge('merge'), judge('merge', ['lead_b', 'lead_a'])]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['merged', 'unchanged']);
    expect((await itself('lead_a'))?.merged).toBeUndefined();
    expect((await itself('lead_b'))?.merged?.into).toBe('lead_a');
  });

  it('that doubt each other at the same moment are one review', async () => {
    await Promise.all([judge('review'), judge('review', ['lead_b', 'lead_a'])]);
    expect(await open()).toEqual(['lead_a~lead_b']);
    const clocks = (await itself('lead_b'))?.clocks.filter(({ name }) => name === 'review');
    expect(clocks).toMatchObject([{ state: 'running' }]);
    expect((await itself('lead_a'))?.clocks.some(({ name }) => name === 'review')).toBe(false);
  });

  it('one of which sales may have already: the other waits for a person, then goes on (R54)', async () => {
    await put('lead_c', '2026-11-24T09:40:00.000Z', ...withSales('ines'));
    expect(await judge('review', ['lead_b', 'lead_c'])).toMatchObject({ outcome: 'asked' });
    expect(await itself('lead_b')).toMatchObject({ state: 'quarantined', reason: 'doubtful-duplicate' });
    expect((await itself('lead_c'))?.state).toBe('assigned');
    const clocks = (await itself('lead_b'))?.clocks.filter(({ name }) => name === 'review');
    expect(clocks).toMatchObject([{ state: 'running' }]);
    await dismiss(ports(), { ids: ['lead_b', 'lead_c'] }, origin);
    expect(await itself('lead_b')).toMatchObject({ state: 'qualifying', reason: null, distinct: ['lead_c'] });
  });

  it('go on where the rules only note the doubt, and where sales has neither', async () => {
    await put('lead_c', '2026-11-24T09:40:00.000Z', ...withSales('ines'));
    const said = { verdict: 'review', cause, quarantine: false } as const;
    await recognised(ports(), ['lead_b', 'lead_c'], said, origin);
    await judge('review');
    expect((await itself('lead_b'))?.state).toBe('received');
  });

  it('are a question, not a merge, where two owners have them', async () => {
    await put('lead_c', '2026-11-24T09:40:00.000Z', ...withSales('ines'));
    await put('lead_d', '2026-11-24T09:50:00.000Z', ...withSales('lars'));
    expect(await judge('merge', ['lead_c', 'lead_d'])).toMatchObject({ outcome: 'asked' });
    expect((await store.loadReview('lead_c~lead_d'))?.because).toContain('different owners');
  });

  it('take what anybody does to the merged one, by its old id', async () => {
    await judge('merge');
    const note: Draft = { type: 'NoteAdded', data: { text: 'called' } };
    const change = await changeLead(ports(), 'lead_b', origin, () => [note]);
    expect(change).toMatchObject({ outcome: 'changed', lead: { id: 'lead_a' } });
    expect((await itself('lead_b'))?.seq).toBe(2);
  });
});

describe('what people decide', () => {
  it('that they are the same ends the review and its clock', async () => {
    await judge('review');
    const merged = await mergeByHand(ports(), { ids: ['lead_b', 'lead_a'], reason: 'same phone' }, origin);
    expect(merged).toMatchObject({ outcome: 'merged', stays: { id: 'lead_a' } });
    expect(await open()).toEqual([]);
    expect((await store.loadReview('lead_a~lead_b'))?.decided).toMatchObject({
      as: 'same',
      reason: 'same phone',
    });
    expect((await itself('lead_a'))?.doubles).toBeUndefined();
  });

  it('that they are two ends it too, and the rules do not ask again', async () => {
    await judge('review');
    expect(await dismiss(ports(), { ids: ['lead_a', 'lead_b'] }, origin)).toMatchObject({
      outcome: 'dismissed',
    });
    expect(await open()).toEqual([]);
    const clocks = (await itself('lead_b'))?.clocks.filter(({ name }) => name === 'review');
    expect(clocks).toMatchObject([{ state: 'met' }]);
    expect(await judge('merge')).toEqual({ outcome: 'unchanged' });
    expect(await dismiss(ports(), { ids: ['lead_a', 'lead_b'] }, origin)).toEqual({ outcome: 'unchanged' });
  });

  it.each(['lead_a', 'lead_b'])(
    'that a merge was wrong: undone by the id %s, and not done again',
    async (leadId) => {
      const before = await itself('lead_b');
      await judge('merge');
      expect(await unmerge(ports(), { leadId, reason: 'brothers' }, origin)).toMatchObject({
        outcome: 'parted',
      });
      expect(await itself('lead_b')).toMatchObject({
        state: before?.state,
        clocks: before?.clocks,
        distinct: ['lead_a'],
      });
      expect((await store.load('lead_b'))?.id).toBe('lead_b');
      expect(await judge('merge')).toEqual({ outcome: 'unchanged' });
      expect(await unmerge(ports(), { leadId }, origin)).toMatchObject({ outcome: 'refused' });
    },
  );

  it('which of the two stays, unless sales would lose a lead by it', async () => {
    await put('lead_c', '2026-11-24T09:40:00.000Z', ...withSales('ines'));
    const byHand = (into: string, ids: [string, string]) => mergeByHand(ports(), { ids, into }, origin);
    expect(await byHand('lead_a', ['lead_a', 'lead_c'])).toMatchObject({
      refusal: { refused: 'with-sales' },
    });
    expect(await byHand('lead_b', ['lead_a', 'lead_b'])).toMatchObject({ stays: { id: 'lead_b' } });
    expect(await byHand('lead_b', ['lead_a', 'lead_b'])).toMatchObject({
      refusal: { refused: 'already-merged' },
    });
    expect(await byHand('lead_x', ['lead_a', 'lead_x'])).toEqual({ outcome: 'missing' });
  });

  it('undoing a merge into a lead that was merged itself waits for that one', async () => {
    await put('lead_c', '2026-11-24T08:00:00.000Z');
    await judge('merge');
    await judge('merge', ['lead_a', 'lead_c']);
    expect(await unmerge(ports(), { leadId: 'lead_b' }, origin)).toMatchObject({
      refusal: { refused: 'merged-further' },
    });
    expect(await unmerge(ports(), { leadId: 'lead_c' }, origin)).toMatchObject({
      stays: { id: 'lead_c' },
      other: { id: 'lead_a' },
    });
    expect(await unmerge(ports(), { leadId: 'lead_b' }, origin)).toMatchObject({ stays: { id: 'lead_a' } });
  });
});
