import { describe, expect, test } from "vitest";

import { showInvisible } from "../evals/report/html.ts";
import { renderPage } from "../evals/report/page.ts";
import type { Row, Run } from "../evals/results.ts";
import { makeRun, plainRow } from "./evals-report-run.ts";

const run = makeRun();
const withRows = (...rows: readonly Row[]): Run => ({ ...run, rows: [...rows] });

describe("the page", () => {
  test("needs nothing from elsewhere and runs nothing", async () => {
    const page = await renderPage(run, { earlier: [makeRun({ seed: 8, at: "2026-01-01T00:00:00Z" })] });
    expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /<script|<link|<img|<iframe|<object|https?:|\bsrc=|@import|url\((?!#)|\son[a-z]+=/i,
    );
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).toContain("2026-02-03 04:05 UTC");
    expect(page).toContain("0123456789abcdef");
    expect(page).not.toMatch(/NaN|undefined|\[object|null/);
  });

  test("is the same for the same run, with no id twice", async () => {
    const page = await renderPage(run, { earlier: [] });
    expect(await renderPage(run, { earlier: [] })).toBe(page);
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("gives interval and number of items with every figure of its summary", async () => {
    const page = await renderPage(run, { earlier: [] });
    const [summary = ""] = page.match(/<table class="figures">[\s\S]*?<\/table>/) ?? [];
    const cells = [...summary.matchAll(/<td>([\s\S]*?)<\/td>/g)].map(([, cell = ""]) => cell);
    expect(cells.length).toBeGreaterThan(100);
    const share = /^\d+\.\d % <small>\d+\.\d–\d+\.\d % · n \d+<\/small>$/;
    const mean = /^[01]\.\d{3} <small>[01]\.\d{3}–[01]\.\d{3} · n \d+<\/small>$/;
    expect(cells.filter((cell) => cell !== "–" && !share.test(cell) && !mean.test(cell))).toEqual([]);
  });

  test("shows a hostile question as the letters it is made of", async () => {
    const question = `</td><script>alert(1)</script>"'&\u202Eabc\u200B`;
    const row: Row = { ...plainRow, question, scores: { "ndcg@10": 0 } };
    const page = await renderPage(withRows(row), { earlier: [] });
    expect(page).toContain("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;⟨U+202E⟩abc⟨U+200B⟩");
    expect(page).not.toMatch(/<script|[\u202E\u200B]/);
    expect(showInvisible("Әдеп — ok")).toBe("Әдеп — ok");
  });

  test("shows no question of a test item", async () => {
    const row: Row = { ...plainRow, split: "test", question: "a secret question", scores: { "ndcg@10": 0 } };
    expect(await renderPage(withRows(row), { earlier: [] })).not.toContain("a secret question");
  });

  test("says which gates failed, that all are passed, or nothing where none was applied", async () => {
    const pageWith = async (gates?: { failures: string[] }) =>
      renderPage(withRows(), { earlier: [], ...(gates ? { gates } : {}) });
    expect(await pageWith({ failures: ["it <fell>"] })).toContain("<li>it &lt;fell&gt;</li>");
    expect(await pageWith({ failures: [] })).toContain("All gates are passed.");
    expect(await pageWith()).not.toMatch(/gates (failed|are passed)/);
  });

  test("draws the trend where there is an earlier run, and says so where there is none", async () => {
    expect(await renderPage(run, { earlier: [] })).toContain("No earlier run was saved");
    const page = await renderPage(run, { earlier: [makeRun({ seed: 8, at: "2026-01-01T00:00:00Z" })] });
    expect(page).toContain("over 2 runs");
    expect(page).toContain("2026-01-01 00:00 UTC");
  });

  test("can be written of a run of a single suite, and of none", async () => {
    for (const rows of [[], [{ ...plainRow, suite: "attacks" as const, scores: { withstood: 1 } }]]) {
      expect(await renderPage(withRows(...rows), { earlier: [] })).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});
