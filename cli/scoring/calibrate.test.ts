import { expect, it } from 'vitest';
import { randomFrom } from '../../test/fixtures/random.ts';
import { calibrate, type Seen } from './calibrate.ts';

/** Leads of which a share is won that changes with time. */
function leads(count: number, share: (part: number) => number): Seen[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, i) => ({
    value: random() - 0.5,
    won: random() < share(i / count),
  }));
}

it('the level of the probability follows the newest leads where the share of wins moves on', () => {
  const { intercept } = calibrate(leads(4000, (part) => (part < 0.5 ? 0.2 : 0.6)));
  expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(0.6, 1);
});

it('the level of the probability stays where the share of wins stays', () => {
  const { intercept } = calibrate(leads(4000, () => 0.4));
  expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(0.4, 1);
});
