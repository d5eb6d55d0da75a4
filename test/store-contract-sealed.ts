// What a change of the data key needs of every store: each sealed row is reached once, and replaced only as it was read.

import { describe, expect, test } from "vitest";

import { opens } from "../adapters/store/rows.ts";
import { SEALED_COLUMNS } from "../adapters/store/sealed-columns.ts";
import { START } from "../adapters/store/sealed-rows.ts";
import { ADDRESS, DAY, insertLinked, NOW, type OpenStoreBench, put, type StoreBench } from "./store-bench.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

const COUNT = 3;

/** As many of each as the store has secrets of its own. */
async function writeSealed(bench: StoreBench): Promise<void> {
  for (let at = 0; at < COUNT; at += 1) {
    const caseId = await insertLinked(bench);
    await bench.transact(async (tx) => {
      await tx.cases.addEntry(caseId, { kind: "report", by: "asker", day: DAY, text: "seeds" });
      await put(tx, { caseId });
      const common = { channel: "telegram", lane: ADDRESS.id, body: "seeds" } as const;
      await tx.inbox.put({ ...common, key: `${at}`, receivedAt: NOW });
      await tx.outgoing.post({ ...common, postedAt: NOW });
      await tx.chats.write(`telegram:${at}`, "seeds", DAY);
      await tx.boards.write(caseId, "telegram:1", "seeds");
      await tx.candidates.put(someCandidate());
      await tx.advice.put(`advice ${at}`, someAdvice());
    });
  }
}

export function sealedContract(open: OpenStoreBench): void {
  describe("a sealed row", () => {
    test("of every table is reached once, page by page, and opens at its place", async () => {
      const bench = await open();
      await writeSealed(bench);
      const { db } = bench.opened.database;
      for (const column of SEALED_COLUMNS) {
        const first = await column.page(db, START, COUNT - 1);
        const rows = [...first, ...(await column.page(db, first.at(-1) ?? START, 99))];
        expect([first.length, rows.length]).toEqual([COUNT - 1, COUNT]);
        expect(new Set(rows.map(({ place }) => place)).size).toBe(COUNT);
        expect(rows.every((row) => opens(bench.vault, row))).toBe(true);
      }
    });

    test("is replaced as it was read, alone, and not where it was changed or deleted meanwhile", async () => {
      const bench = await open();
      await writeSealed(bench);
      const { db } = bench.opened.database;
      for (const column of SEALED_COLUMNS) {
        const [one, two, ...rest] = await column.page(db, START, 99);
        if (!one || !two) throw new Error("there are no rows");
        const stale = await column.replace(db, { ...one, sealed: two.sealed }, "lost");
        const gone = await column.replace(db, { ...one, key: "nowhere" }, "lost");
        const sealed = bench.vault.seal(bench.vault.open(one.sealed, one.place), one.place);
        expect([stale, gone, await column.replace(db, one, sealed)]).toEqual([false, false, true]);
        expect(await column.page(db, START, 99)).toEqual([{ ...one, sealed }, two, ...rest]);
      }
    });
  });
}
