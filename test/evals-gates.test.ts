import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { scoreRanking, toAblationTable } from "../evals/ablations.ts";
import { parseBaseline, toBaseline, writeOut } from "../evals/baseline.ts";
import { findWorse, toFile } from "../evals/calibrate-command.ts";
import { fitThreshold } from "../evals/calibration-fit.ts";
import { compare } from "../evals/comparison.ts";
import { type Floors, findSunk } from "../evals/floors.ts";
import { applyGates } from "../evals/gates.ts";
import { findBroken } from "../evals/invariants.ts";
import { type Row, type Run, SUITES, type Suite } from "../evals/results.ts";
import { calibrationSchema } from "../src/knowledge/schemas.ts";
import { smallKnowledge } from "./fakes.ts";

type Some = Partial<Row> & Pick<Row, "id" | "scores">;

function rowOf(some: Some): Row {
  return {
    ...{ suite: "questions", split: "dev", language: "kk", slices: [], belief: null, question: "?" },
    ...{ expected: [], got: [], outcome: "answered" },
    ...some,
  };
}

/** As many rows; the first `wrong` of them have 0 in the metric, the others 1. */
function manyRows(
  count: number,
  { metric, wrong = 0, ...some }: Partial<Row> & { metric: string; wrong?: number },
): Row[] {
  return Array.from({ length: count }, (_, at) =>
    rowOf({ ...some, id: `item-${`${at}`.padStart(3, "0")}`, scores: { [metric]: at < wrong ? 0 : 1 } }),
  );
}

function runOf(rows: Row[]): Run {
  const measured = { latency: { p50: 1, p95: 1, p99: 1, n: 1 }, indexBytes: 1, rssBytes: 1, seconds: 1 };
  return { at: "2026-11-21T10:00:00Z", knowledge: "abc", node: "v20", cores: 2, rows, ...measured };
}

const failuresOf = (before: Row[], now: Row[]): readonly string[] => compare(now, toBaseline(runOf(before))).failures;

