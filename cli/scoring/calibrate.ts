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
 * After how many leads one counts half for the level of the probability, the simplest first: all alike. How many leads are
 * won changes from season to season, and those that come next may be most like the newest.
 */
const HALF_LIVES = [Number.POSITIVE_INFINITY, 1600, 800, 400, 200, 100];

/** Stretches of leads that are foretold, one after the other, by those before; the first ones only teach. */
const STRETCHES = { all: 10, taught: 4 };

/**
 * The line from a value to the log odds of a win: its slope by all leads (Platt), its level by all or by the newest above all.
 * @param seen in the order of time, judged without having been fitted to
 */
export function calibrate(seen: readonly Seen[]): Line {
  return lineOf(seen, halfLifeFor(seen));
}

/**
 * All leads count alike, unless these leads themselves show that newer ones foretell better: each stretch is foretold out of
 * those before it, and the log loss must be less by more than its standard error.
 */
export function halfLifeFor(seen: readonly Seen[]): number {
  const size = Math.ceil(seen.length / STRETCHES.all);
  const starts = Array.from({ length: STRETCHES.all }, (_, i) => i * size).slice(STRETCHES.taught);
  const lossesWith = (halfLife: number) =>
    starts.flatMap((start) => {
      const line = lineOf(seen.slice(0, start), halfLife);
      return seen.slice(start, start + size).map((lead) => logLoss(line, lead));
    });
  let best = { halfLife: Number.POSITIVE_INFINITY, losses: lossesWith(Number.POSITIVE_INFINITY) };
  for (const halfLife of HALF_LIVES.slice(1)) {
    const losses = lossesWith(halfLife);
    const gains = losses.map((loss, i) => (best.losses[i] ?? loss) - loss);
    const gain = gains.reduce((sum, one) => sum + one, 0) / gains.length;
    const spread = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain) ** 2, 0)) / gains.length;
    if (gain > spread) best = { halfLife, losses };
  }
  return best.halfLife;
}

function logLoss(line: Line, { value, won }: Seen): number {
  const odds = line.intercept + line.slope * value;
  return Math.log1p(Math.exp(won ? -odds : odds));
}

function lineOf(seen: readonly Seen[], halfLife: number): Line {
  const { intercept: start, slope } = lineThrough(seen);
  const weights = seen.map((_, i) => 0.5 ** ((seen.length - 1 - i) / halfLife));
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
