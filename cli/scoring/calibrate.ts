import { fitLogistic } from '../logistic.ts';

export interface Line {
  intercept: number;
  slope: number;
}

/** What a lead got, and what became of it. */
export interface Seen {
  value: number;
  won: boolean;
}

/** The line from a value to the log odds of a win (Platt). */
export function lineThrough(seen: readonly Seen[]): Line {
  const samples = seen.map(({ value, won }) => ({
    features: [
      [0, 1],
      [1, value],
    ] as const,
    is: won,
  }));
  const [intercept = 0, slope = 0] = fitLogistic(samples, 2, 1e-3);
  return { intercept, slope };
}

/**
 * Leads after which one counts half for the level of the probability: how many leads are won changes from season to
 * season, and those that come next are most like the newest. In the training part of the measured leads, foretelling the
 * three tenths after each of four instants, everything from 400 to 1000 erred alike, less than shorter memories and than
 * none; this is the middle.
 */
const HALF_LIFE = 600;

/**
 * The line from a value to the log odds of a win: its slope by all leads (Platt), its level by the newest above all.
 * @param seen in the order of time, judged without having been fitted to
 */
export function calibrate(seen: readonly Seen[]): Line {
  const { intercept: start, slope } = lineThrough(seen);
  const weights = seen.map((_, i) => 0.5 ** ((seen.length - 1 - i) / HALF_LIFE));
  let intercept = start;
  for (let round = 0; round < 20; round++) {
    let [miss, spread] = [0, 1e-9];
    for (const [i, { value, won }] of seen.entries()) {
      const chance = 1 / (1 + Math.exp(-(intercept + slope * value)));
      miss += (weights[i] ?? 0) * ((won ? 1 : 0) - chance);
      spread += (weights[i] ?? 0) * chance * (1 - chance);
    }
    intercept += miss / spread;
  }
  return { intercept, slope };
}
