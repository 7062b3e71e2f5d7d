import { expect, it } from 'vitest';
import { newLead } from '../../test/fixtures/lead.ts';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import type { Facts } from '../domain/facts.ts';
import { potentialOf } from './potential.ts';
import { ScoringDocument } from './scoring.ts';

const shipped = defaultDocument('scoring').document;
const bands = [{ below: 50, euros: 5000 }, { below: 500, euros: 40_000 }, { euros: 200_000 }];
const document = { ...shipped, potential: { figure: 'revenue' as const, bands, industries: { IT: 1.5 } } };
const of = (facts: Facts) => potentialOf(newLead(facts, '2026-11-24T09:00:00.000Z'), document);

it.each<[Facts, number | undefined]>([
  [{ employees: 49 }, 5000],
  [{ employees: 50 }, 40_000],
  [{ employees: 499, industry: 'it' }, 60_000],
  [{ employees: 500, industry: 'Handel' }, 200_000],
  [{ industry: 'IT' }, undefined],
])('the potential of a customer with %o is %s euros a year (R101)', (facts, euros) => {
  expect(of(facts)?.euros).toBe(euros);
});

it('says what the potential was made of', () => {
  expect(of({ employees: 80, industry: 'IT' })?.because).toEqual([
    { fact: 'employees', value: 80, euros: 40_000 },
    { fact: 'industry', value: 'IT', factor: 1.5 },
  ]);
});

it('estimates nothing where no rule does', () => {
  const lead = newLead({ employees: 80 }, '2026-11-24T09:00:00.000Z');
  expect(potentialOf(lead, { ...document, potential: undefined })).toBeNull();
});

it.each([[[{ below: 500, euros: 1 }, { below: 50, euros: 2 }, { euros: 3 }]], [[{ below: 500, euros: 1 }]]])(
  'refuses bands that leave a size out: %j',
  (wrong) => {
    const potential = { ...document.potential, bands: wrong };
    expect(ScoringDocument.safeParse({ ...shipped, potential }).success).toBe(false);
  },
);
