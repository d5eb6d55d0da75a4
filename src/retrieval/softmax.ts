// Multinomial logistic regression over sparse vectors, trained with AdaGrad (Duchi et al. 2011): one linear scorer for
// provisions, scope, language and triage alike.

import { addTo, meanOf, newSum, type Weights } from "./averaging.ts";
import type { SparseVector } from "./features.ts";

export type Example = { readonly vector: SparseVector; readonly label: number; readonly weight?: number };

/** Row `b` holds one 8-bit weight per class for bucket `b`, to be multiplied by `scales[b]`. */
export type Softmax = {
  readonly classes: number;
  readonly rows: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
};

export type Training = {
  readonly classes: number;
  readonly buckets: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share of each example's probability that is spread over all classes. */
  readonly smoothing: number;
  /** The weights at the end of this epoch and of each after it are averaged (Polyak & Juditsky 1992): the order of examples matters less. */
  readonly averagedFrom?: number;
  readonly onEpoch?: (epoch: number) => void;
};

/** Deterministic: the same examples in the same order give the same weights. */
export function trainSoftmax(examples: readonly Example[], training: Training): Softmax {
  const { classes, buckets, epochs, averagedFrom = Number.POSITIVE_INFINITY } = training;
  const model = {
    weights: new Float32Array(buckets * classes),
    squares: new Float32Array(buckets),
    bias: new Float32Array(classes),
    probabilities: new Float32Array(classes),
  };
  const sum = newSum();
  const order = examples.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, epoch + 1);
    for (const index of order) {
      const example = examples[index];
      if (example) learn(model, example, training);
    }
    if (epoch + 1 >= averagedFrom) addTo(sum, model);
    training.onEpoch?.(epoch + 1);
  }
  return quantise(sum.count > 0 ? meanOf(sum) : model, { classes, buckets });
}

type Model = {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly bias: Float32Array;
  readonly probabilities: Float32Array;
};

// Classes with a smaller error than this are left alone by a step: most of them, once the first pass is over.
const NEGLIGIBLE = 2e-4;

function learn(model: Model, { vector, label, weight = 1 }: Example, training: Training): void {
  const { classes, rate, smoothing } = training;
  const { weights, squares, bias, probabilities } = model;
  const { buckets, values } = vector;
  probabilities.set(bias);
  for (let at = 0; at < buckets.length; at += 1) {
    const row = (buckets[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let c = 0; c < classes; c += 1) probabilities[c] = (probabilities[c] ?? 0) + value * (weights[row + c] ?? 0);
  }
  normaliseInPlace(probabilities);
  const touched: number[] = [];
  let square = 0;
  for (let c = 0; c < classes; c += 1) {
    const target = (c === label ? 1 - smoothing : 0) + smoothing / classes;
    const error = weight * ((probabilities[c] ?? 0) - target);
    if (Math.abs(error) < NEGLIGIBLE) continue;
    probabilities[c] = error;
    touched.push(c);
    square += error * error;
    bias[c] = (bias[c] ?? 0) - 0.1 * rate * error;
  }
  for (let at = 0; at < buckets.length; at += 1) {
    const bucket = buckets[at] ?? 0;
    const value = values[at] ?? 0;
    const seen = (squares[bucket] ?? 0) + square * value * value;
    squares[bucket] = seen;
    const step = (rate * value) / (Math.sqrt(seen) + 1e-6);
    const row = bucket * classes;
    for (const c of touched) weights[row + c] = (weights[row + c] ?? 0) - step * (probabilities[c] ?? 0);
  }
}

function normaliseInPlace(scores: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c += 1) {
    const value = Math.exp((scores[c] ?? 0) - highest);
    scores[c] = value;
    sum += value;
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] = (scores[c] ?? 0) / sum;
}

function quantise(model: Weights, { classes, buckets }: { classes: number; buckets: number }): Softmax {
  const rows = new Int8Array(buckets * classes);
  const scales = new Float32Array(buckets);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const row = model.weights.subarray(bucket * classes, (bucket + 1) * classes);
    let largest = 0;
    for (const weight of row) if (Math.abs(weight) > largest) largest = Math.abs(weight);
    if (largest === 0) continue;
    scales[bucket] = largest / 127;
    for (let c = 0; c < classes; c += 1) rows[bucket * classes + c] = Math.round((127 * (row[c] ?? 0)) / largest);
  }
  return { classes, rows, scales, bias: model.bias };
}

/** Logits, one per class. */
export function scoreSoftmax(
  { classes, rows, scales, bias }: Softmax,
  { buckets, values }: SparseVector,
): Float32Array {
  const scores = Float32Array.from(bias);
  for (let at = 0; at < buckets.length; at += 1) {
    const bucket = buckets[at] ?? 0;
    const value = (values[at] ?? 0) * (scales[bucket] ?? 0);
    if (value === 0) continue;
    const row = bucket * classes;
    for (let c = 0; c < classes; c += 1) scores[c] = (scores[c] ?? 0) + value * (rows[row + c] ?? 0);
  }
  return scores;
}

/** Probabilities of the logits; a new array. */
export function toProbabilities(scores: Float32Array): Float32Array {
  const probabilities = Float32Array.from(scores);
  normaliseInPlace(probabilities);
  return probabilities;
}

/** Fisher–Yates with a fixed linear congruential generator (Numerical Recipes), so that builds repeat. */
function shuffle(order: number[], seed: number): void {
  let state = seed >>> 0;
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (last + 1);
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
}
