// What every store promises about cases and their lines.

import { describe, expect, test } from "vitest";

import { ENTRY_KINDS } from "../src/cases/case.ts";
import {
  atOnce,
  DAY,
  insertCase,
  LATER,
  type OpenStoreBench,
  type StoreBench,
  someCase,
  someId,
} from "./store-bench.ts";

const TEXTS = [
  "",
  "Бастық іссапар ақшасын алады.",
  "Начальник\n\nберёт «премию» — с каждого 🙈",
  "x".repeat(8000),
  "null \u0000 byte, 'quotes' \"and\" \\ back",
];

async function addTexts({ transact }: StoreBench, caseId: string, texts: readonly string[]): Promise<void> {
  await transact(async (tx) => {
    for (const text of texts) await tx.cases.addEntry(caseId, { kind: "details", by: "asker", day: DAY, text });
  });
}

export function casesContract(open: OpenStoreBench): void {
  describe("a case", () => {
    test("comes back as it was put in", async () => {
      const bench = await open();
      const bare = someCase();
      const full = someCase({
        ...{ state: "closed", category: "gifts", acknowledgeBy: LATER, feedbackBy: "2026-09-28", closedOn: LATER },
        ...{ handlers: ["gardener", "rake"], excluded: ["spade"], holder: "rake", destination: "ethics-council" },
        ...{ outcome: "measures", checkIns: true, version: 7, origin: "asker", severity: "critical" },
      });
      await bench.transact(async (tx) => {
        await tx.cases.insert(bare);
        await tx.cases.insert(full);
      });
      expect(await bench.transact((tx) => tx.cases.find(bare.id))).toEqual(bare);
      expect(await bench.transact((tx) => tx.cases.find(full.id))).toEqual(full);
    });

    test("is found by what people call it", async () => {
      const bench = await open();
      const id = await insertCase(bench, { codename: "Сайғақ-4821" });
      expect((await bench.transact((tx) => tx.cases.findByCodename("Сайғақ-4821")))?.id).toBe(id);
    });

    test("that is not there is null", async () => {
      const { transact } = await open();
      const found = await transact(async (tx) => [await tx.cases.find("x"), await tx.cases.findByCodename("Saiga-1")]);
      expect(found).toEqual([null, null]);
    });

    test("has a codename nobody else has", async () => {
      const bench = await open();
      await insertCase(bench, { codename: "Saiga-1000" });
      await expect(insertCase(bench, { codename: "Saiga-1000" })).rejects.toThrow();
    });

    test("is saved with the next version", async () => {
      const bench = await open();
      const opened = someCase();
      await bench.transact((tx) => tx.cases.insert(opened));
      await bench.transact((tx) => tx.cases.save({ ...opened, state: "taken", holder: "gardener" }));
      const saved = await bench.transact((tx) => tx.cases.find(opened.id));
      expect(saved).toEqual({ ...opened, state: "taken", holder: "gardener", version: 2 });
    });

    test("is not saved over a change that was not seen", async () => {
      const bench = await open();
      const opened = someCase();
      await bench.transact((tx) => tx.cases.insert(opened));
      await bench.transact((tx) => tx.cases.save({ ...opened, holder: "gardener" }));
      const before = await bench.dump();
      const stale = bench.transact((tx) => tx.cases.save({ ...opened, state: "closed", holder: "rake" }));
      await expect(stale).rejects.toThrow("changed by somebody else");
      expect(await bench.dump()).toBe(before);
    });

    test("that was erased meanwhile is not saved", async () => {
      const { transact } = await open();
      await expect(transact((tx) => tx.cases.save(someCase()))).rejects.toThrow();
    });

    test("saved by twenty at once keeps every change", async () => {
      const bench = await open();
      const id = await insertCase(bench, { handlers: [] });
      await atOnce(20, (at) =>
        bench.transact(async (tx) => {
          const found = await tx.cases.find(id);
          if (found) await tx.cases.save({ ...found, handlers: [...found.handlers, `person-${at}`] });
        }),
      );
      const end = await bench.transact((tx) => tx.cases.find(id));
      expect([end?.version, new Set(end?.handlers).size]).toEqual([21, 20]);
    });
  });

  describe("the list of cases", () => {
    test("is in the order of opening", async () => {
      const bench = await open();
      const ids = [await insertCase(bench), await insertCase(bench), await insertCase(bench)];
      const listed = await bench.transact((tx) => tx.cases.list({}));
      expect(listed.map(({ id }) => id)).toEqual(ids);
    });

    test("holds only the wished states", async () => {
      const bench = await open();
      await insertCase(bench, { state: "opened" });
      const closed = await insertCase(bench, { state: "closed" });
      const gone = await insertCase(bench, { state: "withdrawn" });
      const listed = await bench.transact((tx) => tx.cases.list({ states: ["withdrawn", "closed"] }));
      expect(listed.map(({ id }) => id)).toEqual([closed, gone]);
    });

    // PostgreSQL knows no empty list.
    test("of no states is empty", async () => {
      const bench = await open();
      await insertCase(bench);
      expect(await bench.transact((tx) => tx.cases.list({ states: [] }))).toEqual([]);
    });
  });

  describe("the lines of a case", () => {
    test("come back letter for letter, oldest first, numbered from 1", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      await addTexts(bench, id, TEXTS);
      const entries = await bench.transact((tx) => tx.cases.entries(id));
      expect(entries).toEqual(TEXTS.map((text, at) => ({ seq: at + 1, kind: "details", by: "asker", day: DAY, text })));
    });

    test("may be of every kind", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      const added = await bench.transact(async (tx) => {
        for (const kind of ENTRY_KINDS) await tx.cases.addEntry(id, { kind, by: "commissioner", day: DAY, text: kind });
        return tx.cases.entries(id);
      });
      expect(added.map(({ kind }) => kind)).toEqual(ENTRY_KINDS);
    });

    test("are numbered for each case apart", async () => {
      const bench = await open();
      const ids = [await insertCase(bench), await insertCase(bench)];
      for (const id of ids) await addTexts(bench, id, [id, "second"]);
      const [first, second] = await bench.transact(async (tx) => [
        await tx.cases.entries(ids[0] ?? ""),
        await tx.cases.entries(ids[1] ?? ""),
      ]);
      expect([first?.map(({ seq }) => seq), second?.map(({ seq }) => seq)]).toEqual([
        [1, 2],
        [1, 2],
      ]);
      expect([first?.[0]?.text, second?.[0]?.text]).toEqual(ids);
    });

    test("need a case", async () => {
      const bench = await open();
      await expect(addTexts(bench, someId(), ["lost"])).rejects.toThrow();
    });
  });

  deletingContract(open);
}

