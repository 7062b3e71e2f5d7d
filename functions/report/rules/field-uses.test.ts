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
  expect(uses.has('website')).toBe(false);
});

it('a criterion without a weight uses nothing, one of a form’s own question uses that', () => {
  const { scoring } = documents;
  const rating: Rating = { fact: 'extra', field: 'fleet', as: 'number', bands: [{ rating: 1 }] };
  const rated = { ...scoring, ratings: { fleet: rating }, lifts: [], fastLane: [] };
  expect([...fieldUses({ scoring: { ...rated, weights: { fleet: 1 } } }).keys()]).toEqual(['extra.fleet']);
  expect([...fieldUses({ scoring: { ...rated, weights: {} } }).keys()]).toEqual([]);
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