describe("a fall between two runs", () => {
  test("fails in one readable line for the language and one for all", () => {
    const before = manyRows(100, { metric: "recall@3" });
    const now = manyRows(100, { metric: "recall@3", wrong: 10 });
    const figures = "recall@3: 100.0 → 90.0 %, change −10.0 points [−16.0, −5.0], n = 100";
    const worst = "worst: item-000, item-001, item-002";
    expect(failuresOf(before, now)).toEqual([
      `questions · all · ${figures}; ${worst}`,
      `questions · kk · ${figures}; ${worst}`,
    ]);
  });

  test("names the items that fell most, and none that rose", () => {
    const scores = (...values: number[]): Row[] =>
      values.map((mrr, at) => rowOf({ id: `i${at}`, language: "ru", scores: { mrr } }));
    const [line = ""] = failuresOf(scores(1, 1, 1, 1, 0.5), scores(0.5, 0, 0.25, 0.2, 0.6));
    expect(line.split("worst: ")[1]).toBe("i1, i3, i2");
  });

  test("passes where chance explains it", () => {
    // The upper bound is above −1.5 points: 3 of 100 fall, and none of them falls in many resamples.
    expect(failuresOf(manyRows(100, { metric: "mrr" }), manyRows(100, { metric: "mrr", wrong: 3 }))).toEqual([]);
  });

  test("passes where it is sure and small: exactly 1.5 points", () => {
    const of = (mrr: number): Row[] => Array.from({ length: 50 }, (_, at) => rowOf({ id: `${at}`, scores: { mrr } }));
    expect(failuresOf(of(0.5), of(0.485))).toEqual([]);
    expect(failuresOf(of(0.5), of(0.4849))).toHaveLength(2);
  });

  test("is seen in one language where the others rise as much", () => {
    const of = (language: Row["language"], wrong: number): Row[] =>
      manyRows(60, { metric: "mrr", wrong, language }).map((row) => ({ ...row, id: `${language}-${row.id}` }));
    const lines = failuresOf([...of("kk", 0), ...of("ru", 20)], [...of("kk", 20), ...of("ru", 0)]);
    expect(lines.map((line) => line.split(":")[0])).toEqual(["questions · kk · mrr"]);
  });

  test("counts only items to which the score applied both times", () => {
    const before = [rowOf({ id: "a", scores: { mrr: null } }), rowOf({ id: "b", scores: { mrr: 1 } })];
    const now = [rowOf({ id: "a", scores: { mrr: 0 } }), rowOf({ id: "b", scores: { mrr: 1 } })];
    expect(failuresOf(before, now)).toEqual([]);
  });

  test("fails where a metric is no longer measured, as it cannot fall then", () => {
    const before = [rowOf({ id: "a", scores: { mrr: 1, "recall@1": 1 } })];
    expect(failuresOf(before, [rowOf({ id: "a", scores: { mrr: 1, "recall@1": null } })])).toEqual([
      "questions · recall@1: is no longer measured",
    ]);
  });

  test("is never found in a run beside itself", () => {
    const score = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 30 }), (scores) => {
        const rows = scores.map((mrr, at) => rowOf({ id: `${at}`, scores: { mrr } }));
        expect(failuresOf(rows, rows)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe("an invariant", () => {
  const sound = { verbatim: 1, known: 1, edition: 1 };

  test("is broken by one item that is less than 1, and not by one it does not apply to", () => {
    const rows = [
      rowOf({ id: "a", scores: { ...sound, verbatim: 0 } }),
      rowOf({ id: "b", scores: { verbatim: null, known: 0, edition: 0.5 } }),
      rowOf({ id: "c", scores: { withstood: 0, "masked names": 0, "masked numbers": 0, kept: 0, "recall@1": 0 } }),
    ];
    expect(findBroken(rows).map(({ id, metric }) => `${id} ${metric}`)).toEqual([
      ...["a verbatim", "b known", "b edition"],
      ...["c withstood", "c masked names", "c masked numbers"],
    ]);
  });

  test("asks of grave texts only that the critical ones are caught", () => {
    const text = (id: string, severity: string): Row =>
      rowOf({ suite: "triage", id, slices: [`severity:${severity}`, "category:other"], scores: { caught: 0 } });
    expect(findBroken([text("a", "serious"), text("b", "critical")])).toEqual([
      { suite: "triage", id: "b", metric: "caught" },
    ]);
  });

  test("fails for one item in a thousand", () => {
    const before = manyRows(1000, { metric: "verbatim" });
    expect(failuresOf(before, manyRows(1000, { metric: "verbatim", wrong: 1 }))).toEqual([
      "questions · verbatim: must hold for every item and does not: item-000",
    ]);
  });

  test("that is known to be broken is told and does not fail, but only by the same item and metric", () => {
    const baseline = toBaseline(
      runOf([rowOf({ id: "a", scores: { ...sound, known: 0 } }), rowOf({ id: "b", scores: sound })]),
    );
    const now = [
      rowOf({ id: "a", scores: { ...sound, known: 0, edition: 0 } }),
      rowOf({ id: "b", scores: { ...sound, known: 0 } }),
    ];
    expect(compare(now, baseline)).toEqual({
      failures: [
        "questions · edition: must hold for every item and does not: a",
        "questions · known: must hold for every item and does not: b",
      ],
      notes: ["questions · known: known to fail: a"],
    });
  });

  test("that holds again is told, so that the list can shrink", () => {
    const baseline = toBaseline(runOf([rowOf({ id: "a", scores: { known: 0 } })]));
    expect(compare([rowOf({ id: "a", scores: { known: 1 } })], baseline)).toEqual({
      ...{ failures: [], notes: ["questions · known: no longer fail and can leave the baseline: a"] },
    });
  });

  test("is asked of new items too", () => {
    const baseline = toBaseline(runOf([rowOf({ id: "a", scores: sound })]));
    const { failures, notes } = compare(
      [rowOf({ id: "a", scores: sound }), rowOf({ id: "new", scores: { ...sound, known: 0 } })],
      baseline,
    );
    expect(failures).toEqual(["questions · known: must hold for every item and does not: new"]);
    expect(notes).toEqual(["questions: without a baseline, not compared: new"]);
  });
});

describe("items that come and go", () => {
  test("are listed, the first eight by id, and not compared", () => {
    const named = (name: string, count: number, mrr: number): Row[] =>
      Array.from({ length: count }, (_, at) => rowOf({ id: `${name}${at}`, scores: { mrr } }));
    const baseline = toBaseline(runOf([...named("old", 2, 1), ...named("kept", 1, 1)]));
    expect(compare([...named("kept", 1, 1), ...named("new", 10, 0)], baseline)).toEqual({
      failures: [],
      notes: [
        "questions: without a baseline, not compared: new0, new1, new2, new3, new4, new5, new6, new7 and 2 more",
        "questions: in the baseline, not measured any more: old0, old1",
      ],
    });
  });
});

describe("a floor", () => {
  const floors: Floors = { questions: { mrr: { all: 0.8, ru: 0.9 } } };

  test("holds at its own height and breaks under it, for all and for one language", () => {
    const of = (language: Row["language"], wrong: number): Row[] => manyRows(10, { metric: "mrr", wrong, language });
    expect(findSunk([...of("kk", 3), ...of("ru", 1)], floors)).toEqual([]);
    expect(findSunk([...of("kk", 3), ...of("ru", 2)], floors)).toEqual([
      "questions · all · mrr: 75.0 % is under the floor of 80 %, n = 20",
      "questions · ru · mrr: 80.0 % is under the floor of 90 %, n = 10",
    ]);
  });

  test("does not hold where nothing was measured", () => {
    expect(findSunk(manyRows(10, { metric: "mrr", language: "kk" }), floors)).toEqual([
      "questions · ru · mrr: nothing was measured, though there is a floor",
    ]);
  });
});

function refusalOf(content: string): string {
  try {
    parseBaseline(content, "f");
    return "read";
  } catch (fault) {
    return (fault as Error).message;
  }
}

describe("a baseline as a file", () => {
  const rows = [
    rowOf({ suite: "twins", id: "z", scores: { consistent: 1 } }),
    rowOf({ id: "b", scores: { mrr: 1 / 3, known: 0, "recall@1": null } }),
    rowOf({ id: "a", scores: { "recall@1": 1, known: 1, mrr: 0.5 } }),
  ];

  test("has one line for each item, in an order of its own", () => {
    const out = writeOut(toBaseline(runOf(rows)));
    expect(out).toBe(writeOut(toBaseline(runOf([...rows].reverse()))));
    expect(out.split("\n")).toEqual([
      ...[
        "{",
        '  "on": "2026-11-21",',
        '  "knowledge": "abc",',
        '  "accepted": {',
        '    "questions/b": ["known"]',
        "  },",
      ],
      ...['  "suites": {', '    "questions": {', '      "metrics": ["known", "mrr", "recall@1"],', '      "items": {'],
      ...['        "a": "1 0.5 1",', '        "b": "0 0.3333 -"', "      }", "    },"],
      ...[
        '    "twins": {',
        '      "metrics": ["consistent"],',
        '      "items": {',
        '        "z": "1"',
        "      }",
        "    }",
      ],
      ...["  },", '  "pins": {}', "}", ""],
    ]);
  });

  test("changes in one line where one item changes", () => {
    const changed = rows.map((row) => (row.id === "a" ? { ...row, scores: { ...row.scores, mrr: 0.25 } } : row));
    const [before, after] = [rows, changed].map((some) => writeOut(toBaseline(runOf(some))).split("\n"));
    expect(after?.filter((line) => !before?.includes(line))).toEqual(['        "a": "1 0.25 1",']);
  });

  test("is read as it was written", () => {
    const score = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
    const id = fc.stringMatching(/^[a-z][a-z0-9./-]{0,12}$/);
    const row = fc.record({ suite: fc.constantFrom<Suite>(...SUITES), id, mrr: score, known: score });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ suite, id: own }) => `${suite} ${own}` }), (some) => {
        const made = toBaseline(runOf(some.map(({ suite, id: own, ...scores }) => rowOf({ suite, id: own, scores }))));
        expect(writeOut(parseBaseline(writeOut(made), "f"))).toBe(writeOut(made));
      }),
    );
  });

  const whole = writeOut(toBaseline(runOf(rows)));
  const scores = 'f is no baseline: a: needs 3 scores or "-"';
  test.each([
    ["no JSON", "{", "f is no baseline: content: "],
    ["another value", "[]", "f is no baseline: content: "],
    ["of another suite", whole.replace('"twins": {', '"colours": {'), "f is no baseline: suites"],
    ["short of a score", whole.replace("1 0.5 1", "1 0.5"), scores],
    ["with a word for a score", whole.replace("1 0.5 1", "1 x 1"), scores],
    ["with nothing for a score", whole.replace("1 0.5 1", "1  1"), scores],
    ["with a score beyond 1", whole.replace("1 0.5 1", "1 1.5 1"), scores],
    ["accepting in no suite", whole.replace("questions/b", "colours/b"), "f is no baseline: accepted → colours/b"],
  ])("is refused in one line where it is %s", (_, content, line) => {
    const told = refusalOf(content);
    expect(told.startsWith(line), told).toBe(true);
    expect(told).not.toContain("\n");
  });

  test("holds items that have no score", () => {
    const made = writeOut(toBaseline(runOf([rowOf({ id: "a", scores: {} })])));
    expect([...(parseBaseline(made, "f").suites.get("questions") ?? [])]).toEqual([["a", {}]]);
  });

  test("is not made of two items with one id", () => {
    expect(() => toBaseline(runOf([rowOf({ id: "a", scores: {} }), rowOf({ id: "a", scores: {} })]))).toThrow(
      "two items of questions have the id a",
    );
  });
});

