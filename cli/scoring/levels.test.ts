import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, rate } from '../../functions/score/rules/ratings.ts';
import type { Facts } from '../../shared/domain/facts.ts';
import { Rating } from '../../shared/rules/scoring.ts';
import { type Example, levelsOf } from './levels.ts';

const now = '2026-11-24T09:00:00.000Z';
const withExtra = (answer: unknown): Example => ({
  known: { facts: {}, extra: { answer } },
  now,
  won: false,
});
const withFacts = (facts: Facts): Example => ({ known: { facts, extra: {} }, now, won: false });
const number: Asked = { fact: 'extra', field: 'answer', as: 'number' };
const text: Asked = { fact: 'extra', field: 'answer', as: 'text' };
const repeat = (times: number, answer: unknown) => Array.from({ length: times }, () => withExtra(answer));

describe('numbers', () => {
  it('fall into bands with about as many leads each, at round limits', () => {
    const examples = Array.from({ length: 300 }, (_, i) => withExtra(i));
    const levels = levelsOf(number, examples);
    expect(levels.count).toBe(11);
    expect(levels.rating([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 4])).toMatchObject({
      bands: [30, 60, 90, 120, 150, 180, 210, 240, 270].map((below) => ({ below })).concat([{}] as never),
      unknown: 4,
    });
  });

  it('have a band for a value that many share', () => {
    const levels = levelsOf(number, [
      ...repeat(100, 0),
      ...Array.from({ length: 100 }, (_, i) => withExtra(i + 1)),
    ]);
    expect([0, 1].map((value) => levels.of(withExtra(value)))).toEqual([0, 1]);
  });

  it('lose limits between bands of one grade', () => {
    const levels = levelsOf(
      number,
      Array.from({ length: 120 }, (_, i) => withExtra(i)),
    );
    expect(levels.rating([2, 2, 3, 3, 1])).toMatchObject({
      bands: [{ below: 60, rating: 2 }, { rating: 3 }],
      unknown: 1,
    });
  });
});

describe('named values', () => {
  it('are told apart where eight leads have them; the rest is all others', () => {
    const levels = levelsOf(text, [
      ...repeat(9, 'Fair'),
      ...repeat(8, ' fair '),
      ...repeat(8, 'Web'),
      ...repeat(7, 'List'),
    ]);
    expect(levels.rating([4, 3, 2, 1])).toMatchObject({
      values: { Fair: 4, Web: 3 },
      otherwise: 2,
      unknown: 1,
    });
  });

  it('need no name where they are worth as much as all others', () => {
    const levels = levelsOf(text, [...repeat(9, 'Fair'), ...repeat(8, 'Web')]);
    expect(levels.rating([4, 2, 2, 1])).toMatchObject({ values: { Fair: 4 }, otherwise: 2 });
  });
});

describe('the time to a decision', () => {
  it('falls into bands of months from the arrival', () => {
    const examples = ['2026-12-01', '2027-04-01', '2028-12-01'].flatMap((timeframe) =>
      Array.from({ length: 30 }, () => withFacts({ timeframe })),
    );
    const levels = levelsOf({ fact: 'timeframe' }, examples);
    expect(levels.rating([4, 3, 1, 2])).toMatchObject({
      months: [{ within: 1, rating: 4 }, { within: 6, rating: 3 }, { rating: 1 }],
      unknown: 2,
    });
  });
});

/** Whatever a lead answers, the document must give the grade that the fit gave. */
describe('a rating written from levels', () => {
  const answers = fc.oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.double({ noNaN: true }),
    fc.constantFrom(
      '',
      ' ',
      'a',
      'A',
      ' b',
      'c',
      'unknown',
      '__proto__',
      'constructor',
      '1,5',
      '1,250',
      '-3',
      null,
      true,
    ),
  );
  it.each([number, text])('grades every answer as the fit does ($as)', (asked) => {
    fc.assert(
      fc.property(
        fc.array(answers, { minLength: 1, maxLength: 200 }),
        fc.array(answers),
        (learned, others) => {
          const levels = levelsOf(asked, learned.map(withExtra));
          const grades = Array.from({ length: levels.count }, (_, i) => 1 + ((i * 7) % 4));
          const rating = Rating.parse(levels.rating(grades));
          for (const example of [...learned, ...others].map(withExtra))
            expect(rate(example.known, rating, now)?.rating).toBe(grades[levels.of(example)]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
