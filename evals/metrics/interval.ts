// 95 % confidence intervals of what a run measured.

export type Interval = { readonly low: number; readonly high: number };

/** The 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/** Of a proportion; holds its own near 0 and 1 and for few items (Wilson 1927). Nothing measured: anything is possible. */
export function wilsonInterval(successes: number, n: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = successes / n;
  const middle = share + Z ** 2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const whole = 1 + Z ** 2 / n;
  return clip({ low: (middle - spread) / whole, high: (middle + spread) / whole });
}

/** Of the mean of scores between 0 and 1, by the central limit theorem. One score alone tells no spread. */
export function normalInterval(scores: readonly number[]): Interval {
  const n = scores.length;
  if (n < 2) return { low: 0, high: 1 };
  const mean = meanOf(scores);
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1);
  const spread = Z * Math.sqrt(variance / n);
  return clip({ low: mean - spread, high: mean + spread });
}

export function meanOf(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function clip({ low, high }: Interval): Interval {
  return { low: Math.max(0, low), high: Math.min(1, high) };
}
