import { expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Rating } from '../../../shared/rules/scoring.ts';
import { fieldUses, withUses } from './field-uses.ts';

const documents = {
  scoring: defaultDocument('scoring').document,
  definition: defaultDocument('definition').document,
  identity: defaultDocument('identity').document,
  nurture: defaultDocument('nurture').document,
};

it('a field is used by every document whose conditions, criteria, must-facts or comparisons ask for it (R67)', () => {
  const uses = fieldUses(documents);
  expect(uses.get('currentlyUses')).toEqual(expect.arrayContaining(['scoring', 'nurture']));
  expect(uses.get('budget')).toContain('scoring');
  expect(uses.get('email')).toContain('definition');
  expect(uses.get('lastName')).toContain('identity');
  expect(uses.has('fleet')).toBe(false);
});

it('no rule need ask for what addresses people, and for what role, organisation and source are told by', () => {
  const uses = fieldUses({});
  for (const field of ['language', 'jobTitle', 'website', 'campaign'])
    expect(uses.get(field)).toEqual(['built-in']);
  expect(uses.has('employees')).toBe(false);
});

it('a criterion without a weight uses nothing, one of a form’s own question uses that', () => {
  const { scoring } = documents;
  const rating: Rating = { fact: 'extra', field: 'fleet', as: 'number', bands: [{ rating: 1 }] };
  const rated = { ...scoring, ratings: { fleet: rating }, lifts: [], fastLane: [] };
  expect(fieldUses({ scoring: { ...rated, weights: { fleet: 1 } } }).get('extra.fleet')).toEqual(['scoring']);
  expect(fieldUses({ scoring: { ...rated, weights: {} } }).has('extra.fleet')).toBe(false);
});

it('what nobody fills in and what nothing uses is named', () => {
  const uses = new Map([['budget', ['scoring']]]);
  const row = (field: string, filled: string, rated = '0') => [field, '9', filled, null, rated, null, null];
  const rows = [row('budget', '3', '3'), row('website', '2'), row('street', '0'), row('need', '1', '1')];
  const told = withUses([...rows, ['budget', '9', '0', null, '0', null, null]], uses);
  expect(told.map((cells) => [cells[0], cells[5], cells[6]])).toEqual([
    ['budget', 'scoring', null],
    ['website', null, 'unused'],
    ['street', null, 'both'],
    ['need', null, null],
    ['budget', 'scoring', 'empty'],
  ]);
});
