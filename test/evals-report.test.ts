import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { ndcgAt } from "../evals/metrics/ranking.ts";
import { renderJunit } from "../evals/report/junit.ts";
import { renderTrec } from "../evals/report/trec.ts";
import { writeReport } from "../evals/report/write-report.ts";
import { type Row, type Run, runSchema } from "../evals/results.ts";
import { makeRun, plainRow } from "./evals-report-run.ts";

const run = makeRun();
const withRows = (...rows: readonly Row[]): Run => ({ ...run, rows: [...rows] });
const count = (text: string, piece: RegExp): number => [...text.matchAll(piece)].length;

describe("the files of TREC", () => {
  test("hold articles, each once, with falling scores and graded judgements", () => {
    const row: Row = {
      ...{ ...plainRow, id: "a b", scores: { "ndcg@10": 0.5 } },
      ...{ expected: ["act/3/1", "act/3/2", "act/9/1"], got: ["act/9/4", "act/9/1", "act/3/1"] },
    };
    expect(renderTrec(withRows(row))).toEqual([
      {
        suite: "questions",
        run: "a_b Q0 act/9 1 1.000000 adep-01234567\na_b Q0 act/3 2 0.500000 adep-01234567\n",
        qrels: "a_b 0 act/3 2\na_b 0 act/9 1\n",
      },
    ]);
  });

  test("leave out what has no ranking", () => {
    const suites = renderTrec(run).map(({ suite }) => suite);
    expect(suites).toEqual(["questions", "short", "traps", "conversations", "twins"]);
  });

  test("score as the run did when they are read again", () => {
    for (const { suite, run: ranking, qrels } of renderTrec(run)) {
      const lines = (text: string): string[][] =>
        text
          .trimEnd()
          .split("\n")
          .map((line) => line.split(" "));
      for (const { id, scores } of run.rows.filter((row) => row.suite === suite)) {
        const got = lines(ranking).flatMap(([query, , document = ""]) => (query === id ? [document] : []));
        const grades = lines(qrels).flatMap(([query, , document = "", grade]) =>
          query === id ? [[document, Number(grade)] as const] : [],
        );
        expect(ndcgAt(got, new Map(grades), 10)).toBe(scores["ndcg@10"]);
      }
    }
  });
});

describe("the JUnit file", () => {
  const row: Row = { ...plainRow, language: "kk", scores: { "recall@1": 1, "recall@10": 1 } };

  test("has a case for each suite, language and metric, with its figure", () => {
    const xml = renderJunit(withRows(row));
    const names = [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)].map(([, suite, name]) => [
      suite,
      name,
    ]);
    expect(names).toEqual([
      ["evals.questions", "all recall@1"],
      ["evals.questions", "all recall@10"],
      ["evals.questions", "kk recall@1"],
      ["evals.questions", "kk recall@10"],
    ]);
    expect(xml).toContain('<testsuites name="evals" tests="4" failures="0"');
    expect(xml).toContain("100.0 % (20.7–100.0 %, n 1)");
  });

  test("fails the case that a gate names, and no other", () => {
    const xml = renderJunit(withRows(row), { failures: ["questions · kk · recall@1: 90.0 → 80.0 %"] });
    expect(xml).toMatch(/name="kk recall@1">\s*<failure message="questions · kk · recall@1: 90.0 → 80.0 %"/);
    expect(count(xml, /<failure /g)).toBe(1);
    const other = renderJunit(withRows(row), { failures: ["questions · kk · recall@10: 90.0 → 80.0 %"] });
    expect(other).toMatch(/name="kk recall@10">\s*<failure /);
    expect(count(other, /<failure /g)).toBe(1);
  });

  test("fails the case of all languages where an invariant names none", () => {
    const xml = renderJunit(withRows(row), { failures: ["questions · recall@1: must hold for every item"] });
    expect(xml).toMatch(/name="all recall@1">\s*<failure /);
    expect(count(xml, /<failure /g)).toBe(1);
  });

  test("loses no failure that names no case", () => {
    const xml = renderJunit(withRows(row), { failures: ['there is no <baseline> & no "floor"'] });
    expect(xml).toMatch(/<testsuite name="gates"[^>]* failures="1"/);
    expect(xml).toContain("there is no &lt;baseline> &amp; no &quot;floor&quot;");
  });
});

test("the report is written to its folder, and the run can be read back", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-evals-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = await writeReport(run, { folder: path.join(folder, "deep"), earlier: [] });
  expect(files.map((file) => path.basename(file)).slice(0, 5)).toEqual([
    ...["index.html", "results.json", "junit.xml", "questions.run.trec", "questions.qrels"],
  ]);
  const content = await readFile(path.join(folder, "deep", "results.json"), "utf8");
  expect(runSchema.parse(JSON.parse(content))).toEqual(run);
  for (const file of files) expect((await readFile(file, "utf8")).length).toBeGreaterThan(100);
});
