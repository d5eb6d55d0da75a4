// What every store promises about errands.

import { describe, expect, test } from "vitest";

import type { Errand } from "../src/cases/store.ts";
import {
  atOnce,
  HOUR,
  insertCase,
  NOW,
  type OpenStoreBench,
  type StoreBench,
  someErrand,
  someId,
} from "./store-bench.ts";

const LEASE = { limit: 20, leaseMs: 60_000 };

type Posted = Partial<Errand> & { readonly id: string };

/** Posts these for a new case. */
async function post(bench: StoreBench, errands: readonly Posted[]): Promise<string> {
  const caseId = await insertCase(bench);
  await bench.transact(async (tx) => {
    for (const errand of errands) await tx.outbox.post(someErrand(caseId, errand));
  });
  return caseId;
}

async function claim({ transact }: StoreBench, now = NOW, options = LEASE): Promise<string[]> {
  return (await transact((tx) => tx.outbox.claim(now, options))).map(({ id }) => id);
}

const count = ({ transact }: StoreBench) => transact((tx) => tx.outbox.count());

export function outboxContract(open: OpenStoreBench): void {
  describe("an errand", () => {
    test("comes back as it was posted, begun once", async () => {
      const bench = await open();
      const errand = someErrand(await insertCase(bench), { kind: "relay", to: "asker", seq: 7, dueAt: NOW - 1 });
      await bench.transact((tx) => tx.outbox.post(errand));
      expect(await bench.transact((tx) => tx.outbox.claim(NOW, LEASE))).toEqual([{ ...errand, attempts: 1 }]);
    });

    test("is posted once, however often it is asked for, even when it is done", async () => {
      const bench = await open();
      await post(bench, [{ id: "a", key: "same" }]);
      await post(bench, [{ id: "b", key: "same" }]);
      expect(await claim(bench)).toEqual(["a"]);
      await bench.transact((tx) => tx.outbox.finish("a"));
      await post(bench, [{ id: "c", key: "same" }]);
      expect(await count(bench)).toEqual({ waiting: 0, dead: 0, oldestDueAt: null });
    });

    test("belongs to a case", async () => {
      const { transact } = await open();
      await expect(transact((tx) => tx.outbox.post(someErrand(someId())))).rejects.toThrow();
    });

    test("is begun when it is due, the oldest first", async () => {
      const bench = await open();
      await post(bench, [
        { id: "late", dueAt: NOW },
        { id: "early", dueAt: NOW - 5 },
        { id: "not yet", dueAt: NOW + 1 },
      ]);
      expect(await claim(bench)).toEqual(["early", "late"]);
    });

    test("that is due at the same moment as others keeps the order of posting", async () => {
      const bench = await open();
      const ids = Array.from({ length: 12 }, () => someId());
      await post(
        bench,
        ids.map((id, at) => ({ id, seq: at + 1, postedAt: NOW + at })),
      );
      expect(await claim(bench)).toEqual(ids);
    });

    test("is left for the next claim where the limit is reached", async () => {
      const bench = await open();
      await post(bench, [
        { id: "a", dueAt: 1 },
        { id: "b", dueAt: 2 },
        { id: "c", dueAt: 3 },
      ]);
      expect(await claim(bench, NOW, { ...LEASE, limit: 2 })).toEqual(["a", "b"]);
      expect(await claim(bench, NOW, { ...LEASE, limit: 2 })).toEqual(["c"]);
    });
  });

  leasesContract(open);
  endsContract(open);
}

