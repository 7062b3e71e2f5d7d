import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../shared/domain/events.ts';
import type { Facts } from '../../../../shared/domain/facts.ts';
import { State } from '../../../../shared/domain/lifecycle.ts';
import { apply, newLead } from '../../../../test/fixtures/lead.ts';
import { mapLead } from './map-lead.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const lena: Facts = {
  firstName: 'Lena',
  lastName: 'Vogt',
  email: 'lena@vogt.example',
  company: 'Vogt KG',
  employees: 120,
  products: ['demo', 'pump'],
};
const sold: Draft[] = [
  { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'new' } },
  { type: 'LeadQualified', to: 'qualified', data: {} },
  {
    type: 'LeadAssigned',
    to: 'assigned',
    data: {
      pool: 'north',
      owner: { id: 'anke', name: 'Anke' },
      assignment: { rule: 'r', because: 'b', rulesHash: 'x', at: NOW, turn: 1, candidates: [] },
    },
  },
  { type: 'LeadAccepted', to: 'accepted', data: { owner: 'anke' } },
  { type: 'OpportunityOpened', to: 'opportunity', data: {} },
];
const won: Draft = { type: 'LeadWon', to: 'won', data: { order: { id: 'A-1', value: 79_000, at: NOW } } };
const lost: Draft = { type: 'LeadLost', to: 'lost', data: { reason: 'price' } };
const plain = { mapping: {} };

describe('a lead as a CRM knows it', () => {
  it.each([
    [
      'hubspot',
      won,
      {
        contact: { email: 'lena@vogt.example', firstname: 'Lena', lifecyclestage: 'customer' },
        deal: { dealname: 'Lena Vogt', amount: 79_000, dealstage: 'closedwon' },
      },
    ],
    ['hubspot', lost, { deal: { dealstage: 'closedlost', closed_lost_reason: 'price' } }],
    [
      'salesforce',
      won,
      {
        Lead: {
          LastName: 'Vogt',
          Company: 'Vogt KG',
          NumberOfEmployees: 120,
          LeadSource: 'Web',
          Status: 'Closed - Converted',
        },
      },
    ],
    [
      'pipedrive',
      lost,
      {
        person: { name: 'Lena Vogt', email: 'lena@vogt.example' },
        organization: { name: 'Vogt KG' },
        deal: { status: 'lost', lost_reason: 'price', currency: 'EUR' },
      },
    ],
  ] as const)('%s gets its own objects and words (R135)', (like, end, expected) => {
    const lead = apply(newLead(lena, NOW), [...sold, end], NOW);
    expect(mapLead(lead, { like, ...plain })).toMatchObject(expected);
  });

  it('leaves out what is not known', () => {
    const lead = newLead({ email: 'info@ott.example' }, NOW);
    const mapped = mapLead(lead, { like: 'hubspot', ...plain });
    expect(mapped?.contact).toEqual({
      email: 'info@ott.example',
      lifecyclestage: 'lead',
      hs_lead_status: 'NEW',
    });
  });

  it('always has what Salesforce asks of a lead', () => {
    const lead = newLead({ phone: '+4930123456' }, NOW);
    const { Lead } = mapLead(lead, { like: 'salesforce', ...plain }) ?? {};
    expect(Lead).toMatchObject({ LastName: 'lead_1', Company: 'lead_1' });
  });

  it('takes fields of one’s own over those of the preset, and objects besides', () => {
    const lead = newLead(lena, NOW);
    const mapping = {
      contact: { firstname: 'facts.lastName', source: { always: 'leitwerk' } },
      note: { text: 'facts.products', grade: { from: 'state', values: { received: 1 } } },
    };
    expect(mapLead(lead, { like: 'hubspot', mapping })).toMatchObject({
      contact: { firstname: 'Vogt', source: 'leitwerk', email: 'lena@vogt.example' },
      note: { text: 'demo, pump', grade: 1 },
    });
  });

  it.each(['__proto__.x', 'constructor.name', 'facts.toString', 'facts.products.length', 'inquiries.push'])(
    'has nothing at %s',
    (path) => {
      const mapping = { object: { field: path } };
      const mapped = mapLead(newLead({ ...lena, products: [] }, NOW), { like: 'leitwerk', mapping });
      expect(mapped?.object).toEqual({});
    },
  );

  it('takes the lead as it is where nothing is mapped', () => {
    expect(mapLead(newLead(lena, NOW), { like: 'leitwerk', ...plain })).toBeNull();
  });

  it('has a word of Salesforce for every state in which sales is told', () => {
    const told = State.options.filter((state) => !['quarantined', 'merged', 'erased'].includes(state));
    for (const state of told) {
      const { Lead } = mapLead({ ...newLead(lena, NOW), state }, { like: 'salesforce', ...plain }) ?? {};
      expect(Lead?.Status).not.toBe(state);
    }
  });
});
