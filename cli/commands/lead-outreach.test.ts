import { expect, it } from 'vitest';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { record } from '../../shared/domain/evolve.ts';
import { received } from '../../test/fixtures/lead.ts';
import { outreachList } from './lead-outreach.ts';

const now = '2026-11-24T09:00:00.000Z';

const scored = (euros: number): Draft => ({
  type: 'LeadScored',
  to: 'qualifying',
  data: {
    class: 'cold',
    stage: null,
    score: {
      value: 3,
      scaled: 5,
      code: '--',
      bant: { budget: null, authority: null, need: null, time: null },
      rulesHash: 'x',
      criteria: [],
      potential: { euros, figure: 'revenue', because: [] },
    },
  },
});

it('the list of whom to go up to is read to its end, in every state in which nobody of sales has them (R108)', async () => {
  const store = memoryLeadStore();
  for (let i = 0; i < 250; i++) {
    const rests: Draft[] =
      i % 2 ? [{ type: 'LeadRested', to: 'dormant', data: { reason: 'max-iterations' } }] : [];
    const drafts = [received({}, now, `inq_${i}`), scored(1000 * i), ...rests];
    const change = record(`lead_${i}`, null, drafts, { now, by: 'system', correlationId: 'c' });
    await store.commit({ ...change, expectedVersion: null });
  }
  const found = await outreachList(store, 3);
  expect(found.map(({ id }) => id)).toEqual(['lead_249', 'lead_248', 'lead_247']);
});
