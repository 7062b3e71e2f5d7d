import { describe, expect, it } from 'vitest';
import { record } from '../../../shared/domain/evolve.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { type Customer, customerDrafts } from './customer.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const anke = { id: 'anke', name: 'Anke' };
const mira = { id: 'mira', name: 'Mira' };
const told = (more: Partial<Customer> = {}): Customer => ({
  facts: { email: 'eva@werft.example', lastName: 'Ott', externalId: '17' },
  extra: {},
  consents: {},
  organisation: { name: 'Werft', domain: 'werft.example' },
  source: 'crm',
  owner: anke,
  dates: { customerSince: '2019-03-01' },
  ...more,
});
const knownBy = (lead: Lead | null, customer: Customer): Lead =>
  record('lead_1', lead, customerDrafts(lead, customer, NOW), {
    now: NOW,
    by: 'staff:ada',
    correlationId: 'c',
  }).lead;

describe('a customer of whom another system tells (R136)', () => {
  it('who was unknown begins as a customer, with owner, days and an order, and no clock', () => {
    expect(knownBy(null, told())).toMatchObject({
      state: 'won',
      keeper: anke,
      owner: null,
      orders: [{ id: 'crm:customer', at: '2019-03-01T12:00:00.000Z' }],
      dates: { customerSince: '2019-03-01' },
      inquiries: [],
      clocks: [],
    });
  });

  it('of whom all is known already is no news', () => {
    expect(customerDrafts(knownBy(null, told()), told(), NOW)).toEqual([]);
  });

  it.each<[string, Partial<Customer>, object]>([
    ['another owner', { owner: mira }, { keeper: mira }],
    [
      'another end of the contract',
      { dates: { contractEnd: '2027-06-30' } },
      { dates: { customerSince: '2019-03-01', contractEnd: '2027-06-30' } },
    ],
    [
      'a purchase',
      { dates: { lastPurchase: '2026-10-01' }, order: { value: 900 } },
      { orders: [{}, { id: 'crm:2026-10-01', value: 900, at: '2026-10-01T12:00:00.000Z' }] },
    ],
    ['an order by its number', { order: { id: 'A-7' } }, { orders: [{}, { id: 'A-7' }] }],
    [
      'a refusal',
      { consents: { newsletter: { given: false, at: NOW, source: 'crm' } } },
      { consents: { newsletter: { given: false } } },
    ],
    ['a fact that was unknown', { facts: { city: 'Kiel' } }, { facts: { city: 'Kiel', lastName: 'Ott' } }],
  ])('news is %s', (_, more, expected) => {
    const known = knownBy(null, told());
    expect(knownBy(known, told(more))).toMatchObject({ state: 'won', ...expected });
  });

  it('who has asked stays where they are, and what they said themselves stays', () => {
    const known = newLead({ email: 'eva@werft.example', lastName: 'Ott-Berg' }, NOW);
    expect(knownBy(known, told())).toMatchObject({
      state: 'received',
      keeper: anke,
      facts: { lastName: 'Ott-Berg', externalId: '17' },
    });
  });

  it('of whom nothing is told about the organisation that is not known changes nothing there', () => {
    const lead = {
      ...newLead({ email: 'eva@werft.example' }, NOW),
      organisation: { domain: 'ott.example' },
    };
    expect(knownBy(lead, told()).organisation).toEqual({ name: 'Werft', domain: 'ott.example' });
    const [draft] = customerDrafts(lead, told({ organisation: { domain: 'werft.example' } }), NOW);
    expect(draft?.data).toMatchObject({ organisation: null });
  });
});
