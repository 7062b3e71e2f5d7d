/** One observation: the features that are not 0, and whether it is one of those looked for. */
export interface Sample {
  features: readonly (readonly [feature: number, value: number])[];
  is: boolean;
}

const ROUNDS = 40;
const ENOUGH = 1e-5;
/** An observation that is this certain bends nothing. */
const NOTHING = 1e-9;

/**
 * Logistic regression by Newton's method with a ridge; feature 0 (the start) is not pulled.
 * @param count number of features, the start included
 * @param ridge strength of the pull towards 0, in observations: keeps weights of rare features small
 * @returns one weight per feature, in natural log odds
 */
export function fitLogistic(samples: readonly Sample[], count: number, ridge: number): number[] {
  let weights: number[] = new Array(count).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const gradient: number[] = weights.map((weight, i) => (i === 0 ? 0 : -ridge * weight));
    const curvature = Array.from({ length: count }, (_, i) => {
      const row = new Float64Array(count);
      row[i] = i === 0 ? 1e-9 : ridge;
      return row;
    });
    for (const sample of samples) observe(sample, weights, gradient, curvature);
    const step = solve(curvature, gradient);
    weights = weights.map((weight, i) => weight + (step[i] ?? 0));
    if (step.every((part) => Math.abs(part) < ENOUGH)) break;
  }
  return weights;
}

function observe(
  { features, is }: Sample,
  weights: readonly number[],
  gradient: number[],
  curvature: Float64Array[],
): void {
  const odds = features.reduce((sum, feature) => sum + (weights[feature[0]] ?? 0) * feature[1], 0);
  const chance = 1 / (1 + Math.exp(-odds));
  const miss = (is ? 1 : 0) - chance;
  const spread = chance * (1 - chance);
  // Nearly all of the time goes by here, so pairs are not taken apart.
  for (const left of features) {
    gradient[left[0]] = (gradient[left[0]] ?? 0) + miss * left[1];
    const row = curvature[left[0]];
    if (!row || spread < NOTHING) continue;
    const share = spread * left[1];
    for (const right of features) row[right[0]] = (row[right[0]] ?? 0) + share * right[1];
  }
}

/** Solves a symmetric positive system by elimination, in place. */
function solve(rows: readonly Float64Array[], right: readonly number[]): number[] {
  const sums = [...right];
  for (const [i, pivot] of rows.entries()) {
    const head = pivot[i] || Number.EPSILON;
    for (let below = i + 1; below < rows.length; below++) {
      const row = rows[below];
      const share = (row?.[i] ?? 0) / head;
      if (!row || share === 0) continue;
      for (let j = i; j < rows.length; j++) row[j] = (row[j] ?? 0) - share * (pivot[j] ?? 0);
      sums[below] = (sums[below] ?? 0) - share * (sums[i] ?? 0);
    }
  }
  const solution: number[] = new Array(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    let rest = sums[i] ?? 0;
    for (let j = i + 1; j < rows.length; j++) rest -= (solution[j] ?? 0) * (rows[i]?.[j] ?? 0);
    solution[i] = rest / (rows[i]?.[i] || Number.EPSILON);
  }
  return solution;
}
