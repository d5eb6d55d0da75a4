import { describe, expect, test } from "vitest";

import { type About, renderSystemCard } from "../evals/system-card.ts";
import { RETENTION } from "../src/cases/retention.ts";
import { makeRun } from "./evals-report-run.ts";

const run = makeRun();
const about: About = { bodies: [], acts: [] };

describe("the system card", () => {
  test("has no figure of its own: without items only days, interval and machine are left", () => {
    const card = renderSystemCard({ ...run, rows: [] }, about);
    const { ADDRESS_DAYS, CASE_DAYS, WITHDRAWN_DAYS, INBOX_DAYS, ADVICE_DAYS, CANDIDATE_DAYS } = RETENTION;
    const days = [INBOX_DAYS, ADDRESS_DAYS, CASE_DAYS, WITHDRAWN_DAYS, ADVICE_DAYS, CANDIDATE_DAYS];
    const words = card.replace("2026-02-03 04:05 UTC", "").replace(run.knowledge, "").replace(run.node, "");
    const expected = [0, 95, 20, run.cores, 4.3, 9.0, 95, 300, 1, ...days];
    expect((words.match(/\d+(\.\d+)?/g) ?? []).map(Number)).toEqual(expected);
  });

  test("gives each figure per language with interval and number of items", () => {
    const lines = renderSystemCard(run, about).split("\n");
    const [, first = ""] = lines.find((line) => line.startsWith("| Right article first"))?.split("(recall@1) |") ?? [];
    const cells = first.split("|").slice(0, 4);
    expect(cells.map((cell) => /^ \d+\.\d % \(\d+\.\d–\d+\.\d %\), n \d+ $/.test(cell))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(cells.map((cell) => Number(cell.split(", n ")[1]))).toEqual([36, 12, 12, 12]);
  });

  test("changes with the run and with nothing else", () => {
    expect(renderSystemCard(run, about)).toBe(renderSystemCard(makeRun(), about));
    expect(renderSystemCard(makeRun({ seed: 9 }), about)).not.toBe(renderSystemCard(run, about));
  });

  test("names day and knowledge of the run", () => {
    expect(renderSystemCard(run, about)).toContain(
      "the run of 2026-02-03 04:05 UTC, knowledge `0123456789abcdef`, 720 items",
    );
  });

  test("names the bodies that run it, or leaves their place open", () => {
    expect(renderSystemCard(run, about)).toContain("The state body that runs it (none is configured here).");
    const named = renderSystemCard(run, { ...about, bodies: ["Office of Gardens", "Office of Parks"] });
    expect(named).toContain("Office of Gardens and Office of Parks. Its");
  });

  test("lets no name of a file become Markdown", () => {
    const title = { kk: "a", ru: "b", en: "Law | of\n# <b>Rain</b> [x](y)" };
    const acts = [{ title, edition: "2026-01-01", inForceFrom: "2026-01-01", inForceTo: "2026-06-30" }];
    const card = renderSystemCard(run, { bodies: ["# One\n# Two"], acts });
    expect(card).toContain(
      "| Law \\| of # \\<b\\>Rain\\</b\\> \\[x\\](y) | 2026-01-01 | from 2026-01-01 until 2026-06-30 |",
    );
    expect(card).not.toMatch(/^# Two/m);
  });
});
