import { describe, expect, test } from "vitest";

import { tabulate } from "../evals/gap-tables.ts";
import { type GapOptions, showGaps } from "../evals/gaps-command.ts";
import type { Gap } from "../src/candidates/candidate.ts";
import { openBench } from "./case-fakes.ts";
import { createFakeLife } from "./evals-life-fakes.ts";
import { smallKnowledge } from "./fakes.ts";
import { capture } from "./owner-fakes.ts";

const knowledge = smallKnowledge();
type Counted = Gap & { readonly count: number };

const gap = (count: number, overrides: Partial<Gap> = {}): Counted => ({
  ...{ month: "2026-09-01", language: "ru", outcome: "no-source", kind: "topic", name: "law-290-viii/5", count },
  ...overrides,
});

const show = (gaps: readonly Counted[], options: Partial<GapOptions> = {}) =>
  capture(() => showGaps({ store: createFakeLife([], gaps).store, knowledge }, { least: 5, ...options }));

/** Enough small counts beside it that a table can show its large ones. */
const SMALL = ["law-290-viii/7", "law-290-viii/9", "law-416-v/11"].map((name) => gap(2, { name }));

describe("gaps", () => {
  test("are summed over months and outcomes, most frequent first, with titles in the language", async () => {
    const { out } = await show([
      ...[...SMALL, gap(4), gap(3, { month: "2026-10-01", outcome: "out-of-scope" })],
      gap(9, { name: "decree-153-code/8" }),
      ...[...SMALL, gap(12, { name: "decree-153-code/8" })].map((one): Counted => ({ ...one, language: "kk" })),
    ]);
    const [heading, , title, ...rows] = out.split("\n");
    expect(heading).toBe("questions without an answer, all months that are kept: kk 18, ru 22, en <5");
    expect([title, ...rows.slice(0, 4)]).toEqual([
      "by the nearest article or point",
      "  12  kk  decree-153-code/8  Ара ұясының құпиясы",
      "  9   ru  decree-153-code/8  Тайна улья",
      "  7   ru  law-290-viii/5     Служебный зонт",
      "  <5  every other",
    ]);
  });

  test("are told by idea too, which has no title", async () => {
    const names = ["boat", "relative", "pumpkin"].map((name) => gap(2, { kind: "concept", name }));
    const { out } = await show([...names, gap(8, { kind: "concept", name: "umbrella" })]);
    expect(out.split("by idea")[1]?.split("\n").slice(1, 3)).toEqual(["  8  ru  umbrella", "  <5  every other"]);
  });

  test("are of the months that are asked for, both ends included", async () => {
    const months = ["2026-05", "2026-06", "2026-07", "2026-08"];
    const gaps = months.flatMap((month) => [...SMALL, gap(6)].map((one) => ({ ...one, month: `${month}-01` })));
    const periods = [{}, { from: "2026-06" }, { to: "2026-06" }, { from: "2026-06", to: "2026-07" }];
    const totals: unknown[] = [];
    for (const period of periods) {
      totals.push(JSON.parse((await show(gaps, { ...period, json: true })).out).questions.ru);
    }
    expect(totals).toEqual([48, 36, 24, 24]);
    expect((await show(gaps, { from: "2026-08", to: "2026-07" })).err).toBe("--from must not be after --to");
    expect((await show(gaps, { from: "2026-06", to: "2026-07" })).out).toMatch(
      /^questions .+ from 2026-06 to 2026-07: /,
    );
  });

  test("say that there are none where nothing was ever counted", async () => {
    expect((await show([])).out).toBe("no gaps: no question without an answer has been counted\n");
  });

  test("are the same out of the real store", async () => {
    const { deps } = await openBench();
    const counted = [...SMALL, gap(6)];
    await deps.store.transact(async (tx) => {
      for (const { count, ...one } of counted) for (let at = 0; at < count; at += 1) await tx.gaps.count(one);
    });
    const { out } = await capture(() => showGaps({ store: deps.store, knowledge }, { least: 5 }));
    expect(out).toBe((await show(counted)).out);
  });
});

describe("a small number", () => {
  test("is not told from none, by count, name or place", async () => {
    const { out } = await show([...SMALL, gap(9)]);
    for (const count of [1, 2, 4]) {
      expect((await show([...SMALL, gap(9), gap(count, { language: "kk" })])).out).toBe(out);
    }
  });

  test("cannot be computed from the total of its language", () => {
    // 10 less 9 is 1.
    const { topics, questions } = tabulate([gap(9), gap(1, { name: "law-290-viii/7" })], knowledge, 5);
    expect(questions.ru).toBe(10);
    expect(topics).toEqual([{ language: "ru", name: "law-290-viii/5", title: "Служебный зонт", count: "hidden" }]);
  });

  test("may be that of a name nobody asked near, so that fewer others need hiding", () => {
    // 4 and 2 alone could be told from their sum; among all names they cannot.
    const gaps = [gap(9), gap(4, { name: "law-290-viii/7" }), gap(2, { name: "law-290-viii/9" })];
    expect(tabulate(gaps, knowledge, 5).topics.map(({ name, count }) => [name, count])).toEqual([
      ["law-290-viii/5", 9],
    ]);
  });

  test("hides a whole table where nothing less would do, with the names", async () => {
    const { out } = await show([gap(6), gap(1, { name: "law-290-viii/7" })]);
    expect(out).toContain("article or point\n  hidden  ru  every name\n  <5  every other\n");
    expect(out).not.toContain("law-290-viii");
  });

  test("is as small as is asked, and a hidden number stands last, however large", () => {
    const gaps = [
      gap(21, { name: "law-290-viii/9" }),
      gap(30),
      gap(40, { name: "law-290-viii/7" }),
      gap(1, { name: "x/1" }),
    ];
    const { topics } = tabulate(gaps, knowledge, 20);
    expect(topics.map(({ name, count }) => [name, count])).toEqual([
      ["law-290-viii/5", 30],
      ["law-290-viii/9", 21],
      ["law-290-viii/7", "hidden"],
    ]);
  });
});
