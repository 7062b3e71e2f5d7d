/** One observation: the features that are not 0, and whether it is one of those looked for. */
export interface Sample {
  features: readonly (readonly [feature: number, value: number])[];
  is: boolean;
}

/** Strength of the pull towards 0, in observations: keeps weights of rare levels small. */
const RIDGE = 1.5;
const ROUNDS = 40;
const ENOUGH = 1e-3;
/** An observation that is this certain bends nothing. */
const NOTHING = 1e-9;

/**
 * Logistic regression by Newton's method with a ridge; feature 0 (the start) is not pulled.
 * @param count number of features, the start included
 * @param ridge strength of the pull towards 0, in observations
 * @returns one weight per feature, in natural log odds
 */
export function fitLogistic(samples: readonly Sample[], count: number, ridge = RIDGE): number[] {
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
  let sum = 0;
  for (const [i, value] of features) sum += (weights[i] ?? 0) * value;
  const chance = 1 / (1 + Math.exp(-sum));
  const miss = (is ? 1 : 0) - chance;
  const spread = chance * (1 - chance);
  for (const left of features) {
    gradient[left[0]] = (gradient[left[0]] ?? 0) + miss * left[1];
    const row = curvature[left[0]];
    if (!row || spread < NOTHING) continue;
    const share = spread * left[1];
    // Nearly all of the time goes by here, so pairs are not taken apart.
    for (const right of features) row[right[0]] = (row[right[0]] ?? 0) + share * right[1];
  }
}

/** Solves a symmetric positive system by elimination. */
function solve(matrix: Float64Array[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (const [i, pivot] of rows.entries()) {
    const head = pivot[i] || Number.EPSILON;
    for (const row of rows.slice(i + 1)) {
      const share = (row[i] ?? 0) / head;
      if (share === 0) continue;
      for (let j = i; j <= size; j++) row[j] = (row[j] ?? 0) - share * (pivot[j] ?? 0);
    }
  }
  const solution: number[] = new Array(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    const rest = solution.reduce((sum, part, j) => (j > i ? sum + part * (row[j] ?? 0) : sum), 0);
    solution[i] = ((row[size] ?? 0) - rest) / (row[i] || Number.EPSILON);
  }
  return solution;
}
