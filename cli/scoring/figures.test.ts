import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice } from '../../test/fixtures/outcomes.ts';
import {
  brierScore,
  calibrationBins,
  calibrationError,
  type Judged,
  liftOfTopTenth,
  rankQuality,
} from './figures.ts';

const judged = (...leads: [value: number, won: 0 | 1][]): Judged[] =>
  leads.map(([value, won]) => ({ value, won: won === 1 }));

describe('how well leads are ranked', () => {
  it.each<[string, Judged[], number]>([
    ['every won lead above every lost one', judged([3, 1], [2, 1], [1, 0]), 1],
    ['every won lead below', judged([1, 1], [2, 0], [3, 0]), 0],
    ['all alike', judged([1, 1], [1, 0], [1, 0]), 0.5],
    ['three of four pairs in order', judged([4, 1], [3, 0], [2, 1], [1, 0]), 0.75],
    ['a tie counts half', judged([2, 1], [2, 0], [1, 0]), 0.75],
    ['no lead lost', judged([2, 1]), 0.5],
  ])('%s', (_case, leads, auc) => {
    expect(rankQuality(leads).auc).toBe(auc);
  });

  it('is the share of pairs in order, whatever the leads', () => {
    const lead = fc.record({ value: fc.integer({ min: 0, max: 8 }), won: fc.boolean() });
    fc.assert(
      fc.property(fc.array(lead, { minLength: 2, maxLength: 40 }), (leads) => {
        const won = leads.filter((one) => one.won);
        const lost = leads.filter((one) => !one.won);
        fc.pre(won.length > 0 && lost.length > 0);
        const pairs = won.flatMap((a) =>
          lost.map((b) => (a.value > b.value ? 1 : a.value === b.value ? 0.5 : 0)),
        );
        const share = pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length;
        expect(rankQuality(leads).auc).toBeCloseTo(share, 10);
      }),
    );
  });

  it('has an interval that holds the truth in about 95 of 100 samples', () => {
    const random = dice(11);
    const sample = (size: number) =>
      Array.from({ length: size }, () => {
        const value = random();
        return { value, won: random() < value };
      });
    const truth = rankQuality(sample(40_000)).auc;
    const held = Array.from({ length: 200 }, () => rankQuality(sample(150)).interval).filter(
      ([low, high]) => low <= truth && truth <= high,
    );
    expect(held.length).toBeGreaterThanOrEqual(182);
  });
});

describe('the lift of the top tenth', () => {
  it('is the share of wins there over the share of all', () => {
    const leads = Array.from({ length: 100 }, (_, i) => ({ value: i, won: i >= 95 || i < 15 }));
    expect(liftOfTopTenth(leads)).toBeCloseTo(2.5);
  });

  it('counts leads on the edge in part', () => {
    const leads = Array.from({ length: 20 }, (_, i) => ({ value: 1, won: i < 10 }));
    expect(liftOfTopTenth(leads)).toBeCloseTo(1);
  });
});

describe('how true probabilities are', () => {
  it('is the mean squared error (Brier)', () => {
    expect(brierScore(judged([1, 1], [0, 0], [0.5, 1], [0.5, 0]))).toBeCloseTo(0.125);
  });

  it('is the distance to what came, over ten bins, by leads', () => {
    const leads = judged([0.05, 0], [0.05, 0], [0.95, 1], [0.95, 0]);
    expect(calibrationBins(leads)).toEqual([
      { leads: 2, expected: 0.05, observed: 0 },
      { leads: 2, expected: 0.95, observed: 0.5 },
    ]);
    expect(calibrationError(leads)).toBeCloseTo(0.25);
  });

  it('takes 1 into the last bin', () => {
    expect(calibrationBins(judged([1, 1], [0.9, 1]))).toHaveLength(1);
  });
});
