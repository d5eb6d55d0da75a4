// Small maximum-likelihood fits by gradient ascent: enough for a handful of weights and some hundred questions.

const ROUNDS = 600;
const RIDGE = 1e-3;

export type Ranked = {
  readonly right: ReadonlySet<number> /** One value per candidate, per feature. */;
  readonly features: readonly Float32Array[];
};

/** Conditional logit (McFadden 1974): weights that make the right candidates most probable among all. */
export function fitConditional(examples: readonly Ranked[], start: readonly number[]): number[] {
  let weights = [...start];
  const squares = start.map(() => 1e-6);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = start.map(() => 0);
    for (const example of examples) addGradient(example, weights, gradient);
    weights = weights.map((weight, at) => {
      const slope = (gradient[at] ?? 0) / examples.length - RIDGE * weight;
      squares[at] = (squares[at] ?? 0) + slope * slope;
      return weight + (0.5 * slope) / Math.sqrt(squares[at] ?? 1);
    });
  }
  return weights;
}

function addGradient({ right, features }: Ranked, weights: readonly number[], gradient: number[]): void {
  const scores = Float64Array.from(features[0] ?? [], (_, candidate) =>
    features.reduce((sum, feature, at) => sum + (weights[at] ?? 0) * (feature[candidate] ?? 0), 0),
  );
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const shares = scores.map((score) => Math.exp(score - highest));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const mine = shares.reduce((sum, share, candidate) => sum + (right.has(candidate) ? share : 0), 0);
  if (mine === 0) return;
  features.forEach((feature, at) => {
    feature.forEach((value, candidate) => {
      const share = shares[candidate] ?? 0;
      gradient[at] = (gradient[at] ?? 0) + value * ((right.has(candidate) ? share / mine : 0) - share / all);
    });
  });
}

export type Labelled = { readonly features: readonly number[]; readonly isPositive: boolean };

/** Logistic regression. */
export function fitLogistic(examples: readonly Labelled[], size: number): number[] {
  let weights = Array.from({ length: size }, () => 0);
  const squares = weights.map(() => 1e-6);
  for (let round = 0; round < 10 * ROUNDS; round += 1) {
    const gradient = weights.map(() => 0);
    for (const { features, isPositive } of examples) {
      const sum = features.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
      const error = ((isPositive ? 1 : 0) - 1 / (1 + Math.exp(-sum))) / examples.length;
      features.forEach((value, at) => {
        gradient[at] = (gradient[at] ?? 0) + error * value;
      });
    }
    weights = weights.map((weight, at) => {
      const slope = (gradient[at] ?? 0) - RIDGE * weight;
      squares[at] = (squares[at] ?? 0) + slope * slope;
      return weight + (0.5 * slope) / Math.sqrt(squares[at] ?? 1);
    });
  }
  return weights;
}
