import { describe, expect, test } from "vitest";

import type { AuditRecord } from "../src/cases/audit.ts";
import type { Case } from "../src/cases/case.ts";
import { type Counting, countCases } from "../src/cases/statistics.ts";
import { type Cell, suppress } from "../src/cases/suppress.ts";
import { workingDaysSchema } from "../src/cases/working-days.ts";
import { openBench, someReport } from "./case-fakes.ts";

const holiday = { day: "2026-01-01", name: { kk: "Жаңа жыл", ru: "Новый год", en: "New Year" } };
const source = [{ act: "a", number: null, date: null, foundIn: "a", confirms: "a" }];
const calendar = workingDaysSchema.parse({ "2026": { holidays: [holiday], daysOff: [], workingWeekends: [], source } });

function someCase(number: number, overrides: Partial<Case> = {}): Case {
  return {
    ...{ id: `case-${number}`, codename: `Reed-${1000 + number}`, body: "gardens", state: "told", severity: "serious" },
    ...{ category: "bribery", language: "en", channel: "page", origin: "auto", openedOn: "2026-09-07" },
    ...{ acknowledgeBy: null, feedbackBy: null, closedOn: null, handlers: [], excluded: [], holder: null },
    ...{ destination: null, outcome: null, checkIns: false, version: 1 },
    ...overrides,
  };
}

const someCases = (count: number, overrides: Partial<Case> = {}, from = 0): Case[] =>
  Array.from({ length: count }, (_, at) => someCase(from + at, overrides));

const record = (caseId: string, action: AuditRecord["action"], detail = "", day = "2026-09-09"): AuditRecord => ({
  ...{ seq: 1, day, caseId, actor: "gardener", action, detail, previous: "", hash: "" },
});

const countAll = (counting: Partial<Counting>) =>
  countCases({
    ...{ cases: [], records: [], categories: ["bribery", "nepotism"], calendar, least: 5 },
    ...{ from: "2026-08-01", to: "2026-10-31" },
    ...counting,
  });

/** Every way of filling the hidden cells that the shown cells, their marks and the total allow; values met, by cell. */
function possible(cells: readonly Cell[], total: number, least: number): Set<number>[] {
  const met = cells.map(() => new Set<number>());
  const isAllHidden = cells.every((cell) => cell === "hidden");
  const fill = (at: number, left: number, chosen: readonly number[]): void => {
    if (at === cells.length) {
      if (left === 0) for (const [place, value] of chosen.entries()) met[place]?.add(value);
      return;
    }
    const cell = cells[at];
    const [low, high] =
      typeof cell === "number" ? [cell, cell] : cell === "hidden" ? [isAllHidden ? 0 : least, left] : [0, least - 1];
    for (let value = low; value <= Math.min(high, left); value += 1) fill(at + 1, left - value, [...chosen, value]);
  };
  fill(0, total, []);
  return met;
}

describe("a table", () => {
  test("shows what is large and hides what is small", () => {
    expect(suppress({ a: 20, b: 3, c: 2, d: 9, e: 1 }, 5)).toEqual({ a: 20, b: "<5", c: "<5", d: 9, e: "<5" });
    expect(suppress({ a: 20, b: 7 }, 5)).toEqual({ a: 20, b: 7 });
  });

  test("hides the smallest cell that keeps a small one from being computed", () => {
    expect(suppress({ a: 20, b: 1, c: 30 }, 5)).toEqual({ a: "hidden", b: "<5", c: 30 });
    expect(suppress({ a: 20, b: 1, c: 5 }, 5)).toEqual({ a: "hidden", b: "<5", c: 5 });
  });

  test("does not tell none from one", () => {
    expect(suppress({ a: 20, b: 0 }, 5)).toEqual({ a: "hidden", b: "<5" });
  });

  test("is hidden as a whole where nothing else helps", () => {
    expect(suppress({ a: 6, b: 1 }, 5)).toEqual({ a: "hidden", b: "hidden" });
  });

  test("never lets a small cell, or the sum of the hidden ones, be found out", () => {
    const leaks: string[] = [];
    for (let round = 0; round < 1500; round += 1) {
      const counts = Array.from({ length: 2 + (round % 3) }, () => Math.floor(Math.random() * (round % 2 ? 8 : 16)));
      const total = counts.reduce((sum, one) => sum + one, 0);
      if (total < 5) continue;
      const cells = Object.values(suppress(Object.fromEntries(counts.map((one, at) => [`c${at}`, one])), 5));
      const met = possible(cells, total, 5);
      const isFree = cells.every((cell, at) => {
        if (typeof cell === "number") return cell >= 5;
        return cell === "hidden" || [0, 1, 2, 3, 4].every((value) => met[at]?.has(value));
      });
      const hidden = counts.filter((_, at) => typeof cells[at] !== "number");
      const sum = hidden.reduce((one, other) => one + other, 0);
      if (!isFree || (hidden.length > 0 && sum < 5)) leaks.push(`${counts} → ${cells}`);
    }
    expect(leaks).toEqual([]);
  });
});

