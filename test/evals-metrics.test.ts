import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { meanOf, normalInterval, wilsonInterval } from "../evals/metrics/interval.ts";
import { ndcgAt, recallAt, reciprocalRank } from "../evals/metrics/ranking.ts";
import { type Row, rowSchema } from "../evals/results.ts";
import { abstentionPair, confuse, type Figure, summarise } from "../evals/summary.ts";

const GRADES = new Map([
  ["a", 2],
  ["b", 1],
]);

describe("recall@k", () => {
  test("is 1 as soon as one right id is among the first k", () => {
    expect([1, 2, 3].map((k) => recallAt(["x", "b", "a"], GRADES, k))).toEqual([0, 1, 1]);
  });

  test("is 0 where nothing was found", () => {
    expect(recallAt([], GRADES, 10)).toBe(0);
  });
});

describe("the reciprocal rank", () => {
  test.each([
    [["a", "x"], 1],
    [["x", "b", "a"], 1 / 2],
    [["x", "y", "z", "a"], 1 / 4],
    [["x"], 0],
    [[], 0],
  ])("of %j is %d", (got, rank) => {
    expect(reciprocalRank(got, GRADES)).toBe(rank);
  });
});

describe("nDCG", () => {
  test("is 1 for the best order and less for any other", () => {
    expect(ndcgAt(["a", "b"], GRADES, 10)).toBe(1);
    // (1 / log2 2 + 2 / log2 3) / (2 / log2 2 + 1 / log2 3) = 2.2618595 / 2.6309298
    expect(ndcgAt(["b", "a"], GRADES, 10)).toBeCloseTo(0.859719, 6);
  });

  test("discounts by the place", () => {
    // (2 / log2 4) / 2.6309298
    expect(ndcgAt(["x", "y", "a"], GRADES, 10)).toBeCloseTo(0.380094, 6);
  });

  test("looks at the first k only, in the ideal order too", () => {
    expect(ndcgAt(["x", "a"], GRADES, 1)).toBe(0);
    expect(ndcgAt(["a", "x"], GRADES, 1)).toBe(1);
    expect(ndcgAt(["b", "a"], GRADES, 1)).toBe(0.5);
  });

  test("is between 0 and 1, and 1 for every order that never puts a lower grade first", () => {
    const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 1 });
    const graded = fc.record({ ids, grade: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 6, maxLength: 6 }) });
    fc.assert(
      fc.property(graded, ids, ({ ids: right, grade }, got) => {
        const grades = new Map(right.map((id, at) => [id, grade[at] ?? 1]));
        const score = ndcgAt(got, grades, 10);
        const best = [...grades].sort(([, one], [, other]) => other - one).map(([id]) => id);
        return score >= 0 && score <= 1 + 1e-12 && Math.abs(ndcgAt(best, grades, 10) - 1) < 1e-12;
      }),
    );
  });
});

