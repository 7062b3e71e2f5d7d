import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import type { Lead } from '../domain/lead.ts';
import { byPotential, mayBeApproached } from './outreach.ts';

const now = '2026-11-24T09:00:00.000Z';
const lead = (id: string, euros: number | null, scaled = 10): Lead => ({
  ...newLead({}, now),
  id,
  state: 'qualifying',
  score: {
    value: scaled,
    scaled,
    code: '--',
    bant: { budget: null, authority: null, need: null, time: null },
    rulesHash: 'x',
    criteria: [],
    ...(euros === null ? {} : { potential: { euros, figure: 'revenue', because: [] } }),
  },
});
const ids = (leads: readonly Lead[]) => leads.map(({ id }) => id);

describe('whom to go up to first (R108)', () => {
  it('is who can become the largest customer; of as large ones the better scored; unknown ones last', () => {
    const leads = [lead('a', null, 90), lead('b', 5000), lead('c', 80_000, 20), lead('d', 80_000, 40)];
    expect(ids(byPotential(leads))).toEqual(['d', 'c', 'b', 'a']);
  });

  it('does not hang on the order in which they are read (law)', () => {
    const some = fc.array(fc.tuple(fc.option(fc.nat(3)), fc.nat(3)), { maxLength: 8 });
    fc.assert(
      fc.property(some, (made) => {
        const leads = made.map(([euros, scaled], i) => lead(`lead_${i}`, euros, scaled));
        expect(byPotential(leads.toReversed())).toEqual(byPotential(leads));
      }),
    );
  });

  it.each<[string, Partial<Lead>, boolean]>([
    ['in qualification', {}, true],
    ['at rest', { state: 'dormant', reason: 'max-iterations' }, true],
    ['lost', { state: 'lost', reason: 'price' }, true],
    ['with sales', { state: 'accepted' }, false],
    ['excluded', { state: 'excluded' }, false],
    ['at rest since the person objected', { state: 'dormant', reason: 'objection' }, false],
    [
      'of a bought list and did not agree',
      { inquiries: newLead({}, now).inquiries.map((one) => ({ ...one, requested: false as const })) },
      false,
    ],
  ])('a lead %s: %j → %s', (_why, over, may) => {
    expect(mayBeApproached({ ...lead('a', 1), ...over })).toBe(may);
  });
});
