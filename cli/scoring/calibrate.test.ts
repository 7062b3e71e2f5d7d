import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../test/fixtures/random.ts';
import { calibrate, halfLifeFor, type Seen } from './calibrate.ts';

/** Leads of which a share is won that changes with time. */
function leads(count: number, share: (part: number) => number): Seen[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, i) => ({
    value: random() - 0.5,
    won: random() < share(i / count),
  }));
}

describe('the level of the probability is learned from', () => {
  it('all leads alike where as many are won all the time', () => {
    expect(halfLifeFor(leads(4000, () => 0.4))).toBe(Number.POSITIVE_INFINITY);
  });

  it('the newest leads where these leads themselves show that the share moves on', () => {
    const moving = leads(4000, (part) => (part < 0.5 ? 0.2 : 0.6));
    expect(halfLifeFor(moving)).toBeLessThan(1000);
    const { intercept } = calibrate(moving);
    expect(1 / (1 + Math.exp(-intercept))).toBeCloseTo(0.6, 1);
  });
});
