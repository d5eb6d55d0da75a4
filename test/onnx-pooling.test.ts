import { expect, test } from "vitest";

import { normalised, pool, type TokenStates } from "../src/model/pooling.ts";

/** Two texts of three tokens with two numbers each; the last token of the second one fills up. */
const STATES: TokenStates = {
  values: Float32Array.from([1, 10, 2, 20, 3, 30, 4, 40, 6, 60, 1000, 1000]),
  tokens: 3,
  dimensions: 2,
  mask: [1, 1, 1, 1, 1, 0],
};

test("the mean is taken over a text's own tokens only", () => {
  expect(pool(STATES, "mean").map((vector) => [...vector])).toEqual([
    [2, 20],
    [5, 50],
  ]);
});

test("cls is a text's first token", () => {
  expect(pool(STATES, "cls").map((vector) => [...vector])).toEqual([
    [1, 10],
    [4, 40],
  ]);
});

test("a vector keeps its direction and gets length 1", () => {
  expect([...(normalised(Float32Array.from([3, 0, -4])) ?? [])]).toEqual([...Float32Array.from([0.6, 0, -0.8])]);
});

test("what has no direction gives no vector", () => {
  expect([
    normalised(Float32Array.from([0, 0])),
    normalised(Float32Array.from([1, Number.NaN])),
    normalised(Float32Array.from([1, Number.POSITIVE_INFINITY])),
  ]).toEqual([null, null, null]);
});