describe("the numbers", () => {
  test("of fewer cases than the least are not told at all", () => {
    const { total, bySeverity, byState, medianWorkingDays } = countAll({ cases: someCases(4) });
    expect(total).toBe("<5");
    expect(new Set([...Object.values(bySeverity), ...Object.values(byState)])).toEqual(new Set(["hidden"]));
    expect(medianWorkingDays).toEqual({ toTake: "hidden", toClose: "hidden" });
  });

  test("count the cases opened in the period, in every month of it", () => {
    const cases = [
      ...someCases(12),
      ...someCases(9, { openedOn: "2026-08-31" }, 20),
      ...someCases(7, { openedOn: "2026-07-31" }, 40),
    ];
    const { total, byMonth } = countAll({ cases });
    expect(total).toBe(21);
    expect(byMonth).toEqual({ "2026-08": "hidden", "2026-09": 12, "2026-10": "<5" });
  });

  test("name every category whether or not a case has it", () => {
    const { byCategory } = countAll({ cases: [...someCases(30), ...someCases(12, { category: null }, 50)] });
    expect(byCategory).toEqual({ bribery: 30, nepotism: "<5", none: "hidden" });
  });

  test("count working days to the first taking and to the closing", () => {
    const closed = { state: "closed", outcome: "measures", closedOn: "2026-09-14" } as const;
    const records = [0, 1, 2, 3, 4].flatMap((number) => [
      record(`case-${number}`, "take", "", number < 2 ? "2026-09-07" : "2026-09-08"),
      record(`case-${number}`, "take", "", "2026-09-30"),
    ]);
    const { medianWorkingDays } = countAll({ cases: someCases(6, closed), records });
    expect(medianWorkingDays).toEqual({ toTake: 1, toClose: 5 });
  });

  test("tell outcomes only where the number of closed cases is told", () => {
    const closed = (outcome: Case["outcome"]): Partial<Case> => ({ state: "closed", outcome, closedOn: "2026-09-14" });
    const many = [
      ...someCases(30, closed("measures")),
      ...someCases(20, closed("advice"), 40),
      ...someCases(25, {}, 80),
    ];
    expect(countAll({ cases: many }).byState).toMatchObject({ closed: 50, told: "hidden" });
    expect(countAll({ cases: many }).byOutcome).toMatchObject({ measures: 30, advice: "hidden", "no-action": "<5" });
    const few = [...someCases(9, closed("measures")), ...someCases(25, {}, 80)];
    expect(countAll({ cases: few }).byState).toMatchObject({ closed: "hidden", told: 25 });
    expect(new Set(Object.values(countAll({ cases: few }).byOutcome))).toEqual(new Set(["hidden"]));
  });

  test("tell ratings only where those who did not rate are not a few", () => {
    const closed = { state: "closed", outcome: "measures", closedOn: "2026-09-14" } as const;
    const cases = [...someCases(30, closed), ...someCases(9, {}, 40)];
    const rates = (count: number): AuditRecord[] => cases.slice(0, count).map(({ id }) => record(id, "rate", "yes"));
    expect(countAll({ cases, records: rates(20) })).toMatchObject({ rated: 20, byRating: { yes: "hidden", no: "<5" } });
    expect(countAll({ cases, records: rates(28) })).toMatchObject({ rated: "hidden", byRating: { yes: "hidden" } });
    expect(countAll({ cases, records: rates(3) })).toMatchObject({ rated: "<5", byRating: { yes: "hidden" } });
  });

  test("hold no id, codename or person", async () => {
    const bench = await openBench();
    for (let number = 0; number < 6; number += 1) {
      await bench.reception.escalate(
        someReport({ text: `Report ${number}`, address: { channel: "page", id: `asker ${number}` } }),
      );
    }
    const { cases, records } = await bench.deps.store.transact(async (tx) => {
      return { cases: await tx.cases.list({}), records: await tx.audit.all() };
    });
    const written = JSON.stringify(countAll({ cases, records, categories: ["misuse-of-state-property"] }));
    const names = cases.flatMap(({ id, codename, handlers }) => [id, codename, ...handlers]);
    expect(names.filter((name) => written.includes(name))).toEqual([]);
    expect(written).toContain('"total":6');
  });
});