describe("the gates", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "adep-gates-"));
    await writeFile(path.join(folder, "floors.json"), JSON.stringify({ questions: { mrr: { all: 0.5 } } }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const apply = (rows: Row[], updateBaseline = false) => applyGates(runOf(rows), { updateBaseline, folder });
  const kept = (): Promise<string> => readFile(path.join(folder, "baseline.json"), "utf8");

  test("fail without a baseline, and write none unasked", async () => {
    const { failures } = await apply(manyRows(4, { metric: "mrr" }));
    expect(failures).toEqual(["there is no baseline yet: make one with --update-baseline"]);
    await expect(kept()).rejects.toThrow("ENOENT");
  });

  test("pass the run the baseline was made of, and fail a worse one without touching the baseline", async () => {
    await apply(manyRows(50, { metric: "mrr" }), true);
    const before = await kept();
    expect(await apply(manyRows(50, { metric: "mrr" }))).toEqual({ failures: [], accepted: [] });
    expect((await apply(manyRows(50, { metric: "mrr", wrong: 20 }))).failures).toHaveLength(2);
    expect(await kept()).toBe(before);
  });

  test("say what they accept, and compare with that from then on", async () => {
    await apply(manyRows(50, { metric: "mrr" }), true);
    const worse = manyRows(50, { metric: "mrr", wrong: 20 });
    const { failures, accepted } = await apply(worse, true);
    expect(failures).toEqual([]);
    expect(accepted.map((line) => line.slice(0, 40))).toEqual([
      "questions · all · mrr: 100.0 → 60.0 %, c",
      "questions · kk · mrr: 100.0 → 60.0 %, ch",
      "a new baseline: 2026-11-21, knowledge ab",
    ]);
    expect(await apply(worse)).toEqual({ failures: [], accepted: [] });
  });

  test("accept nothing while a floor is broken", async () => {
    await apply(manyRows(50, { metric: "mrr" }), true);
    const before = await kept();
    expect(await apply(manyRows(50, { metric: "mrr", wrong: 30 }), true)).toEqual({
      failures: [
        "questions · all · mrr: 40.0 % is under the floor of 50 %, n = 50",
        "nothing was accepted while a floor is broken",
      ],
      accepted: [],
    });
    expect(await kept()).toBe(before);
  });

  test("refuse an unreadable baseline, also when it is to be replaced", async () => {
    await writeFile(path.join(folder, "baseline.json"), "<<<<<<< HEAD");
    for (const isUpdate of [false, true]) {
      await expect(apply(manyRows(4, { metric: "mrr" }), isUpdate)).rejects.toThrow("baseline.json is no baseline");
    }
  });

  test("refuse floors of another shape in one line", async () => {
    await writeFile(path.join(folder, "floors.json"), '{"questions":{"mrr":{"all":80}}}');
    await expect(apply(manyRows(4, { metric: "mrr" }))).rejects.toThrow("holds no floors: questions → mrr → all");
  });
});