function leasesContract(open: OpenStoreBench): void {
  describe("a lease", () => {
    test("keeps others away until it ends, and counts as begun", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      const times = [NOW, NOW, NOW + LEASE.leaseMs - 1, NOW + LEASE.leaseMs];
      const seen: unknown[] = [];
      for (const now of times) {
        const errands = await bench.transact((tx) => tx.outbox.claim(now, LEASE));
        seen.push(errands.map(({ attempts }) => attempts));
      }
      expect(seen).toEqual([[1], [], [], [2]]);
    });

    test("does not outlast a clock that was set back", async () => {
      const bench = await open();
      await post(bench, [{ id: "a", dueAt: 1 }]);
      await claim(bench, NOW);
      expect(await claim(bench, NOW - 24 * HOUR)).toEqual(["a"]);
    });

    test("is given once, however many claim at once", async () => {
      const bench = await open();
      const ids = Array.from({ length: 40 }, (_, at) => `errand-${at}`);
      await post(
        bench,
        ids.map((id) => ({ id })),
      );
      const claims = await atOnce(20, () => claim(bench, NOW, { ...LEASE, limit: 3 }));
      const all = claims.flat();
      expect(new Set(all).size).toBe(all.length);
      const rest = await claim(bench, NOW, { ...LEASE, limit: 100 });
      expect([...all, ...rest].sort()).toEqual([...ids].sort());
    });

    test("whose transaction failed was never given", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      const failed = bench.transact(async (tx) => {
        await tx.outbox.claim(NOW, LEASE);
        throw new Error("failed");
      });
      await expect(failed).rejects.toThrow("failed");
      expect(await bench.transact((tx) => tx.outbox.claim(NOW, LEASE))).toMatchObject([{ id: "a", attempts: 1 }]);
    });
  });
}

function endsContract(open: OpenStoreBench): void {
  describe("an errand that was begun", () => {
    test("and finished does not come again", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      await claim(bench);
      await bench.transact((tx) => tx.outbox.finish("a"));
      expect(await claim(bench, NOW + HOUR)).toEqual([]);
    });

    test("and put off comes when it is due again, not before", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      await claim(bench);
      await bench.transact((tx) => tx.outbox.retry("a", NOW + HOUR));
      expect([await claim(bench, NOW + HOUR - 1), await claim(bench, NOW + HOUR)]).toEqual([[], ["a"]]);
    });

    test("and finished by one worker is not brought back by another whose lease had ended", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      await claim(bench, NOW);
      await claim(bench, NOW + HOUR);
      await bench.transact((tx) => tx.outbox.finish("a"));
      await bench.transact((tx) => tx.outbox.retry("a", NOW + HOUR));
      expect(await claim(bench, NOW + 2 * HOUR)).toEqual([]);
    });

    test("and given up is kept to be seen", async () => {
      const bench = await open();
      await post(bench, [{ id: "a" }]);
      await bench.transact((tx) => tx.outbox.bury("a"));
      expect([await claim(bench, NOW + HOUR), await count(bench)]).toEqual([
        [],
        { waiting: 0, dead: 1, oldestDueAt: null },
      ]);
    });
  });

  describe("the outbox", () => {
    test("counts what waits, what was given up, and since when", async () => {
      const bench = await open();
      await post(bench, [{ id: "a", dueAt: NOW }, { id: "b", dueAt: NOW - 5 }, { id: "c" }, { id: "d" }]);
      await bench.transact(async (tx) => {
        await tx.outbox.finish("c");
        await tx.outbox.bury("d");
      });
      expect(await count(bench)).toEqual({ waiting: 2, dead: 1, oldestDueAt: NOW - 5 });
    });

    test("loses the errands of a case without touching others", async () => {
      const bench = await open();
      const gone = await post(bench, [{ id: "a" }]);
      await post(bench, [{ id: "b" }]);
      await bench.transact((tx) => tx.outbox.deleteFor(gone, "all"));
      expect(await claim(bench)).toEqual(["b"]);
    });

    test("is swept of what is done and old, and of nothing else", async () => {
      const bench = await open();
      await post(bench, [
        { id: "old", postedAt: NOW - 1 },
        { id: "waiting", postedAt: NOW - 1 },
        { id: "dead", postedAt: NOW - 1 },
        { id: "new", postedAt: NOW },
      ]);
      await bench.transact(async (tx) => {
        for (const id of ["old", "new"]) await tx.outbox.finish(id);
        await tx.outbox.bury("dead");
        await tx.outbox.deleteDone(NOW);
      });
      const rows = await bench.opened.database.db.selectFrom("outbox").select("id").orderBy("id").execute();
      expect(rows.map(({ id }) => id)).toEqual(["dead", "new", "waiting"]);
    });
  });
}
