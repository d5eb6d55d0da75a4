// What every store promises about who is behind a case, and about what of them lies there in clear: nothing.

import { describe, expect, test } from "vitest";

import {
  ADDRESS,
  DAY,
  insertCase,
  insertLinked,
  LATER,
  NOW,
  type OpenStoreBench,
  OTHER_ADDRESS,
  PARTY,
  PERSON,
  put,
  someId,
} from "./store-bench.ts";

const RECEIPT = "00000-00000-00000-00000-00000-1W";
const OTHER_RECEIPT = "00000-00000-00000-00000-00000-2$";

export function askersContract(open: OpenStoreBench): void {
  describe("an asker", () => {
    test("is found by the case", async () => {
      const bench = await open();
      const id = await insertLinked(bench);
      const link = { address: ADDRESS, language: "ru", expiresOn: "2027-03-06" };
      expect(await bench.transact((tx) => tx.askers.find(id))).toEqual(link);
    });

    test("who is not known is null", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      expect(await bench.transact((tx) => tx.askers.find(id))).toBeNull();
    });

    test("is linked to a case once: the last link counts", async () => {
      const bench = await open();
      const id = await insertLinked(bench);
      const link = { address: OTHER_ADDRESS, language: "en", expiresOn: LATER } as const;
      await bench.transact((tx) => tx.askers.link(id, link));
      expect(await bench.transact((tx) => tx.askers.find(id))).toEqual(link);
      expect(await bench.transact((tx) => tx.askers.casesOf(ADDRESS))).toEqual([]);
    });

    test("is linked to cases only", async () => {
      const { transact } = await open();
      const link = { address: ADDRESS, language: "kk", expiresOn: LATER } as const;
      await expect(transact((tx) => tx.askers.link(someId(), link))).rejects.toThrow();
    });

    test("has the newest case first, whichever was linked last", async () => {
      const bench = await open();
      const [first, second] = [await insertCase(bench), await insertCase(bench)];
      for (const id of [second, first]) {
        await bench.transact((tx) => tx.askers.link(id, { address: ADDRESS, language: "kk", expiresOn: LATER }));
      }
      expect(await bench.transact((tx) => tx.askers.casesOf(ADDRESS))).toEqual([second, first]);
    });

    test("is not somebody with the same id on another channel", async () => {
      const bench = await open();
      await insertLinked(bench);
      expect(await bench.transact((tx) => tx.askers.casesOf({ channel: "slack", id: ADDRESS.id }))).toEqual([]);
    });

    test("is over the day after the last", async () => {
      const bench = await open();
      const id = await insertLinked(bench, ADDRESS, DAY);
      await insertLinked(bench, ADDRESS, LATER);
      const expired = await bench.transact(async (tx) => [
        await tx.askers.expired(DAY),
        await tx.askers.expired(LATER),
      ]);
      expect(expired).toEqual([[], [id]]);
    });
  });

  forgettingContract(open);
  receiptsContract(open);
  secrecyContract(open);
}

function forgettingContract(open: OpenStoreBench): void {
  describe("forgetting an asker", () => {
    test("takes the address away, and leaves the asker's other cases", async () => {
      const bench = await open();
      const [gone, kept] = [await insertLinked(bench), await insertLinked(bench)];
      await bench.transact((tx) => tx.askers.forget(gone));
      expect(await bench.transact((tx) => tx.askers.find(gone))).toBeNull();
      expect(await bench.transact((tx) => tx.askers.casesOf(ADDRESS))).toEqual([kept]);
    });

    test("takes the asker's buttons of this case away and no others", async () => {
      const bench = await open();
      const [gone, kept] = [await insertLinked(bench), await insertLinked(bench)];
      const worked = await bench.transact(async (tx) => {
        const lost = await put(tx, { caseId: gone });
        const others = [await put(tx, { caseId: gone, party: PERSON }), await put(tx, { caseId: kept })];
        await tx.askers.forget(gone);
        const use = async (token = "", party = PARTY) => (await tx.tokens.use(token, { party, now: NOW })) !== null;
        return [await use(lost), await use(others[0], PERSON), await use(others[1])];
      });
      expect(worked).toEqual([false, true, true]);
    });

    test("leaves their messages known and no longer tied to the case", async () => {
      const bench = await open();
      const id = await insertLinked(bench);
      const after = await bench.transact(async (tx) => {
        await tx.events.claim("update 1", DAY);
        await tx.events.bind("update 1", id);
        await tx.askers.forget(id);
        return [await tx.events.caseOf("update 1"), await tx.events.claim("update 1", DAY)];
      });
      expect(after).toEqual([null, false]);
    });

    test("leaves the receipt: it is the way back", async () => {
      const bench = await open();
      const id = await insertLinked(bench);
      await bench.transact((tx) => tx.askers.putReceipt(id, RECEIPT));
      await bench.transact((tx) => tx.askers.forget(id));
      expect(await bench.transact((tx) => tx.askers.caseOfReceipt(RECEIPT))).toBe(id);
    });
  });
}

