import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { bootstrapChange } from "../evals/metrics/bootstrap.ts";

const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
const differences = fc.array(fc.constantFrom(-1, -0.5, 0, 0.25, 1), { minLength: 1, maxLength: 40 });
const few = { resamples: 400 };

describe("the paired bootstrap", () => {
  test("gives no interval around a change that all items share", () => {
    expect(bootstrapChange([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25, n: 3 });
    expect(bootstrapChange(repeat(0, 500))).toEqual({ mean: 0, low: 0, high: 0, n: 500 });
  });

  test("refuses to say something of no item", () => {
    expect(() => bootstrapChange([])).toThrow("at least one item");
  });

  test("gives both outcomes of two items as bounds: each comes in a quarter of the resamples", () => {
    expect(bootstrapChange([-1, 0])).toEqual({ mean: -0.5, low: -1, high: 0, n: 2 });
  });

  test("agrees with the binomial distribution, which a resampled share of wrong items has", () => {
    // 10 of 100 items fell. The 2.5 % and 97.5 % points of Binomial(100, 0.1) are 5 and 16.
    const { mean, low, high, n } = bootstrapChange([...repeat(-1, 10), ...repeat(0, 90)]);
    expect([mean, n]).toEqual([-0.1, 100]);
    expect([low, high]).toEqual([-0.16, -0.05]);
  });

  test("agrees with the normal distribution where there are many items", () => {
    // 400 items, half of them up and half down by 1: the standard error is 1 / √400.
    const { mean, low, high } = bootstrapChange([...repeat(-1, 200), ...repeat(1, 200)]);
    expect(mean).toBe(0);
    expect(low).toBeCloseTo(-1.96 * 0.05, 2);
    expect(high).toBeCloseTo(1.96 * 0.05, 2);
  });

  test("is the same for the same seed, and not bound to one seed", () => {
    const moved = [-1, -1, 0, 0, 0, 0.5, 0.25, 1, -0.5, 0, 0, 0.125];
    expect(bootstrapChange(moved, { seed: 7 })).toEqual(bootstrapChange(moved, { seed: 7 }));
    const bounds = new Set([1, 2, 3, 4, 5].map((seed) => bootstrapChange(moved, { seed, resamples: 200 }).low));
    expect(bounds.size).toBeGreaterThan(1);
  });

  test("draws well from the seed 0, whose generator would stand still", () => {
    expect(bootstrapChange([-1, 0], { seed: 0 })).toEqual({ mean: -0.5, low: -1, high: 0, n: 2 });
  });

  test("keeps its bounds in order and between the least and the greatest difference", () => {
    fc.assert(
      fc.property(differences, fc.integer(), (moved, seed) => {
        const { low, high } = bootstrapChange(moved, { ...few, seed });
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...moved));
        expect(high).toBeLessThanOrEqual(Math.max(...moved));
      }),
    );
  });

  test("mirrors its bounds where every difference is turned round", () => {
    fc.assert(
      fc.property(differences, fc.integer(), (moved, seed) => {
        const { low, high } = bootstrapChange(moved, { ...few, seed });
        const turned = bootstrapChange(
          moved.map((difference) => 0 - difference),
          { ...few, seed },
        );
        expect(turned.low).toBeCloseTo(-high, 12);
        expect(turned.high).toBeCloseTo(-low, 12);
      }),
    );
  });
});
