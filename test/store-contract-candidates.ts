// What every store promises of what people's experience offers to the evals, and of counts of what had no answer.

import { describe, expect, test } from "vitest";

import type { Candidate, Gap } from "../src/candidates/candidate.ts";
import { atOnce, type OpenStoreBench, someId } from "./store-bench.ts";

export function someCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    ...{ id: someId(), kind: "bad-answer", month: "2026-09-01", language: "kk", text: "May I keep seeds?" },
    ...{ remark: "", reason: "wrong", outcome: "answered" },
    severity: { given: "routine", right: null },
    ...overrides,
  };
}

export function candidatesContract(open: OpenStoreBench): void {
  describe("what is offered to the evals", () => {
    test("comes back as it was, oldest month first", async () => {
      const { transact } = await open();
      const late = someCandidate({ id: "a", month: "2026-10-01", kind: "challenge", remark: "Ереже 7-тармақта 🙈" });
      const early = someCandidate({ id: "b", kind: "correction", reason: null, outcome: null });
      const same = someCandidate({ id: "c", severity: { given: null, right: "critical" } });
      await transact(async (tx) => {
        for (const one of [same, late, early]) await tx.candidates.put(one);
      });
      expect(await transact((tx) => tx.candidates.list())).toEqual([early, same, late]);
    });

    test("twice under one id is there once, as at first", async () => {
      const { transact } = await open();
      const first = someCandidate({ id: "a" });
      await transact((tx) => tx.candidates.put(first));
      await atOnce(5, (at) => transact((tx) => tx.candidates.put(someCandidate({ id: "a", text: `another ${at}` }))));
      expect(await transact((tx) => tx.candidates.list())).toEqual([first]);
    });

    test("lies there with nothing in clear but its month, and with nothing that is not its own", async () => {
      const { transact, opened, vault } = await open();
      const told = { ...someCandidate({ id: "a", text: "tulips", remark: "roses" }), asker: "770012345" };
      await transact((tx) => tx.candidates.put(told));
      const [row] = await opened.database.db.selectFrom("candidates").selectAll().execute();
      expect(row).toEqual({ id: "a", month: "2026-09-01", sealed: row?.sealed });
      expect(JSON.stringify(row)).not.toMatch(/tulips|roses|garden-act|wrong|answered|770012345/);
      expect(vault.open(row?.sealed ?? "", "candidates:a:sealed")).not.toContain("770012345");
    });

    test("is as long, sealed, whether much or little was said", async () => {
      const { transact, opened } = await open();
      await transact(async (tx) => {
        await tx.candidates.put(someCandidate({ text: "?" }));
        await tx.candidates.put(someCandidate({ text: "May I keep the seeds of the office? ".repeat(10) }));
      });
      const rows = await opened.database.db.selectFrom("candidates").select("sealed").execute();
      expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1);
    });

    test("is left out where it does not open, was put in the place of another, or is none", async () => {
      const { transact, run, vault } = await open();
      const kept = someCandidate({ id: "kept" });
      await transact(async (tx) => {
        for (const id of ["damaged", "moved", "none", "empty"]) await tx.candidates.put(someCandidate({ id }));
        await tx.candidates.put(kept);
      });
      await run("update candidates set sealed = (select sealed from candidates where id = 'kept') where id = 'moved'");
      await run("update candidates set sealed = substr(sealed, 1, 40) where id = 'damaged'");
      await run(`update candidates set sealed = '${vault.seal("{}", "candidates:none:sealed")}' where id = 'none'`);
      await run("update candidates set sealed = '' where id = 'empty'");
      expect(await transact((tx) => tx.candidates.list())).toEqual([kept]);
    });

    test("goes one by one, or by the month in which it came", async () => {
      const { transact } = await open();
      const months = ["2026-07-01", "2026-08-01", "2026-08-01", "2026-09-01"];
      const seen = await transact(async (tx) => {
        for (const [at, month] of months.entries()) await tx.candidates.put(someCandidate({ id: `${at}`, month }));
        await tx.candidates.delete("1");
        await tx.candidates.delete("1");
        const deleted = [
          await tx.candidates.deleteBefore("2026-07-01"),
          await tx.candidates.deleteBefore("2026-08-02"),
        ];
        return [...deleted, (await tx.candidates.list()).map(({ id }) => id)];
      });
      expect(seen).toEqual([0, 2, ["3"]]);
    });

    test("is not taken with a day that is none: it could not be read again", async () => {
      const { transact } = await open();
      await expect(transact((tx) => tx.candidates.put(someCandidate({ month: "September" })))).rejects.toThrow();
      expect(await transact((tx) => tx.candidates.list())).toEqual([]);
    });
  });

  gapsContract(open);
}

function gapsContract(open: OpenStoreBench): void {
  const topic: Gap = {
    ...{ month: "2026-09-01", language: "kk", outcome: "no-source", kind: "topic", name: "garden-act/7" },
  };

  describe("what had no answer", () => {
    test("is counted by month, language, outcome, kind and name, none lost of many at once", async () => {
      const { transact } = await open();
      const gaps: readonly Gap[] = [
        topic,
        { ...topic, kind: "concept" },
        { ...topic, language: "ru" },
        { ...topic, outcome: "clarify" },
        { ...topic, month: "2026-10-01" },
        { ...topic, name: "garden-act/8" },
      ];
      await atOnce(20, (at) => transact((tx) => tx.gaps.count(gaps[at % gaps.length] ?? topic)));
      const listed = await transact((tx) => tx.gaps.list());
      expect(listed).toEqual([
        { ...topic, outcome: "clarify", count: 3 },
        { ...topic, kind: "concept", count: 4 },
        { ...topic, count: 4 },
        { ...topic, name: "garden-act/8", count: 3 },
        { ...topic, language: "ru", count: 3 },
        { ...topic, month: "2026-10-01", count: 3 },
      ]);
    });

    test("is forgotten by month", async () => {
      const { transact } = await open();
      const left = await transact(async (tx) => {
        for (const month of ["2026-08-01", "2026-09-01"]) await tx.gaps.count({ ...topic, month });
        await tx.gaps.deleteBefore("2026-09-01");
        return tx.gaps.list();
      });
      expect(left).toEqual([{ ...topic, count: 1 }]);
    });
  });
}
