import { describe, expect, it } from 'vitest';
import { apply, loses, newLead } from '../../test/fixtures/lead.ts';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import type { Draft } from '../domain/events.ts';
import type { Lead } from '../domain/lead.ts';
import { calendarOf } from './deadlines.ts';
import { keptUntil, RetentionDocument } from './retention.ts';

const calendar = calendarOf(defaultDocument('calendars').document);
const shipped = defaultDocument('retention').document;
const MET = '2026-11-02T09:00:00.000Z';
const RESTED = '2026-12-01T10:00:00.000Z';

const lead = (...drafts: Draft[]): Lead => apply(newLead({ email: 'a@b.example' }, MET), drafts, RESTED);
const rests = (reason: string): Draft => ({ type: 'LeadRested', to: 'dormant', data: { reason } });
const excluded: Draft = { type: 'LeadExcluded', to: 'excluded', data: { reason: 'supplier' } };
const qualifying: Draft = { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'cold' } };
const won: Draft[] = [
  ...loses.slice(0, -1),
  { type: 'OpportunityOpened', to: 'opportunity', data: {} },
  { type: 'LeadWon', to: 'won', data: { order: { id: 'o1', at: RESTED, value: 900 } } },
];
const lost: Draft = { type: 'LeadLost', to: 'lost', data: { reason: 'price' } };

describe('how long a lead at rest is kept (R64, R106, R198)', () => {
  it.each([
    ['who is no sales case: a year', lead(excluded), 'no-sales-case', '2027-12-01T10:00:00.000Z'],
    [
      'who objects: three years',
      lead(qualifying, rests('objection')),
      'objection',
      '2029-11-30T10:00:00.000Z',
    ],
    [
      'who was not heard of: two',
      lead(qualifying, rests('silent')),
      'no-sign-of-life',
      '2028-11-30T10:00:00.000Z',
    ],
    ['who did not buy: three', lead(...loses), 'not-won', '2029-11-30T10:00:00.000Z'],
    ['a customer: until they ask', lead(...won), null, null],
    ['who was a customer, too', lead(...won, lost), null, null],
    ['a lead that somebody works on', lead(qualifying), null, null],
  ])('%s', (_, of, rule, at) => {
    const kept = keptUntil(of, shipped, calendar);
    expect([kept?.rule.id ?? null, kept?.at ?? null]).toEqual([rule, at]);
  });

  it('counts from the last that was heard of the person', () => {
    const heard = { ...lead(excluded), heardAt: '2027-03-10T08:00:00.000Z' };
    expect(keptUntil(heard, shipped, calendar)?.at).toBe('2028-03-09T08:00:00.000Z');
    const [inquiry] = heard.inquiries;
    if (!inquiry) throw new Error('a lead has an inquiry');
    const asked = { ...inquiry, receivedAt: '2027-05-01T08:00:00.000Z' };
    expect(keptUntil({ ...heard, inquiries: [asked] }, shipped, calendar)?.at).toBe(
      '2028-04-30T08:00:00.000Z',
    );
  });

  it('ends for nobody whose request or complaint is open', () => {
    const complains = lead(excluded, { type: 'ComplaintReceived', data: { run: 'complaint:1' } });
    const clock = {
      ...{ name: 'complaint' as const, run: 'complaint:1', startedAt: RESTED, target: RESTED, limit: RESTED },
      ...{ state: 'running' as const, rulesHash: 'h', steps: [] },
    };
    expect(keptUntil({ ...complains, clocks: [clock] }, shipped, calendar)).toBeNull();
    expect(
      keptUntil({ ...complains, clocks: [{ ...clock, state: 'met' }] }, shipped, calendar),
    ).not.toBeNull();
  });

  it('takes the first rule that fits', () => {
    const [first, ...others] = shipped.rules;
    if (!first) throw new Error('rules are shipped');
    const rule = { ...first, states: ['dormant', 'lost'] as const, because: 'short', keepDays: 30 };
    const document = RetentionDocument.parse({ ...shipped, rules: [rule, ...others] });
    expect(keptUntil(lead(...loses), document, calendar)?.at).toBe('2026-12-31T10:00:00.000Z');
  });
});
