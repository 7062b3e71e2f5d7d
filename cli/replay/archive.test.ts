import { expect, it } from 'vitest';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { ArchivedRules, RulesMissing } from './archive.ts';

const deadlines = defaultSource('deadlines');
const hash = contentHash(deadlines);
const rules = new ArchivedRules({
  sets: new Map([
    ['one', { deadlines: hash }],
    ['two', { deadlines: hash }],
  ]),
  sources: new Map([[hash, deadlines]]),
});

it('a document that stands in several sets of rules is that of the set for which it is asked', () => {
  const asked = ['one', 'two', 'one'].map((set) => rules.document('deadlines', set));
  expect(asked.map((found) => [found.set, found.hash])).toEqual([
    ['one', hash],
    ['two', hash],
    ['one', hash],
  ]);
  expect(() => rules.document('deadlines', 'three')).toThrow(RulesMissing);
});

it('a set from before a subject existed rules nothing about it, as in the system that decided by it', () => {
  expect(rules.document('retention', 'one').document.rules).toEqual([]);
  expect(() => rules.document('retention', 'one', 'gone')).toThrow(RulesMissing);
  expect(() => rules.document('retention', 'three')).toThrow(RulesMissing);
});