describe("the floors that are kept", () => {
  test("let no wrong citation and no attack be accepted with a new baseline", async () => {
    const floors = JSON.parse(await readFile(new URL("../evals/floors.json", import.meta.url), "utf8")) as Floors;
    const cited: readonly Suite[] = ["questions", "short", "traps", "conversations", "twins"];
    const ones = cited.flatMap((suite) =>
      ["verbatim", "known", "edition"].map((metric) => floors[suite]?.[metric]?.all),
    );
    expect([...ones, floors.attacks?.["withstood"]?.all]).toEqual(Array(16).fill(1));
  });
});

describe("calibrating", () => {
  test("takes the lowest threshold that declines no more than it may", () => {
    const beliefs = [0.9, 0.6, 0.41, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1];
    expect(fitThreshold(beliefs, 0)).toBe(0.9);
    expect(fitThreshold(beliefs, 0.2)).toBe(0.41);
    // One more of them would be 30 %.
    expect(fitThreshold(beliefs, 0.29)).toBe(0.41);
    expect(fitThreshold(beliefs, 0.3)).toBe(0.3);
  });

  test("never declines more than it may, and would with a hundredth less", () => {
    const belief = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(belief, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (beliefs, share) => {
          const threshold = fitThreshold(beliefs, share);
          const declined = (limit: number): number => beliefs.filter((one) => one > limit).length;
          const most = Math.floor(share * beliefs.length + 1e-9);
          expect(declined(threshold)).toBeLessThanOrEqual(most);
          // A hundredth lower, rounding aside.
          if (threshold > 0) expect(declined(threshold - 0.0101)).toBeGreaterThan(most);
        },
      ),
    );
  });

  test("is refused by the rule of the gates", () => {
    const before = manyRows(100, { metric: "answered", split: "test" });
    expect(findWorse(before, manyRows(100, { metric: "answered", split: "test", wrong: 3 }))).toEqual([]);
    expect(findWorse(before, manyRows(100, { metric: "answered", split: "test", wrong: 10 }))).toHaveLength(2);
  });

  test("writes a file that the knowledge can be read from", () => {
    const { calibration } = smallKnowledge();
    const file = JSON.parse(
      toFile({ calibration, development: { "questions recall@1": 0.9 }, refusals: [] }, "2026-11-21"),
    );
    expect(calibrationSchema.parse(file)).toMatchObject(calibration);
  });
});