function deletingContract(open: OpenStoreBench): void {
  const kinds = ["report", "name", "details"] as const;
  const withKinds = async (bench: StoreBench): Promise<string> => {
    const id = await insertCase(bench);
    await bench.transact(async (tx) => {
      for (const kind of kinds) await tx.cases.addEntry(id, { kind, by: "asker", day: DAY, text: kind });
    });
    return id;
  };
  const left = async ({ transact }: StoreBench, id: string): Promise<string[]> =>
    (await transact((tx) => tx.cases.entries(id))).map(({ seq, kind }) => `${seq} ${kind}`);

  describe("deleting lines", () => {
    test.each([
      [["name"] as const, ["1 report", "3 details"]],
      [[] as const, ["1 report", "2 name", "3 details"]],
      ["all" as const, []],
    ])("of %j leaves the others with their numbers", async (which, expected) => {
      const bench = await open();
      const id = await withKinds(bench);
      const untouched = await withKinds(bench);
      await bench.transact((tx) => tx.cases.deleteEntries(id, which));
      expect(await left(bench, id)).toEqual(expected);
      expect(await left(bench, untouched)).toHaveLength(3);
    });

    test("of the last kind leaves its number unused, because errands are known by it", async () => {
      const bench = await open();
      const id = await withKinds(bench);
      const entry = await bench.transact(async (tx) => {
        await tx.cases.deleteEntries(id, ["details"]);
        return tx.cases.addEntry(id, { kind: "details", by: "asker", day: DAY, text: "another" });
      });
      expect(entry.seq).toBe(4);
    });
  });
}
