import { describe, expect, test } from "vitest";

import { agreementOf, bestOf, noScores, noteScore } from "../src/retrieval/best-of.ts";

function scored(...scores: readonly number[]) {
  const best = noScores(2);
  for (const score of scores) noteScore(best, 1, score);
  return best;
}

describe("the best scores of a provision", () => {
  test("hold the highest, in whatever order they came", () => {
    expect([...bestOf(scored(0.25, 0.75, 0.5))]).toEqual([0, 0.75]);
  });

  test("agree by the mean of the five highest", () => {
    expect(agreementOf(scored(0.5, 0.25, 1, 0.75, 0.5, 0.5))[1]).toBeCloseTo(0.65);
  });

  test("agree less where a single entry is near than where several are", () => {
    const [lucky, several] = [agreementOf(scored(0.9))[1] ?? 0, agreementOf(scored(0.7, 0.7, 0.7))[1] ?? 0];
    expect(several).toBeGreaterThan(lucky);
  });

  test("of one provision leave another alone", () => {
    expect([...agreementOf(scored(1))].at(0)).toBe(0);
  });
});
