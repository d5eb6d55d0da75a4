// What every store promises about buttons, events of platforms and the log of what was done.

import { describe, expect, test } from "vitest";

import { sha256 } from "../adapters/store/audit-rows.ts";
import { findBreak, GENESIS, type NewAuditRecord } from "../src/cases/audit.ts";
import {
  atOnce,
  DAY,
  insertCase,
  LATER,
  NOW,
  type OpenStoreBench,
  PARTY,
  PERSON,
  put,
  someToken,
} from "./store-bench.ts";

const BY = { party: PARTY, now: NOW };

export function tokensContract(open: OpenStoreBench): void {
  describe("a button", () => {
    test("gives back what it carries, once", async () => {
      const bench = await open();
      const row = someToken({ caseId: await insertCase(bench), payload: '{"text":"Ереже 🙈"}', action: "reply" });
      const token = await bench.transact((tx) => put(tx, row));
      expect(await bench.transact((tx) => tx.tokens.use(token, BY))).toEqual(row);
      expect(await bench.transact((tx) => tx.tokens.use(token, BY))).toBeNull();
    });

    test("pressed twenty times at once works once", async () => {
      const bench = await open();
      const token = await bench.transact((tx) => put(tx));
      const uses = await atOnce(20, () => bench.transact((tx) => tx.tokens.use(token, BY)));
      expect(uses.filter((row) => row !== null)).toHaveLength(1);
    });

    test("works for its party only, who loses nothing by another's try", async () => {
      const { transact } = await open();
      const token = await transact((tx) => put(tx));
      expect(await transact((tx) => tx.tokens.use(token, { party: PERSON, now: NOW }))).toBeNull();
      expect(await transact((tx) => tx.tokens.use(token, BY))).not.toBeNull();
    });

    test("is over at its end", async () => {
      const { transact } = await open();
      const [late, timely] = await transact(async (tx) => [
        await put(tx, { expiresAt: NOW }),
        await put(tx, { expiresAt: NOW + 1 }),
      ]);
      expect(await transact((tx) => tx.tokens.use(late ?? "", BY))).toBeNull();
      expect(await transact((tx) => tx.tokens.use(timely ?? "", BY))).not.toBeNull();
    });

    test("nobody made does nothing", async () => {
      const { transact } = await open();
      for (const token of ["", "x", "' or 1=1 --", "\u{1F648}"]) {
        expect(await transact((tx) => tx.tokens.use(token, BY))).toBeNull();
      }
    });

    test("whose effect failed can be pressed again", async () => {
      const { transact } = await open();
      const token = await transact((tx) => put(tx));
      const failed = transact(async (tx) => {
        await tx.tokens.use(token, BY);
        throw new Error("the effect failed");
      });
      await expect(failed).rejects.toThrow("the effect failed");
      expect(await transact((tx) => tx.tokens.use(token, BY))).not.toBeNull();
    });

    test("that was used carries nothing any more", async () => {
      const bench = await open();
      const token = await bench.transact((tx) => put(tx, { payload: '"a draft about seeds"' }));
      const read = () => bench.opened.database.db.selectFrom("tokens").selectAll().executeTakeFirstOrThrow();
      const before = await read();
      await bench.transact((tx) => tx.tokens.use(token, BY));
      const { hash, sealed } = await read();
      expect(sealed).not.toBe(before.sealed);
      expect(bench.vault.open(sealed, `tokens:${hash}:sealed`)).toBe("null");
    });

    test("goes with its bundle, and leaves the others", async () => {
      const { transact } = await open();
      const tokens = await transact(async (tx) => {
        const made = [await put(tx, { bundle: "one" }), await put(tx, { bundle: "two" }), await put(tx)];
        await tx.tokens.deleteBundle("one");
        return made;
      });
      const works = await transact(async (tx) => {
        const all: boolean[] = [];
        for (const token of tokens) all.push((await tx.tokens.use(token, BY)) !== null);
        return all;
      });
      expect(works).toEqual([false, true, true]);
    });

    test("that is over is swept away, the others stay", async () => {
      const bench = await open();
      const token = await bench.transact(async (tx) => {
        await put(tx, { expiresAt: NOW });
        const kept = await put(tx, { expiresAt: NOW + 1 });
        await tx.tokens.deleteExpired(NOW);
        return kept;
      });
      expect(await bench.opened.database.db.selectFrom("tokens").selectAll().execute()).toHaveLength(1);
      expect(await bench.transact((tx) => tx.tokens.use(token, BY))).not.toBeNull();
    });
  });

  eventsContract(open);
  auditContract(open);
}

