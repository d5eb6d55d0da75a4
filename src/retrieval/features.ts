// Sparse tf-idf vectors over hashed n-grams, unit length: what the scorers and the vectors are trained on.

import type { Counts } from "../text/grams.ts";

/** Buckets and their values, same order. */
export type SparseVector = { readonly buckets: Int32Array; readonly values: Float32Array };

/** Inverse document frequencies of 2^bits buckets; a bucket nobody has seen has 0 and is left out of vectors. */
export type Idf = Float32Array;

/** Buckets met in fewer than `atLeast` of the texts get 0. */
export function learnIdf(texts: readonly Counts[], bits: number, atLeast: number): Idf {
  const idf = new Float32Array(2 ** bits);
  for (const { buckets } of texts) {
    for (const bucket of buckets) idf[bucket] = (idf[bucket] ?? 0) + 1;
  }
  return idf.map((seen) => (seen >= atLeast ? Math.log((1 + texts.length) / (1 + seen)) + 1 : 0));
}

export function weigh({ buckets, counts }: Counts, idf: Idf): SparseVector {
  const known = buckets.filter((bucket) => (idf[bucket] ?? 0) > 0);
  const values = new Float32Array(known.length);
  let square = 0;
  let at = 0;
  buckets.forEach((bucket, from) => {
    const rarity = idf[bucket] ?? 0;
    if (rarity === 0) return;
    const value = (1 + Math.log(counts[from] ?? 1)) * rarity;
    values[at] = value;
    square += value * value;
    at += 1;
  });
  const length = Math.sqrt(square) || 1;
  return { buckets: known, values: values.map((value) => value / length) };
}