describe("the Wilson interval", () => {
  // Newcombe 1998, table I, method 3, to four places.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %d in %d is from %d to %d", (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("holds the share, mirrors itself, and stays between 0 and 1", () => {
    const counts = fc
      .integer({ min: 1, max: 5_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const { low, high } = wilsonInterval(successes, n);
        const other = wilsonInterval(n - successes, n);
        const isAround = low <= successes / n + 1e-12 && high >= successes / n - 1e-12;
        return low >= 0 && high <= 1 && isAround && Math.abs(low - (1 - other.high)) < 1e-12;
      }),
    );
  });

  test("of nothing is everything", () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe("the normal interval", () => {
  test("is the mean with 1.96 standard errors on both sides", () => {
    // Variance (0.0625 + 0 + 0.0625) / 2 = 0.0625, standard error 0.25 / √3 = 0.1443376.
    const { low, high } = normalInterval([0.25, 0.5, 0.75]);
    expect(low).toBeCloseTo(0.5 - 1.959964 * 0.1443376, 6);
    expect(high).toBeCloseTo(0.5 + 1.959964 * 0.1443376, 6);
    expect(meanOf([0.25, 0.5, 0.75])).toBe(0.5);
  });

  test("is cut off at 0 and 1, and of one score is everything", () => {
    expect(normalInterval([0, 1])).toEqual({ low: 0, high: 1 });
    expect(normalInterval([0.4])).toEqual({ low: 0, high: 1 });
  });
});

function row(overrides: Partial<Row>): Row {
  return rowSchema.parse({
    ...{ suite: "questions", id: "q1", split: "dev", language: "en", slices: [], scores: {}, belief: null },
    ...{ question: "?", expected: [], got: [], outcome: "answered", ...overrides },
  });
}

describe("the summary", () => {
  const rows = [
    row({ slices: ["style:typo"], scores: { "recall@1": 1, mrr: 1, verbatim: null } }),
    row({ split: "test", scores: { "recall@1": 0, mrr: 0.5, verbatim: null } }),
    row({ language: "kk", scores: { "recall@1": 0, mrr: 0.25, verbatim: 1 } }),
  ];
  const figures = summarise(rows);
  const find = (wanted: Partial<Figure>): Figure | undefined =>
    figures.find((figure) => Object.entries(wanted).every(([name, value]) => figure[name as keyof Figure] === value));

  test("counts a yes-or-no score by language, split and slice with Wilson's interval", () => {
    expect(find({ metric: "recall@1", language: "all", slice: "all" })).toEqual({
      ...{ suite: "questions", language: "all", slice: "all", metric: "recall@1", n: 3, mean: 1 / 3 },
      ...wilsonInterval(1, 3),
    });
    expect(find({ metric: "recall@1", language: "en", slice: "all" })).toMatchObject({ n: 2, mean: 0.5 });
    expect(find({ metric: "recall@1", language: "all", slice: "split:test" })).toMatchObject({ n: 1, mean: 0 });
    expect(find({ metric: "recall@1", language: "all", slice: "style:typo" })).toMatchObject({ n: 1, mean: 1 });
  });

  test("gives a mean of shares the normal interval", () => {
    const figure = find({ metric: "mrr", language: "all", slice: "all" });
    expect(figure).toMatchObject({ n: 3, ...normalInterval([1, 0.5, 0.25]) });
    expect(figure?.mean).toBeCloseTo(1.75 / 3, 12);
  });

  test("leaves out what does not apply", () => {
    expect(find({ metric: "verbatim", language: "all", slice: "all" })).toMatchObject({ n: 1, mean: 1 });
    expect(find({ metric: "verbatim", language: "en" })).toBeUndefined();
  });

  test("has each figure once", () => {
    const keys = figures.map(({ suite, language, slice, metric }) => [suite, language, slice, metric].join("|"));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test("the abstention pair counts answers outside the law and silence inside it", () => {
  const pair = abstentionPair([
    row({ suite: "outside", outcome: "answered" }),
    ...["out-of-scope", "smalltalk", "no-source"].map((outcome) => row({ suite: "outside", outcome })),
    row({ suite: "questions", outcome: "no-source" }),
    row({ suite: "short", outcome: "clarify" }),
    row({ suite: "traps", outcome: "no-source" }),
  ]);
  expect(pair.hallucination).toEqual({ n: 4, mean: 0.25, ...wilsonInterval(1, 4) });
  expect(pair.error).toEqual({ n: 2, mean: 0.5, ...wilsonInterval(1, 2) });
  expect(abstentionPair([])).toEqual({ hallucination: null, error: null });
});

test("the confusion counts verdicts for each label", () => {
  const seen = (label: string, outcome: string): Row =>
    row({ suite: "triage", slices: [`severity:${label}`], outcome });
  const { critical, routine } = confuse([
    ...[seen("critical", "critical"), seen("critical", "critical"), seen("critical", "serious")],
    ...[seen("routine", "serious"), row({ slices: ["severity:routine"], outcome: "routine" })],
  ]);
  expect(critical).toEqual({ routine: 0, concern: 0, serious: 1, critical: 2 });
  expect(routine).toEqual({ routine: 0, concern: 0, serious: 1, critical: 0 });
});
