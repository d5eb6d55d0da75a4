import { describe, expect, test } from "vitest";

import { outsideMatrix, severityMatrix } from "../evals/report/confusion.ts";
import { headlineRows, toFigures } from "../evals/report/figures.ts";
import { inOrder } from "../evals/report/trend.ts";
import { listWeakest } from "../evals/report/weakest.ts";
import { worstRows } from "../evals/report/worst.ts";
import type { Row } from "../evals/results.ts";
import { makeRun, plainRow } from "./evals-report-run.ts";

const triage = (severity: string, outcome: string): Row => ({
  ...{ ...plainRow, suite: "triage", outcome, slices: [`severity:${severity}`] },
});

test("severities are counted by label, then by verdict", () => {
  const rows = [triage("serious", "critical"), triage("serious", "critical"), triage("routine", "concern")];
  expect(severityMatrix(rows).counts).toEqual([
    [0, 1, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 2],
    [0, 0, 0, 0],
  ]);
});

test("outcomes that no outside item has are no column", () => {
  const rows = ["refused", "answered"].map(
    (outcome): Row => ({ ...plainRow, suite: "outside", outcome, slices: ["kind:near"] }),
  );
  const matrix = outsideMatrix(rows);
  expect(matrix.columns).toEqual(["answered", "refused"]);
  expect(matrix.counts[matrix.rows.indexOf("near")]).toEqual([1, 1]);
});

test("the worst are those lowest in nDCG, then those believed in most, and never test items", () => {
  const make = (id: string, ndcg: number, belief: number | null, split: Row["split"] = "dev"): Row => ({
    ...{ ...plainRow, id, belief, split, scores: { "ndcg@10": ndcg } },
  });
  const rows = [make("fair", 0.5, 0.9), make("sure", 0, 0.9), make("hidden", 0, 1, "test"), make("silent", 0, null)];
  expect(worstRows([...rows, make("right", 1, 1), make("unsure", 0, 0.2)]).map(({ id }) => id)).toEqual([
    ...["sure", "unsure", "silent", "fair"],
  ]);
  expect(worstRows(rows, 1).map(({ id }) => id)).toEqual(["sure"]);
});

test("test items stand for a suite, and development items where there are no others", () => {
  const rows: Row[] = [
    { ...plainRow, id: "a" },
    { ...plainRow, id: "b", split: "test" },
    { ...plainRow, id: "c", suite: "short" },
  ];
  expect(headlineRows(rows).map(({ id }) => id)).toEqual(["b", "c"]);
});

test("runs are in order of time, each once, and none is later than this one", () => {
  const [first, second, third] = [1, 2, 3].map((day) => makeRun({ each: 0, at: `2026-01-0${day}T00:00:00Z` }));
  if (!first || !second || !third) throw new Error("no runs");
  expect(inOrder(second, [third, second, first, first]).map(({ at }) => at)).toEqual([first.at, second.at]);
});

describe("the weakest", () => {
  const make = (count: number, failed: number, kind: string): Row[] =>
    Array.from({ length: count }, (_, at) => ({
      ...{ ...plainRow, suite: "outside", slices: [`kind:${kind}`], scores: { declined: Number(at >= failed) } },
    }));

  test("are slices with at least twenty items, lowest first", () => {
    const { found } = listWeakest(toFigures([...make(19, 19, "far"), ...make(20, 10, "near")]));
    expect(found.map(({ label, column, share }) => [label, column, share.mean])).toEqual([
      ["all", "all", 10 / 39],
      ["all", "en", 10 / 39],
    ]);
  });

  test("leave out what is without fault", () => {
    expect(listWeakest(toFigures(make(40, 0, "far"))).found).toEqual([]);
  });

  test("count a share of faults from its other end", () => {
    const rows = [0, 1].flatMap((score) =>
      Array.from(
        { length: 30 },
        (): Row => ({
          ...{ ...plainRow, suite: "triage", scores: { "not escalated": Number(score === 0) } },
        }),
      ),
    );
    const [weakest] = listWeakest(toFigures(rows)).found;
    expect([weakest?.line.label, weakest?.share.mean]).toEqual(["False alarms: harmless, but escalated", 0.5]);
  });
});
