import { describe, expect, it } from 'vitest';
import type { Lead } from '../../../shared/domain/lead.ts';
import { newLead } from '../../../test/fixtures/lead.ts';
import { organisationKey, organisationOwner } from './organisation-owner.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const at = (day: number) => `2027-01-${String(day).padStart(2, '0')}T09:00:00.000Z`;
const person = (id: string, domain: string | null, more: Partial<Lead> = {}): Lead => ({
  ...newLead({ company: 'Nord Werft AG' }, NOW),
  id,
  organisation: domain === null ? null : { domain },
  ...more,
});
const assignment = (day: number) => ({
  rule: 'r',
  because: 'b',
  rulesHash: 'h',
  at: at(day),
  turn: 1,
  candidates: [],
});
const worked = (owner: string, day: number): Partial<Lead> => ({
  state: 'accepted',
  owner: { id: owner, name: owner },
  assignment: assignment(day),
});
const bought = (owner: string, day: number): Partial<Lead> => ({
  state: 'won',
  keeper: { id: owner, name: owner },
  orders: [{ id: 'A-1', at: at(day) }],
});
const asking = person('lead_new', 'werft.example');

describe('whose an organisation is', () => {
  it.each<[string, Lead[], string | null]>([
    ['nobody’s, where nobody has written from it', [], null],
    ['whoever works on a colleague', [person('lead_a', 'werft.example', worked('anke', 3))], 'anke'],
    [
      'whoever works on a colleague who writes from another part of the domain',
      [person('lead_a', 'nord.werft.example', worked('anke', 3))],
      'anke',
    ],
    [
      'whoever got a colleague last, of two',
      [
        person('lead_a', 'werft.example', worked('anke', 3)),
        person('lead_b', 'werft.example', worked('mira', 4)),
      ],
      'mira',
    ],
    [
      'whoever won a customer there, before all who work on colleagues',
      [
        person('lead_a', 'werft.example', bought('anke', 1)),
        person('lead_b', 'werft.example', worked('mira', 4)),
      ],
      'anke',
    ],
    [
      'whoever won the newest order, of two customers',
      [
        person('lead_a', 'werft.example', bought('anke', 1)),
        person('lead_b', 'werft.example', bought('urs', 2)),
      ],
      'urs',
    ],
    [
      'still the one who won a customer who asks again',
      [person('lead_a', 'werft.example', { ...bought('anke', 1), state: 'qualifying' })],
      'anke',
    ],
    ['nobody’s by the lead itself', [person('lead_new', 'werft.example', worked('anke', 3))], null],
    [
      'nobody’s by a colleague whom nobody works on any more',
      [person('lead_a', 'werft.example', { ...worked('anke', 3), state: 'lost' })],
      null,
    ],
    [
      'nobody’s by another company of the same name with a domain of its own',
      [person('lead_a', 'werft.test', worked('anke', 3))],
      null,
    ],
  ])('%s', (_, others, owner) => {
    expect(organisationOwner(asking, others)?.owner ?? null).toBe(owner);
  });

  it('is found by the name without its legal form, where there is no domain', () => {
    const asked = person('lead_new', null, { facts: { company: 'NORD-WERFT' } });
    expect(organisationKey(asked)).toBe('name:nord werft');
    const found = organisationOwner(asked, [person('lead_a', 'werft.example', worked('anke', 3))]);
    expect(found).toEqual({ owner: 'anke', lead: 'lead_a' });
  });

  it('is nobody’s for a lead of no company', () => {
    const asked = person('lead_new', null, { facts: {} });
    expect(
      organisationOwner(asked, [person('lead_a', null, { ...worked('anke', 3), facts: {} })]),
    ).toBeNull();
  });
});
