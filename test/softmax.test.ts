import { describe, expect, test } from "vitest";

import type { SparseVector } from "../src/retrieval/features.ts";
import { type Example, scoreSoftmax, toProbabilities, trainSoftmax } from "../src/retrieval/softmax.ts";

const TRAINING = { classes: 3, buckets: 6, epochs: 20, rate: 0.5, smoothing: 0.01 } as const;

// Class n owns buckets 2n and 2n + 1.
const EXAMPLES: readonly Example[] = Array.from({ length: 30 }, (_, at) => {
  const label = at % 3;
  return { label, vector: vectorOf({ [2 * label + (at % 2)]: 1 }) };
});

function vectorOf(values: Readonly<Record<number, number>>): SparseVector {
  const buckets = Object.keys(values).map(Number);
  return { buckets: Int32Array.from(buckets), values: Float32Array.from(Object.values(values)) };
}

function bestClass(scores: Float32Array): number {
  return scores.indexOf(Math.max(...scores));
}

describe("softmax", () => {
  const model = trainSoftmax(EXAMPLES, TRAINING);

  test("learns classes that can be told apart", () => {
    const answers = EXAMPLES.map(({ vector }) => bestClass(scoreSoftmax(model, vector)));
    expect(answers).toEqual(EXAMPLES.map(({ label }) => label));
  });

  test("is sure of what it has seen often", () => {
    const [first = 0] = toProbabilities(scoreSoftmax(model, vectorOf({ 0: 1 })));
    expect(first).toBeGreaterThan(0.9);
  });

  test("gives the same weights for the same examples", () => {
    expect(trainSoftmax(EXAMPLES, TRAINING)).toEqual(model);
  });

  test("with averaging has the mean of the biases at the ends of the last epochs", () => {
    const biasAfter = (epochs: number) => trainSoftmax(EXAMPLES, { ...TRAINING, epochs }).bias;
    const averaged = trainSoftmax(EXAMPLES, { ...TRAINING, epochs: 4, averagedFrom: 3 }).bias;
    const [third, fourth] = [biasAfter(3), biasAfter(4)];
    averaged.forEach((bias, at) => {
      expect(bias).toBeCloseTo(((third[at] ?? 0) + (fourth[at] ?? 0)) / 2, 6);
    });
    expect(third).not.toEqual(fourth);
  });

  test("tells after every epoch how far it is", () => {
    const told: number[] = [];
    trainSoftmax(EXAMPLES, { ...TRAINING, epochs: 3, onEpoch: (epoch) => told.push(epoch) });
    expect(told).toEqual([1, 2, 3]);
  });

  test("scores a text of unknown features by its bias alone", () => {
    expect(scoreSoftmax(model, vectorOf({}))).toEqual(model.bias);
  });

  test("an example of greater weight counts for more", () => {
    const vector = vectorOf({ 0: 1 });
    const torn = [
      { vector, label: 0, weight: 1 },
      { vector, label: 1, weight: 8 },
    ];
    expect(bestClass(scoreSoftmax(trainSoftmax(torn, TRAINING), vector))).toBe(1);
  });
});

describe("toProbabilities", () => {
  test("sums to one", () => {
    const sum = toProbabilities(Float32Array.of(1, 2, 3)).reduce((total, value) => total + value, 0);
    expect(sum).toBeCloseTo(1, 5);
  });

  test("stays finite with large logits", () => {
    expect(toProbabilities(Float32Array.of(1000, -1000))).toEqual(Float32Array.of(1, 0));
  });

  test("leaves the logits as they are", () => {
    const logits = Float32Array.of(1, 2);
    toProbabilities(logits);
    expect(logits).toEqual(Float32Array.of(1, 2));
  });
});
