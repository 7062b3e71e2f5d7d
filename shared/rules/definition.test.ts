import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import { DefinitionDocument, profile } from './definition.ts';

const { document } = defaultDocument('definition');
const defined = (id: string, level: 'must' | 'should' | 'may', theme: string, facts = ['need']) => ({
  id,
  facts,
  level,
  theme,
  asked: 'qualification',
});
const five = [
  defined('why', 'should', 'interest', ['product']),
  defined('what', 'must', 'need'),
  defined('who', 'may', 'status', ['authority']),
  defined('volume', 'should', 'resources', ['orderVolume', 'budget']),
  defined('when', 'must', 'timing', ['timeframe']),
];
const parse = (facts: object[]) => DefinitionDocument.safeParse({ version: 1, note: 'test', facts });

describe('the profile matrix of a lead (R44)', () => {
  const definition = DefinitionDocument.parse({ version: 1, note: 'test', facts: five });

  it('lists what is missing in the order in which it should be asked: what must be known first', () => {
    expect(profile({ consents: {}, facts: {} }, definition)).toMatchObject({
      missing: ['what', 'when', 'why', 'volume', 'who'],
      missingMust: ['what', 'when'],
      completeness: 0,
    });
  });

  it('shows each fact with its level, theme and value (R70, R72, R73)', () => {
    const { facts, missing, completeness } = profile(
      { consents: {}, facts: { need: 'concrete', budget: 0 } },
      definition,
    );
    expect(facts[0]).toEqual({
      fact: 'what',
      level: 'must',
      theme: 'need',
      asked: 'qualification',
      value: 'concrete',
      known: true,
    });
    expect(facts.find(({ fact }) => fact === 'volume')).toMatchObject({ value: 0, known: true });
    expect(missing).toEqual(['when', 'why', 'who']);
    expect(completeness).toBe(50);
  });

  it('counts "unknown" as not known, and takes any one of several facts', () => {
    const { missing } = profile(
      { consents: {}, facts: { need: 'unknown', authority: 'unknown', orderVolume: 5 } },
      definition,
    );
    expect(missing).toEqual(['what', 'when', 'why', 'who']);
  });

  it('is complete with all that must and should be known', () => {
    const facts = { need: 'none', timeframe: '2026-12-01', product: 'demo', budget: 1 } as const;
    expect(profile({ consents: {}, facts }, definition)).toMatchObject({
      completeness: 100,
      missing: ['who'],
      missingMust: [],
    });
  });

  it('asks of the demo company only for a way to reach the person before sales', () => {
    expect(profile({ consents: {}, facts: {} }, document).missingMust).toEqual(['contact']);
    expect(profile({ consents: {}, facts: { phone: '+4915112345678' } }, document).missingMust).toEqual([]);
  });
});

it('the shipped definition has a place for the base data: address, several contacts, industry, products, size (R71)', () => {
  const names = new Set(document.facts.flatMap(({ facts }) => facts));
  const base = [
    'street',
    'postcode',
    'city',
    'email',
    'phone',
    'company',
    'lastName',
    'jobTitle',
    'industry',
    'product',
    'products',
    'employees',
  ];
  expect(base.filter((name) => !names.has(name as never))).toEqual([]);
});

it('the shipped definition leaves a birthday to sales, as something that may be known, and nobody asks for it (R87)', () => {
  const birthday = document.facts.find(({ facts }) => facts.includes('birthDate'));
  expect(birthday).toMatchObject({ level: 'may', asked: 'sales' });
  expect(birthday?.question).toBeUndefined();
});

it.each([
  ['nobody said anything of it', {}, false],
  ['they agreed to congratulations', { congratulations: { given: true } }, true],
  ['they took that back', { congratulations: { given: false } }, false],
  ['they agreed to something else', { newsletter: { given: true } }, false],
])('a birthday is shown only while the person agrees to the purpose (R87): %s', (_, given, isShown) => {
  const consents = Object.fromEntries(
    Object.entries(given).map(([purpose, each]) => [
      purpose,
      { ...each, at: '2026-11-24T09:00:00.000Z', source: 'web' },
    ]),
  );
  const found = profile({ facts: { birthDate: '1980-04-03' }, consents }, document);
  expect(found.facts.some(({ value }) => value === '1980-04-03')).toBe(isShown);
  expect(found.missing).not.toContain('birthday');
});

describe('a lead definition that is refused', () => {
  it('leaves a theme out', () => {
    expect(parse(five.slice(0, 4)).error?.issues[0]?.message).toBe('no fact covers the theme timing');
  });

  it('has the same fact twice', () => {
    expect(parse([...five, ...five.slice(0, 1)]).error?.issues[0]).toMatchObject({
      path: ['facts', 5, 'id'],
    });
  });

  it('asks for a fact that does not exist', () => {
    expect(parse([...five, defined('shoe', 'may', 'status', ['shoeSize'])]).success).toBe(false);
  });
});
