import { describe, expect, it } from 'vitest';
import { defaultSource } from '../adapters/memory/default-rules.ts';
import { contentHash } from './content-hash.ts';
import { parameterOf, subjectOf, subjects } from './documents.ts';
import { readDocument } from './read-document.ts';

const written = (subject: Parameters<typeof defaultSource>[0]) =>
  JSON.stringify(defaultSource(subject), null, 2);
const scoring = written('scoring');
const read = (text: string) => readDocument('scoring', [{ name: 'rules/scoring', text }]);
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the shipped documents', () => {
  it.each(subjects)('%s is accepted', (subject) => {
    expect(readDocument(subject, [{ name: parameterOf(subject), text: written(subject) }])).toMatchObject({
      ok: true,
    });
  });
});

describe('the name of a version', () => {
  it('is the same whatever the order of keys and the white space', () => {
    const { ratings, ...rest } = JSON.parse(scoring);
    expect(read(JSON.stringify({ ...rest, ratings }))).toEqual(read(scoring));
    expect(contentHash({ a: 1, b: [1, { c: 2, d: 3 }] })).toBe(contentHash({ b: [1, { d: 3, c: 2 }], a: 1 }));
  });

  it('is another as soon as the document says something else', () => {
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }));
    expect(contentHash({ a: 1 })).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('which document a parameter holds', () => {
  it.each([
    ['rules/scoring', 'scoring'],
    ['rules/scoring/criteria', 'scoring'],
    ['directory/pools', 'pools'],
    ['rules/pools', null],
    ['status/scoring', null],
    ['system/connection', null],
    ['rules/toString', null],
    ['rules', null],
  ])('%s: %s', (name, subject) => {
    expect(subjectOf(name)).toBe(subject);
  });
});

describe('a document that is refused', () => {
  it.each<[string, string, string, { path: string; reason: string; suggestion?: unknown; at?: string }]>([
    ['a comma too much', '"hot": 42', '"hot": 42,', { path: '', reason: 'is not JSON', at: '}\n' }],
    [
      'a mistyped key',
      '"weights"',
      '"weihgts"',
      { path: 'weihgts', reason: 'there is no weihgts here', suggestion: 'did you mean weights?' },
    ],
    [
      'a weight beyond 4',
      '"need": 3',
      '"need": 5',
      { path: 'weights.need', reason: expect.stringContaining('<=4') },
    ],
    [
      'a weight without rating',
      '"need": 3',
      '"need": 3, "age": 1',
      { path: 'weights', reason: 'there is no rating age' },
    ],
    [
      'a rating without weight',
      '"employees": 1',
      '"need": 3',
      { path: 'ratings.employees', reason: 'has no weight' },
    ],
    [
      'a fact that never scores',
      '"fact": "industry"',
      '"fact": "lastName"',
      { path: 'ratings.industry.fact', reason: expect.any(String) },
    ],
    [
      'bands out of order',
      '"below": 250000',
      '"below": 99000',
      { path: 'ratings.order-volume', reason: 'bands are not in order' },
    ],
    [
      'thresholds that fall',
      '"hot": 42',
      '"hot": 10',
      { path: 'thresholds', reason: 'must rise from MQL over warm to hot' },
    ],
    ['no note', '"note"', '"notes"', { path: 'note', reason: 'is missing' }],
    [
      'a condition with a typo',
      'lead.product != ',
      'lead.produkt != ',
      {
        path: 'fastLane[1].when',
        reason: 'there is no fact produkt, at character 6',
        suggestion: 'did you mean product?',
      },
    ],
    [
      'a class that does not exist',
      '"to": "warm"',
      '"to": "warn"',
      { path: 'lifts[0].to', reason: '"warn" is not possible here', suggestion: 'did you mean warm?' },
    ],
  ])('has %s: it says where and what', (_case, good, bad, { at, ...expected }) => {
    const text = scoring.replace(good, bad);
    expect(text).not.toBe(scoring);
    const result = read(text);
    expect(result).toMatchObject({ ok: false });
    const errors = result.ok ? [] : result.errors;
    const found = errors.find(({ path }) => path === expected.path);
    expect(found).toMatchObject({ part: 'rules/scoring', ...expected });
    if (!at) expect(found?.line).toBeGreaterThan(0);
  });

  it('names the line', () => {
    const text = scoring.replace('lead.product != ', 'lead.produkt != ');
    expect(read(text)).toMatchObject({ errors: [{ line: lineOf(text, '"when": "lead.produkt') }] });
  });

  it('names a key that would be passed over without a word', () => {
    const extra = written('pools').replace('"members"', '"remark": "x", "members"');
    expect(readDocument('pools', [{ name: 'directory/pools', text: extra }])).toMatchObject({
      ok: false,
      errors: [
        { path: 'pools[0].remark', reason: 'there is no remark here', line: lineOf(extra, '"remark"') },
      ],
    });
  });
});

describe('a document in several parameters', () => {
  const whole = JSON.parse(scoring);
  const { ratings, ...rest } = whole;
  const { timeframe, ...others } = ratings;
  const head = { version: 2, note: 'more' };
  const part = (name: string, content: object) => ({
    name: `rules/scoring/${name}`,
    text: JSON.stringify(content, null, 2),
  });

  it('is put together from its parts', () => {
    const parts = [
      part('criteria', { ...head, ratings: { timeframe } }),
      part('rest', { ...rest, ratings: others }),
    ];
    expect(readDocument('scoring', parts)).toMatchObject({
      ok: true,
      source: { ...whole, version: 2, note: `more; ${whole.note}` },
    });
  });

  it('is refused where two parts say the same', () => {
    const parts = [part('criteria', { ...head, ratings }), part('rest', { ...rest, ratings: { timeframe } })];
    expect(readDocument('scoring', parts)).toMatchObject({
      ok: false,
      errors: [{ path: 'ratings', part: 'rules/scoring/rest', reason: 'stands in another part as well' }],
    });
  });

  it('says in which part and line a mistake stands, also in lists that add up', () => {
    const { lifts, ...body } = whole;
    const wrong = {
      version: 1,
      note: 'b',
      lifts: [lifts[0], { id: 'x', when: 'lead.employes > 1', to: 'hot' }],
    };
    const parts = [part('a', { ...body, lifts }), part('b', wrong)];
    expect(readDocument('scoring', parts)).toMatchObject({
      ok: false,
      errors: [
        {
          path: 'lifts[3].when',
          part: 'rules/scoring/b',
          line: lineOf(parts[1]?.text ?? '', '"when": "lead.employes'),
        },
      ],
    });
  });
});
