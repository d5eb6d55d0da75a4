// How far a mean has moved between two measurements of the same items, and between which bounds that may lie by chance:
// the paired bootstrap over items with the percentile interval (Efron & Tibshirani 1993, chapters 8 and 13).

export type Change = {
  /** Mean of the differences, now less before. */
  readonly mean: number;
  /** Bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
};

export type Resampling = { readonly resamples?: number; readonly seed?: number };

const RESAMPLES = 10_000;
const SEED = 20_261_121;
const TAIL = 0.025;

/** `differences` holds one value per item. The same differences and seed always give the same bounds. */
export function bootstrapChange(
  differences: readonly number[],
  { resamples = RESAMPLES, seed = SEED }: Resampling = {},
): Change {
  const n = differences.length;
  if (n === 0) throw new Error("a change needs at least one item that was measured twice");
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const [first = 0] = differences;
  // Nothing to resample where all items moved alike; most often none has moved at all.
  if (differences.every((difference) => difference === first)) return { mean: first, low: first, high: first, n };
  const means = resampleMeans(Float64Array.from(differences), { resamples, seed }).sort();
  // The k-th smallest and the k-th largest, so that both tails hold as many.
  const k = Math.max(1, Math.floor(TAIL * resamples));
  return { mean: sum / n, low: means[k - 1] ?? Number.NaN, high: means[resamples - k] ?? Number.NaN, n };
}

function resampleMeans(differences: Float64Array, { resamples, seed }: Required<Resampling>): Float64Array {
  const draw = createDice(seed);
  const n = differences.length;
  return new Float64Array(resamples).map(() => {
    let sum = 0;
    for (let at = 0; at < n; at += 1) sum += differences[draw(n)] ?? 0;
    return sum / n;
  });
}

/** Whole numbers below a limit, from a 32-bit xorshift (Marsaglia 2003), whose state must not be 0. */
function createDice(seed: number): (limit: number) => number {
  let state = seed >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * limit);
  };
}
