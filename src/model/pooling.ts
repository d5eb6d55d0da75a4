// From what a text model gives for each token to one vector of length 1 per text.

/** `mean`: the middle of a text's tokens. `cls`: its first token, which stands for the whole. */
export const POOLINGS = ["mean", "cls"] as const;
export type Pooling = (typeof POOLINGS)[number];

/** Row after row: texts, in each its tokens, in each its numbers. Every text is filled up to the same count of tokens. */
export type TokenStates = {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly dimensions: number;
  /** One number per token of each text: 1 where the token is its own, 0 where it fills up. */
  readonly mask: readonly number[];
};

/** One vector per text, not yet of length 1. */
export function pool(states: TokenStates, pooling: Pooling): Float32Array[] {
  const texts = states.mask.length / states.tokens;
  const one = pooling === "mean" ? meanOf : firstOf;
  return Array.from({ length: texts }, (_, text) => one(states, text));
}

/** The same direction with length 1; `null` where there is none: a number that is none, or nothing but zeros. */
export function normalised(vector: Float32Array): Float32Array | null {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return Number.isFinite(length) && length > 0 ? vector.map((value) => value / length) : null;
}

function meanOf({ values, tokens, dimensions, mask }: TokenStates, text: number): Float32Array {
  const sums = new Float64Array(dimensions);
  let own = 0;
  for (let token = text * tokens; token < (text + 1) * tokens; token += 1) {
    if (mask[token] !== 1) continue;
    own += 1;
    for (let d = 0; d < dimensions; d += 1) sums[d] = (sums[d] ?? 0) + (values[token * dimensions + d] ?? 0);
  }
  return Float32Array.from(sums, (sum) => sum / own);
}

function firstOf({ values, tokens, dimensions }: TokenStates, text: number): Float32Array {
  const start = text * tokens * dimensions;
  return values.slice(start, start + dimensions);
}
