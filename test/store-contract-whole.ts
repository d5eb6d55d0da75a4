// What every store promises as a whole: all or nothing, one after the other, and the same after the next start.

import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { sha256 } from "../adapters/store/audit-rows.ts";
import { openStore } from "../adapters/store/open-store.ts";
import { findBreak } from "../src/cases/audit.ts";
import type { CaseTx } from "../src/cases/store.ts";
import { someKeys } from "./case-fakes.ts";
import {
  ADDRESS,
  DAY,
  insertCase,
  insertLinked,
  NOW,
  type OpenStoreBench,
  openStoreBench,
  PERSON,
  put,
  someCase,
  someErrand,
  someId,
} from "./store-bench.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

/** One row of every kind. */
async function writeEverything(tx: CaseTx): Promise<string> {
  const opened = someCase();
  await tx.cases.insert(opened);
  await tx.cases.addEntry(opened.id, { kind: "report", by: "asker", day: DAY, text: "seeds" });
  await tx.askers.link(opened.id, { address: ADDRESS, language: "kk", expiresOn: DAY });
  await tx.askers.putReceipt(opened.id, `receipt of ${opened.id}`);
  await tx.askers.countAttempt("a", { kind: "report", window: DAY, day: DAY });
  await put(tx, { caseId: opened.id });
  await put(tx, { caseId: opened.id, party: PERSON });
  await tx.outbox.post(someErrand(opened.id));
  await tx.audit.append({ day: DAY, caseId: opened.id, actor: "adep", action: "open", detail: "serious" });
  await tx.events.claim(`event of ${opened.id}`, DAY);
  await writeOfAnswers(tx);
  return opened.id;
}

async function writeOfAnswers(tx: CaseTx): Promise<void> {
  const common = { month: "2026-09-01", language: "kk" } as const;
  await tx.candidates.put(someCandidate());
  await tx.gaps.count({ ...common, outcome: "no-source", kind: "topic", name: "garden-act/7" });
  await tx.advice.put(someId(), someAdvice());
  await tx.editionUse.set({ document: "garden-act", language: "kk", edition: DAY });
}

export function wholeContract(open: OpenStoreBench): void {
  describe("a transaction", () => {
    test("that fails leaves nothing at all", async () => {
      const bench = await open();
      await bench.transact(writeEverything);
      const before = await bench.dump();
      const failed = bench.transact(async (tx) => {
        await writeEverything(tx);
        throw new Error("at the very end");
      });
      await expect(failed).rejects.toThrow("at the very end");
      expect(await bench.dump()).toBe(before);
    });

    test("works after one that failed in itself, and after one that the database refused", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      await expect(bench.transact(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
      await expect(bench.transact((tx) => tx.cases.insert(someCase({ id })))).rejects.toThrow();
      expect(await bench.transact(async (tx) => (await tx.cases.find(id))?.id)).toBe(id);
    });

    test("on a case waits for the one before it", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      const order: string[] = [];
      const work = (name: string, ms: number) =>
        bench.transact(async (tx) => {
          await tx.cases.find(id);
          order.push(`${name} begins`);
          await wait(ms);
          order.push(`${name} ends`);
        });
      const first = work("first", 60);
      await wait(20);
      await Promise.all([first, work("second", 0)]);
      expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
    });

    test("is refused once the store is closed", async () => {
      const bench = await open();
      await bench.store.close();
      await expect(bench.transact(async () => "done")).rejects.toThrow();
    });
  });

  erasingContract(open);
  reopeningContract(open);
}

function erasingContract(open: OpenStoreBench): void {
  describe("erasing a case", () => {
    test("takes everything that belongs to it, and leaves the log and the other cases", async () => {
      const bench = await open();
      await bench.transact(writeEverything);
      const gone = await bench.transact(writeEverything);
      await bench.transact(async (tx) => {
        await tx.askers.forget(gone);
        await tx.cases.delete(gone);
      });
      const rest = Object.fromEntries(
        (JSON.parse(await bench.dump()) as [string, string[]][]).map(([table, rows]) => [table, rows.length]),
      );
      expect(rest).toMatchObject({
        cases: 1,
        entries: 1,
        askers: 1,
        receipts: 1,
        tokens: 2,
        outbox: 1,
        audit: 2,
        events: 2,
      });
      const [records, head] = await bench.transact(
        async (tx) => [await tx.audit.all(), await tx.audit.head()] as const,
      );
      expect(findBreak(records, [head], sha256)).toBeNull();
      expect((await bench.dump()).split(gone).length - 1).toBe(1);
    });

    test("and giving back the space leaves the rest as it was", async () => {
      const bench = await open();
      const [id, gone] = [await insertLinked(bench), await insertLinked(bench)];
      await bench.transact((tx) => tx.cases.delete(gone));
      const before = await bench.dump();
      await bench.store.compact();
      expect(await bench.dump()).toBe(before);
      expect(await bench.transact(async (tx) => (await tx.askers.find(id))?.address)).toEqual(ADDRESS);
    });
  });
}

function reopeningContract(open: OpenStoreBench): void {
  describe("a store that is opened again", () => {
    test("has everything, and knows receipts, buttons and events", async () => {
      const bench = await open();
      const id = await bench.transact(writeEverything);
      const token = await bench.transact((tx) => put(tx, { caseId: id, party: PERSON }));
      const before = await bench.dump();
      await bench.store.close();
      const again = await openStoreBench(bench.url, bench.keys.ring);
      expect(await again.dump()).toBe(before);
      const known = await again.transact(async (tx) => [
        ...[await tx.askers.caseOfReceipt(`receipt of ${id}`), await tx.askers.casesOf(ADDRESS)],
        (await tx.tokens.use(token, { party: PERSON, now: NOW }))?.caseId,
        await tx.events.claim(`event of ${id}`, DAY),
      ]);
      expect(known).toEqual([id, [id], id, false]);
    });

    test("with a wrong data key says so in one line and changes nothing", async () => {
      const bench = await open();
      await bench.transact(writeEverything);
      const before = await bench.dump();
      const wrong = openStore(
        bench.url,
        createVault(() => someKeysCalled(bench.keys.ring.current)),
      );
      await expect(wrong).rejects.toThrow(/^the data key does not fit this case store[^\n]*DATA_KEY[^\n]*$/);
      expect(await bench.dump()).toBe(before);
    });

    test("with a new data key opens the old texts and seals under the new key", async () => {
      const bench = await open();
      const id = await bench.transact(writeEverything);
      bench.keys.ring = { current: "k2", keys: new Map([...bench.keys.ring.keys, ...keysCalled("k2")]) };
      await bench.transact((tx) => tx.cases.addEntry(id, { kind: "details", by: "asker", day: DAY, text: "more" }));
      expect((await bench.transact((tx) => tx.cases.entries(id))).map(({ text }) => text)).toEqual(["seeds", "more"]);
      const rows = await bench.opened.database.db.selectFrom("entries").select("sealed").orderBy("seq").execute();
      expect(rows.map(({ sealed }) => bench.vault.isCurrent(sealed))).toEqual([false, true]);
    });

    test("by an Adep that is too old for it is refused in one line", async () => {
      const bench = await open();
      await bench.run("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')");
      const old = openStore(bench.url, bench.vault);
      await expect(old).rejects.toThrow(/^the case store [^\n]* was written by a newer Adep: [^\n]*$/);
    });
  });
}

function keysCalled(name: string) {
  return [...someKeys().keys.values()].map((key): [string, Buffer] => [name, key]);
}

function someKeysCalled(name: string) {
  return { current: name, keys: new Map(keysCalled(name)) };
}