function receiptsContract(open: OpenStoreBench): void {
  describe("a receipt", () => {
    test("finds its case until it is deleted", async () => {
      const bench = await open();
      const [id, other] = [await insertCase(bench), await insertCase(bench)];
      const found = await bench.transact(async (tx) => {
        await tx.askers.putReceipt(id, RECEIPT);
        await tx.askers.putReceipt(other, OTHER_RECEIPT);
        const before = await tx.askers.caseOfReceipt(RECEIPT);
        await tx.askers.deleteReceipt(id);
        return [before, await tx.askers.caseOfReceipt(RECEIPT), await tx.askers.caseOfReceipt(OTHER_RECEIPT)];
      });
      expect(found).toEqual([id, null, other]);
    });

    test("takes the place of an earlier one", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      const found = await bench.transact(async (tx) => {
        await tx.askers.putReceipt(id, RECEIPT);
        await tx.askers.putReceipt(id, OTHER_RECEIPT);
        return [await tx.askers.caseOfReceipt(RECEIPT), await tx.askers.caseOfReceipt(OTHER_RECEIPT)];
      });
      expect(found).toEqual([null, id]);
    });

    test("belongs to one case", async () => {
      const bench = await open();
      const ids = [await insertCase(bench), await insertCase(bench)];
      const both = bench.transact(async (tx) => {
        for (const id of ids) await tx.askers.putReceipt(id, RECEIPT);
      });
      await expect(both).rejects.toThrow();
    });
  });

  describe("attempts", () => {
    test("are counted for each party, kind and stretch of time apart", async () => {
      const { transact } = await open();
      const attempt = { kind: "receipt", window: "hour 1", day: DAY } as const;
      const counts = await transact(async (tx) => [
        await tx.askers.countAttempt("a", attempt),
        await tx.askers.countAttempt("a", attempt),
        await tx.askers.countAttempt("b", attempt),
        await tx.askers.countAttempt("a", { ...attempt, window: "hour 2" }),
        await tx.askers.countAttempt("a", { ...attempt, kind: "report" }),
        await tx.askers.countAttempt("a", attempt),
      ]);
      expect(counts).toEqual([1, 2, 1, 1, 1, 3]);
    });

    test("of days before are deleted", async () => {
      const { transact } = await open();
      const old = { kind: "report", window: DAY, day: DAY } as const;
      const today = { kind: "report", window: LATER, day: LATER } as const;
      const counts = await transact(async (tx) => {
        for (const attempt of [old, today]) await tx.askers.countAttempt("a", attempt);
        await tx.askers.deleteAttempts(LATER);
        return [await tx.askers.countAttempt("a", old), await tx.askers.countAttempt("a", today)];
      });
      expect(counts).toEqual([1, 2]);
    });
  });
}

function secrecyContract(open: OpenStoreBench): void {
  describe("what lies in the database", () => {
    test("holds no text, address, payload, button, receipt or event of a platform in clear", async () => {
      const bench = await open();
      const id = await insertLinked(bench);
      const token = await bench.transact(async (tx) => {
        await tx.cases.addEntry(id, { kind: "report", by: "asker", day: DAY, text: "Бастық іссапар ақшасын алады." });
        await tx.askers.putReceipt(id, RECEIPT);
        await tx.askers.countAttempt("telegram:770012345", { kind: "receipt", window: "1", day: DAY });
        await tx.events.claim("update-99887766", DAY);
        return put(tx, { caseId: id, payload: '{"text":"a draft about seeds"}' });
      });
      const lying = await bench.dump();
      const clear = ["іссапар", ADDRESS.id, "seeds", token, RECEIPT, "99887766", PARTY, "telegram:"];
      expect(clear.filter((text) => lying.includes(text))).toEqual([]);
      const encoded = clear.map((text) => Buffer.from(text).toString("base64url").slice(0, -2));
      expect(encoded.filter((text) => lying.includes(text))).toEqual([]);
    });

    test("does not show that two texts are the same", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      await bench.transact(async (tx) => {
        for (let at = 0; at < 2; at += 1)
          await tx.cases.addEntry(id, { kind: "note", by: "adep", day: DAY, text: "?" });
      });
      const rows = await bench.opened.database.db.selectFrom("entries").select("sealed").execute();
      expect(new Set(rows.map(({ sealed }) => sealed)).size).toBe(2);
    });

    test("does not open where it was moved to another case", async () => {
      const bench = await open();
      const ids = [await insertLinked(bench), await insertLinked(bench, OTHER_ADDRESS)];
      const [row] = await bench.opened.database.db
        .selectFrom("askers")
        .selectAll()
        .where("case_id", "=", ids[0] ?? "")
        .execute();
      await bench.run(`update askers set sealed = '${row?.sealed}' where case_id = '${ids[1]}'`);
      await expect(bench.transact((tx) => tx.askers.find(ids[1] ?? ""))).rejects.toThrow("does not open");
    });
  });
}
