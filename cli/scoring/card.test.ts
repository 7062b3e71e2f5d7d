import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardPoints, roundToCard } from './card.ts';

const shares = [100, 100, 100, 100];

describe('writing effects as grades and weights', () => {
  it('finds grades and weights that effects were made of', () => {
    const grade = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });
    const weights = fc.tuple(fc.constant(4), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(fc.tuple(grade, grade, grade), weights, (grades, weight) => {
        const effects = grades.map((row, i) => row.map((g) => 0.1 * g * (weight[i] ?? 0)));
        const card = roundToCard({ intercept: 0, effects }, [shares, shares, shares]);
        expect(card.map(({ weight: found }) => found)).toEqual([...weight]);
        expect(card.map(({ grades: found }) => found)).toEqual([...grades]);
      }),
    );
  });

  it('gives no weight to what says nothing', () => {
    const effects = [
      [0, 1, 2, 3],
      [0, 0.01, 0.02, 0],
    ];
    expect(roundToCard({ intercept: 0, effects }, [shares, shares]).map(({ weight }) => weight)).toEqual([
      4, 0,
    ]);
  });

  it('gives the average to a level that no lead had', () => {
    const [criterion] = roundToCard({ intercept: 0, effects: [[-1, 1, 9, 0]] }, [[100, 100, 0, 0]]);
    expect(criterion?.grades[2]).toBe(criterion?.grades[3]);
    expect(criterion?.grades[0]).toBe(1);
    expect(criterion?.grades[1]).toBe(4);
  });
});

it('adds up grade × weight', () => {
  expect(
    cardPoints(
      [
        { grades: [1, 4], weight: 2 },
        { grades: [], weight: 0 },
        { grades: [3], weight: 4 },
      ],
      [1, 0, 0],
    ),
  ).toBe(20);
});
