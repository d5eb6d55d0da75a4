// The vectors of another embedder, one per entry, kept as whole numbers of eight bits: 35 MB where floats take 140.

import type { Hit } from "../passage-index.ts";

export type NeuralVectors = {
  readonly dimensions: number;
  /** One row per entry. */
  readonly codes: Int8Array;
  /** What the numbers of a row are multiplied by to have unit length. */
  readonly scales: Float32Array;
  /** Mean of the unit vectors. */
  readonly mean: Float32Array;
  /** One row per entry, one bit per dimension: is it above the mean? */
  readonly signs: Int32Array;
};

export type Rows = Pick<NeuralVectors, "codes" | "scales">;

const MOST_CODE = 127;
/** Finer than a row: the question is there only once. */
const MOST_ASKED = 4095;
const WORD = 32;
/** So many are looked at closely after the first look, which takes a twentieth of the time and finds them by sign alone. */
const SHORTLISTED = 2048;

/** The unit vector, or `null` where it is none: another length, a number that is no number, nothing but zeros. */
export function toUnit(vector: unknown, dimensions: number): Float32Array | null {
  if (!Array.isArray(vector) || vector.length !== dimensions) return null;
  if (!vector.every((value) => typeof value === "number" && Number.isFinite(value))) return null;
  const norm = Math.sqrt(vector.reduce((sum: number, value: number) => sum + value * value, 0));
  return norm > 0 && Number.isFinite(norm) ? Float32Array.from(vector, (value: number) => value / norm) : null;
}

/** Rows of whole numbers for unit vectors. */
export function toRows(units: readonly Float32Array[], dimensions: number): Rows {
  const codes = new Int8Array(units.length * dimensions);
  const scales = new Float32Array(units.length);
  units.forEach((unit, row) => {
    const most = unit.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
    unit.forEach((value, at) => {
      codes[row * dimensions + at] = Math.round((value / most) * MOST_CODE);
    });
    scales[row] = 1 / normOf(codes.subarray(row * dimensions, (row + 1) * dimensions));
  });
  return { codes, scales };
}

export function toNeuralVectors({ codes, scales }: Rows, dimensions: number): NeuralVectors {
  const sums = new Float64Array(dimensions);
  scales.forEach((scale, row) => {
    for (let at = 0; at < dimensions; at += 1) sums[at] = (sums[at] ?? 0) + scale * (codes[row * dimensions + at] ?? 0);
  });
  const mean = Float32Array.from(sums, (sum) => sum / scales.length);
  const words = Math.ceil(dimensions / WORD);
  const signs = new Int32Array(scales.length * words);
  scales.forEach((scale, row) => {
    const own = codes.subarray(row * dimensions, (row + 1) * dimensions);
    signs.set(signsOf(own, mean, scale), row * words);
  });
  return { dimensions, codes, scales, mean, signs };
}

/** What two unit vectors of the same embedder have in common. */
export function cosineOf(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** Row `row` as the unit vector it was made from, nearly. */
export function rowOf({ codes, scales }: Rows, row: number, dimensions: number): Float32Array {
  const scale = scales[row] ?? 0;
  return Float32Array.from(codes.subarray(row * dimensions, (row + 1) * dimensions), (code) => code * scale);
}

/**
 * At most `count` entries, nearest first. Their similarity is counted from what the question has in common with all entries
 * alike (0) up to the very same (1): a raw cosine of .8 is much with one embedder and nothing with another.
 */
export function searchNeural(vectors: NeuralVectors, unit: Float32Array, count: number): Hit[] {
  const common = Math.min(0.999, cosineOf(unit, vectors.mean));
  const { codes, factor } = toCodes(unit);
  const hits = shortlist(vectors, signsOf(unit, vectors.mean, 1)).map((entry): Hit => {
    const cosine = dot(vectors, entry, codes) * factor * (vectors.scales[entry] ?? 0);
    return { entry, similarity: (cosine - common) / (1 - common) };
  });
  return hits.sort((one, other) => other.similarity - one.similarity || one.entry - other.entry).slice(0, count);
}

function toCodes(unit: Float32Array): { codes: Int32Array; factor: number } {
  const most = unit.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  const codes = Int32Array.from(unit, (value) => Math.round((value / most) * MOST_ASKED));
  return { codes, factor: 1 / normOf(codes) };
}

function normOf(values: Int8Array | Int32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

function signsOf(values: ArrayLike<number>, mean: Float32Array, scale: number): Int32Array {
  const signs = new Int32Array(Math.ceil(mean.length / WORD));
  mean.forEach((middle, at) => {
    if (scale * (values[at] ?? 0) > middle) signs[at >>> 5] = (signs[at >>> 5] ?? 0) | (1 << (at & 31));
  });
  return signs;
}

/** The entries that differ least from these signs; a few more where several differ alike. */
function shortlist({ signs, scales, dimensions }: NeuralVectors, wanted: Int32Array): number[] {
  const differences = Uint16Array.from(scales, (_, row) => differenceOf(signs, row * wanted.length, wanted));
  const counts = new Uint32Array(dimensions + 1);
  for (const difference of differences) counts[difference] = (counts[difference] ?? 0) + 1;
  let [most, listed] = [0, counts[0] ?? 0];
  for (; listed < SHORTLISTED && most < dimensions; listed += counts[most] ?? 0) most += 1;
  const rows: number[] = [];
  differences.forEach((difference, row) => {
    if (difference <= most) rows.push(row);
  });
  return rows;
}

function differenceOf(signs: Int32Array, start: number, wanted: Int32Array): number {
  let count = 0;
  for (let at = 0; at < wanted.length; at += 1) {
    let bits = (signs[start + at] ?? 0) ^ (wanted[at] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function dot({ codes, dimensions }: NeuralVectors, row: number, asked: Int32Array): number {
  let sum = 0;
  const start = row * dimensions;
  for (let at = 0; at < dimensions; at += 1) sum += (codes[start + at] ?? 0) * (asked[at] ?? 0);
  return sum;
}
