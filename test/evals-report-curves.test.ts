import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { coverageAt, type Judged, precisionRecall, riskCoverage, verdictPoint } from "../evals/report/curves.ts";
import type { Row } from "../evals/results.ts";
import { plainRow } from "./evals-report-run.ts";

const judge = (...pairs: readonly [belief: number, isRight: boolean][]): Judged[] =>
  pairs.map(([belief, isRight]) => ({ belief, isRight }));
const judged = fc.array(fc.record({ belief: fc.constantFrom(0.1, 0.5, 0.9), isRight: fc.boolean() }), { minLength: 1 });

describe("risk over coverage", () => {
  test("goes from the highest belief down, and never covers what was not answered", () => {
    const curve = riskCoverage(judge([0.7, true], [0.9, true], [0.8, false]), 4);
    expect(curve.points).toEqual([
      { x: 0.25, y: 0 },
      { x: 0.5, y: 0.5 },
      { x: 0.75, y: 1 / 3 },
    ]);
    expect(curve.aurc).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3, 12);
    expect([coverageAt(curve, 0.05), coverageAt(curve, 0.4)]).toEqual([0.25, 0.75]);
  });

  test("takes items of equal belief together, their faults spread evenly", () => {
    const curve = riskCoverage(judge([0.9, true], [0.9, false], [0.9, false], [0.9, true]), 4);
    expect(curve).toEqual({ points: [{ x: 1, y: 0.5 }], aurc: 0.5, answered: 4, n: 4 });
    expect(coverageAt(curve, 0.05)).toBe(0);
  });

  test("has no area where nothing is answered", () => {
    expect(riskCoverage([], 3)).toEqual({ points: [], aurc: null, answered: 0, n: 3 });
  });

  test("depends on no order, and ends at the share that is wrong", () => {
    fc.assert(
      fc.property(judged, (items) => {
        const curve = riskCoverage(items, items.length);
        expect(riskCoverage([...items].reverse(), items.length)).toEqual(curve);
        expect(curve.points.at(-1)).toEqual({ x: 1, y: items.filter(({ isRight }) => !isRight).length / items.length });
        expect(curve.aurc).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("precision over recall", () => {
  test("adds up precision at each step of recall", () => {
    const curve = precisionRecall(judge([0.9, true], [0.8, false], [0.7, true]));
    expect(curve.points).toEqual([
      { x: 0.5, y: 1 },
      { x: 0.5, y: 0.5 },
      { x: 1, y: 2 / 3 },
    ]);
    expect(curve.averagePrecision).toBeCloseTo(0.5 * 1 + 0.5 * (2 / 3), 12);
    expect([curve.positives, curve.n]).toEqual([2, 3]);
  });

  test("is nothing where nothing is to be caught", () => {
    expect(precisionRecall(judge([0.9, false]))).toEqual({ points: [], averagePrecision: null, positives: 0, n: 1 });
  });

  test("ends at full recall and the share to be caught", () => {
    fc.assert(
      fc.property(judged, (items) => {
        const { points, positives, n } = precisionRecall(items);
        expect(points.at(-1)).toEqual(positives === 0 ? undefined : { x: 1, y: positives / n });
      }),
    );
  });
});

const triage = (severity: string, outcome: string): Row => ({
  ...{ ...plainRow, suite: "triage", outcome, slices: [`severity:${severity}`] },
});

test("the verdicts lie where their own recall and precision are", () => {
  const rows = [triage("serious", "critical"), triage("critical", "routine"), triage("routine", "serious")];
  expect(verdictPoint(rows)).toEqual({ x: 0.5, y: 0.5 });
  expect(verdictPoint([triage("routine", "serious")])).toBeNull();
});
