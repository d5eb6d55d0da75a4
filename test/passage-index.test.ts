import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { buildHnsw, loadHnsw } from "../adapters/hnsw-index.ts";
import type { PassageIndex } from "../src/passage-index.ts";
import { createBruteForceIndex } from "./fakes.ts";

type Vectors = readonly (Float32Array | null)[];

const DIMENSIONS = 8;

/** Unit vectors spread by a fixed sequence; every seventh entry has none. */
const VECTORS: Vectors = Array.from({ length: 120 }, (_, entry) =>
  entry % 7 === 6 ? null : unit(Array.from({ length: DIMENSIONS }, (__, d) => Math.sin(entry * 12.9898 + d * 78.233))),
);

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function vectorOf(entry: number): Float32Array {
  const vector = VECTORS[entry];
  if (!vector) throw new Error(`entry ${entry} has no vector`);
  return vector;
}

async function saveAndLoad(): Promise<PassageIndex> {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-hnsw-"));
  try {
    const built = await buildHnsw(VECTORS, DIMENSIONS);
    await built.save(folder);
    return await loadHnsw(folder, { dimensions: DIMENSIONS, ef: built.ef });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const IMPLEMENTATIONS: readonly (readonly [string, () => Promise<PassageIndex>])[] = [
  ["the brute-force fake", async () => createBruteForceIndex(VECTORS)],
  ["the HNSW index as built", async () => (await buildHnsw(VECTORS, DIMENSIONS)).index],
  ["the HNSW index as loaded", saveAndLoad],
];

describe.each(IMPLEMENTATIONS)("%s", async (_name, open) => {
  const index = await open();

  test("finds an entry nearest to its own vector", async () => {
    const [first] = await index.search(vectorOf(42), 1);
    expect(first).toEqual({ entry: 42, similarity: expect.closeTo(1, 4) });
  });

  test("lists the best first", async () => {
    const similarities = (await index.search(vectorOf(3), 20)).map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((one, other) => other - one));
  });

  test("finds what comparing with everything finds", async () => {
    const exact = await createBruteForceIndex(VECTORS).search(vectorOf(3), 10);
    expect((await index.search(vectorOf(3), 10)).map(({ entry }) => entry)).toEqual(exact.map(({ entry }) => entry));
  });

  test("gives no more than were asked for", async () => {
    expect(await index.search(vectorOf(3), 5)).toHaveLength(5);
  });

  test("gives all there are where more are asked for", async () => {
    expect(await index.search(vectorOf(3), 10_000)).toHaveLength(VECTORS.filter(Boolean).length);
  });

  test("never finds an entry without a vector", async () => {
    const found = await index.search(vectorOf(3), 10_000);
    expect(found.filter(({ entry }) => VECTORS[entry] === null)).toEqual([]);
  });
});

describe("the HNSW index", () => {
  test("searches at least a hundred wide", async () => {
    expect((await buildHnsw(VECTORS, DIMENSIONS)).ef).toBeGreaterThanOrEqual(100);
  });

  test("finds nothing for a vector that is no number", async () => {
    const { index } = await buildHnsw(VECTORS, DIMENSIONS);
    expect(await index.search(new Float32Array(DIMENSIONS).fill(Number.NaN), 5)).toEqual([]);
  });
});