function eventsContract(open: OpenStoreBench): void {
  describe("an event of a platform", () => {
    test("delivered twenty times at once has its effect once", async () => {
      const { transact } = await open();
      const claims = await atOnce(20, () => transact((tx) => tx.events.claim("update 7", DAY)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test("leads to the case that came of it", async () => {
      const bench = await open();
      const id = await insertCase(bench);
      const cases = await bench.transact(async (tx) => {
        await tx.events.claim("update 7", DAY);
        await tx.events.claim("update 8", DAY);
        await tx.events.bind("update 7", id);
        return [await tx.events.caseOf("update 7"), await tx.events.caseOf("update 8"), await tx.events.caseOf("9")];
      });
      expect(cases).toEqual([id, null, null]);
    });

    test("whose effect failed counts as new", async () => {
      const { transact } = await open();
      const failed = transact(async (tx) => {
        await tx.events.claim("update 7", DAY);
        throw new Error("the effect failed");
      });
      await expect(failed).rejects.toThrow();
      expect(await transact((tx) => tx.events.claim("update 7", DAY))).toBe(true);
    });

    test("is forgotten after its days", async () => {
      const { transact } = await open();
      const claims = await transact(async (tx) => {
        await tx.events.claim("old", DAY);
        await tx.events.claim("new", LATER);
        await tx.events.deleteBefore(LATER);
        return [await tx.events.claim("old", LATER), await tx.events.claim("new", LATER)];
      });
      expect(claims).toEqual([true, false]);
    });
  });
}

const RECORD: NewAuditRecord = { day: DAY, caseId: "case-1", actor: "adep", action: "open", detail: "serious" };

function auditContract(open: OpenStoreBench): void {
  describe("the audit log", () => {
    test("is empty at first and says so", async () => {
      const { transact } = await open();
      expect(await transact(async (tx) => [await tx.audit.all(), await tx.audit.head()])).toEqual([[], GENESIS]);
    });

    test("written to by fifty at once is one unbroken chain, and its head is the last record", async () => {
      const { transact } = await open();
      await atOnce(50, (at) => transact((tx) => tx.audit.append({ ...RECORD, actor: `person-${at}` })));
      const [records, head] = await transact(async (tx) => [await tx.audit.all(), await tx.audit.head()] as const);
      expect([records.length, findBreak(records, [head], sha256)]).toEqual([50, null]);
      expect(head).toEqual({ seq: 50, hash: records.at(-1)?.hash });
      expect(new Set(records.map(({ actor }) => actor)).size).toBe(50);
    });

    test("keeps its head sealed", async () => {
      const { transact, opened } = await open();
      await transact((tx) => tx.audit.append(RECORD));
      const { hash } = await transact((tx) => tx.audit.head());
      const rows = await opened.database.db.selectFrom("settings").selectAll().execute();
      expect(rows.map(({ sealed }) => sealed.startsWith("a1.") && !sealed.includes(hash))).toEqual([true, true, true]);
    });

    test("has no gap where something failed", async () => {
      const { transact } = await open();
      await transact((tx) => tx.audit.append(RECORD));
      const failed = transact(async (tx) => {
        await tx.audit.append(RECORD);
        throw new Error("failed");
      });
      await expect(failed).rejects.toThrow();
      await transact((tx) => tx.audit.append(RECORD));
      const records = await transact((tx) => tx.audit.all());
      expect([records.map(({ seq }) => seq), findBreak(records, [], sha256)]).toEqual([[1, 2], null]);
    });

    test("shows that its end was cut off", async () => {
      const { transact, run } = await open();
      for (let at = 0; at < 3; at += 1) await transact((tx) => tx.audit.append(RECORD));
      await run("delete from audit where seq = 3");
      const found = await transact(async (tx) => findBreak(await tx.audit.all(), [await tx.audit.head()], sha256));
      expect(found).toContain("ends at record 2");
    });

    test("does not go on without its head", async () => {
      const { transact, run } = await open();
      await transact((tx) => tx.audit.append(RECORD));
      await run("delete from settings where name = 'audit-head'");
      await expect(transact((tx) => tx.audit.append(RECORD))).rejects.toThrow("head of the audit log is missing");
    });
  });
}
