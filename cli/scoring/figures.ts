/** A lead of the test part: how it was judged, and what became of it. */
export interface Judged {
  /** Points or probability: the higher, the more likely won. */
  value: number;
  won: boolean;
}

/**
 * Area under the ROC curve: the chance that a won lead stands above a lost one, ties counting half, with its 95 %
 * interval after DeLong, DeLong and Clarke-Pearson (1988).
 * @returns auc 0.5 and the whole range where one of the two outcomes is missing
 */
export function rankQuality(judged: readonly Judged[]): { auc: number; interval: [number, number] } {
  const won = judged.filter((lead) => lead.won).map((lead) => lead.value);
  const lost = judged.filter((lead) => !lead.won).map((lead) => lead.value);
  if (won.length === 0 || lost.length === 0) return { auc: 0.5, interval: [0, 1] };
  const all = midranks([...won, ...lost]);
  const ofWon = midranks(won).map((rank, i) => ((all[i] ?? 0) - rank) / lost.length);
  const ofLost = midranks(lost).map((rank, i) => 1 - ((all[won.length + i] ?? 0) - rank) / won.length);
  const auc = mean(ofWon);
  const error = Math.sqrt(variance(ofWon) / won.length + variance(ofLost) / lost.length);
  return { auc, interval: [Math.max(0, auc - 1.96 * error), Math.min(1, auc + 1.96 * error)] };
}

/** Rank of each value from 1; equal values share the middle of their ranks. */
function midranks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const ranks: number[] = new Array(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && order[end]?.value === order[start]?.value) end++;
    for (const { at } of order.slice(start, end)) ranks[at] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** How many times more wins the best tenth holds than a tenth drawn at random; leads on its edge count in part. */
export function liftOfTopTenth(judged: readonly Judged[]): number {
  const size = judged.length / 10;
  const groups = [...Map.groupBy(judged, ({ value }) => value)].sort(([a], [b]) => b - a);
  let [taken, wins] = [0, 0];
  for (const [, group] of groups) {
    const share = Math.min(1, (size - taken) / group.length);
    if (share <= 0) break;
    taken += share * group.length;
    wins += share * winsIn(group);
  }
  return wins / size / (winsIn(judged) / judged.length);
}

/** Mean squared distance of probability and outcome. */
export function brierScore(judged: readonly Judged[]): number {
  return mean(judged.map(({ value, won }) => (value - (won ? 1 : 0)) ** 2));
}

/** One tenth of the scale of probability: what was said, what came. */
export interface CalibrationBin {
  leads: number;
  expected: number;
  observed: number;
}

/** Ten bins of equal width over the probability; empty ones are left out. */
export function calibrationBins(judged: readonly Judged[]): CalibrationBin[] {
  const bins = Map.groupBy(judged, ({ value }) => Math.min(9, Math.floor(value * 10)));
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([, group]) => ({
      leads: group.length,
      expected: mean(group.map(({ value }) => value)),
      observed: winsIn(group) / group.length,
    }));
}

/** Expected calibration error: how far probability and frequency lie apart, over the bins, by leads. */
export function calibrationError(judged: readonly Judged[]): number {
  return calibrationBins(judged).reduce(
    (sum, { leads, expected, observed }) => sum + (leads / judged.length) * Math.abs(expected - observed),
    0,
  );
}

function winsIn(judged: readonly Judged[]): number {
  return judged.filter(({ won }) => won).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1);
}
