import { describe, expect, test } from "vitest";

import {
  cosineOf,
  type NeuralVectors,
  rowOf,
  searchNeural,
  toNeuralVectors,
  toRows,
  toUnit,
} from "../src/index/neural-vectors.ts";

const D = 70;

/** The same numbers every time, −0.5…0.5. */
function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function unitsOf(count: number, { seed = 7, shift = 0 } = {}): Float32Array[] {
  const next = createNumbers(seed);
  return Array.from({ length: count }, () => unit(Array.from({ length: D }, () => next() + shift)));
}

function unit(values: readonly number[]): Float32Array {
  const found = toUnit(values, values.length);
  if (!found) throw new Error("no unit vector");
  return found;
}

const vectorsOf = (units: readonly Float32Array[]): NeuralVectors => toNeuralVectors(toRows(units, D), D);

describe("a vector that came from outside", () => {
  test("becomes one of unit length", () => {
    expect([...(toUnit([3, 4], 2) ?? [])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  test.each([
    ["is no list", "abc"],
    ["is missing", undefined],
    ["is too short", [1]],
    ["is too long", [1, 2, 3]],
    ["holds what is no number", [1, Number.NaN]],
    ["holds infinity", [1, Number.POSITIVE_INFINITY]],
    ["holds a hole", [1, null]],
    ["holds a text", [1, "2"]],
    ["is nothing but zeros", [0, 0]],
    ["is too large for its length to be told", [1e300, 1e300]],
  ])("is refused where it %s", (_name, vector) => {
    expect(toUnit(vector, 2)).toBeNull();
  });
});

describe("vectors as whole numbers of eight bits", () => {
  test("differ by less than a hundredth from what they were made of", () => {
    const units = unitsOf(200);
    const rows = toRows(units, D);
    const worst = Math.min(...units.map((one, row) => cosineOf(one, rowOf(rows, row, D))));
    expect(worst).toBeGreaterThan(0.9999);
  });

  test("find the nearest ones that comparing with all finds", () => {
    const units = unitsOf(4000, { shift: 0.3 });
    const vectors = vectorsOf(units);
    const missed = unitsOf(10, { seed: 99, shift: 0.3 }).filter((asked) => {
      const nearest = units
        .map((one, entry) => ({ entry, cosine: cosineOf(one, asked) }))
        .sort((one, other) => other.cosine - one.cosine);
      return searchNeural(vectors, asked, 1)[0]?.entry !== nearest[0]?.entry;
    });
    expect(missed).toEqual([]);
  });

  test("find an entry by itself, as alike as can be", () => {
    const units = unitsOf(50);
    const [hit] = searchNeural(vectorsOf(units), units[31] ?? unit([1]), 5);
    expect([hit?.entry, Math.round((hit?.similarity ?? 0) * 1000)]).toEqual([31, 1000]);
  });

  test("come best first, and as many as were asked for", () => {
    const [asked = unit([1])] = unitsOf(1, { seed: 5 });
    const found = searchNeural(vectorsOf(unitsOf(50)), asked, 7).map(({ similarity }) => similarity);
    expect([found.length, found]).toEqual([7, [...found].sort((one, other) => other - one)]);
  });
});

describe("the similarity of an entry", () => {
  test("is not raised by what all entries have in common", () => {
    const [asked = unit([1])] = unitsOf(1, { seed: 5, shift: 1.5 });
    const units = unitsOf(300, { shift: 1.5 });
    const cosines = units.map((one) => cosineOf(one, asked));
    const [hit] = searchNeural(vectorsOf(units), asked, 1);
    expect([Math.max(...cosines) > 0.95, (hit?.similarity ?? 1) < 0.6]).toEqual([true, true]);
  });
});
