import { describe, expect, test } from "vitest";

import { fuseRetrievals, isMovable } from "../src/retrieval/fuse-rewordings.ts";
import type { Retrieval } from "../src/retrieval/retrieve.ts";
import { found } from "./model-helper-fakes.ts";

const order = ({ candidates }: Retrieval): number[] => candidates.map(({ topic }) => topic);

describe("fuseRetrievals", () => {
  const own = found({ 1: 0.4, 2: 0.35, 3: 0.24, 4: 0.01 });

  test("gives the same object where there are no rewordings", () => {
    expect(fuseRetrievals(own, [])).toBe(own);
  });

  test("pools beliefs: six tenths of the question's own, the rest of all rewordings together", () => {
    const fused = fuseRetrievals(own, [found({ 2: 1, 1: 0, 3: 0, 4: 0 }), found({ 3: 1, 1: 0, 2: 0, 4: 0 })]);
    expect(fused.candidates.map(({ topic, probability }) => [topic, Number(probability.toFixed(3))])).toEqual([
      ...[
        [2, 0.41],
        [3, 0.344],
        [1, 0.24],
        [4, 0.006],
      ],
    ]);
  });

  test("puts nothing first that the question's own words hold for next to impossible", () => {
    const fused = fuseRetrievals(own, [found({ 4: 1, 1: 0, 2: 0, 3: 0 })]);
    expect(order(fused)).toEqual([1, 4, 2, 3]);
    expect(fused.candidates.every(({ probability }) => probability <= 0.24 + 1e-9)).toBe(true);
  });

  test("knows an order even where the question's own words believe in nothing", () => {
    const faint = found({ 1: 0.011, 2: 0.01 });
    const fused = fuseRetrievals(faint, [found({ 2: 1, 1: 0 })]);
    expect(fused.candidates.map(({ topic, probability }) => [topic, Number(probability.toFixed(4))])).toEqual([
      [1, 0.0066],
      [2, 0.0066],
    ]);
  });

  test("keeps the provision that the question itself points at", () => {
    const fused = fuseRetrievals(own, [found({ 1: 0.5, 2: 0.5 }, { 1: 11, 2: 21 })]);
    expect(fused.candidates.find(({ topic }) => topic === 1)?.provision).toBe(10);
  });

  test("takes the provision of the surest rewording where the topic is there for its sake", () => {
    const others = [found({ 4: 0.5, 1: 0.5 }, { 4: 41 }), found({ 4: 0.9, 1: 0.1 }, { 4: 42 })];
    expect(fuseRetrievals(own, others).candidates.find(({ topic }) => topic === 4)?.provision).toBe(42);
  });

  test("leaves scope, strength and situation as they are", () => {
    const other = { ...found({ 2: 1 }), declined: 0, strength: 1, situation: null };
    const sure = { ...other, outside: { far: 0, near: 0, smalltalk: 0, attack: 0 } };
    const { candidates, ...rest } = fuseRetrievals({ ...own, declined: 0.9 }, [sure]);
    const { candidates: before, ...kept } = own;
    expect([rest, candidates.length]).toEqual([{ ...kept, declined: 0.9 }, before.length]);
  });

  test("changes neither of what it was given", () => {
    const other = found({ 2: 1, 1: 0 });
    const before = structuredClone([own, other]);
    fuseRetrievals(own, [other]);
    expect([own, other]).toEqual(before);
  });
});

describe("isMovable", () => {
  test("says whether rewordings of one mind could put another topic first", () => {
    for (const [first, second] of [
      [0.8, 0.12],
      [0.8, 0.14],
      [0.66, 0.02],
      [0.7, 0.02],
      [0.34, 0.33],
    ] as const) {
      const own = found({ 1: first, 2: second });
      const isMoved = order(fuseRetrievals(own, [found({ 2: 1, 1: 0 })]))[0] === 2;
      expect([first, second, isMovable(own)]).toEqual([first, second, isMoved]);
    }
  });

  test("says no where nothing was found", () => {
    expect(isMovable(found({}))).toBe(false);
  });
});