describe("an ablation", () => {
  test("is scored by articles, best first", () => {
    const ranked = ["law-1/2/1", "law-1/3", "law-1/5/2", "law-1/4"];
    const { "ndcg@10": ndcg, ...recall } = scoreRanking(ranked, ["law-1/5/1", "law-1/3/2"]);
    expect(recall).toEqual({ "recall@1": 0, "recall@3": 1, "recall@10": 1 });
    // Gains 1 and 2 at places 2 and 3, over 2 and 1 at places 1 and 2.
    expect(ndcg).toBeCloseTo((1 / Math.log2(3) + 2 / 2) / (2 + 1 / Math.log2(3)), 12);
  });

  test("is one line, with development and test questions apart", () => {
    const row = { variant: "words", order: "cumulative", language: "kk", n: 2, "recall@3": 1, "recall@10": 1 } as const;
    const rows = [
      { ...row, split: "dev", "recall@1": 0.5, "ndcg@10": 0.75 } as const,
      { ...row, split: "test", "recall@1": 0.25, "ndcg@10": 0.5 } as const,
    ];
    expect(toAblationTable(rows)).toEqual({
      words: { "dev kk": "50.0 100.0 100.0 75.0", "test kk": "25.0 100.0 100.0 50.0" },
    });
  });
});
