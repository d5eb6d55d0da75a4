// What every store promises of the inbox and of what waits to be sent, each by itself.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { inboxPlace } from "../adapters/store/inbox-rows.ts";
import type { Arrival, Outgoing } from "../src/chat/chat-store.ts";
import { atOnce, HOUR, NOW, type OpenStoreBench, type StoreBench } from "./store-bench.ts";
import { CLAIMING } from "./store-contract-chat-bench.ts";

const ARRIVAL: Arrival = {
  ...{ channel: "telegram", key: "telegram:7:1001", lane: "telegram:770012345", receivedAt: NOW },
  body: '{"text":"Ереже 🙈"}',
};

const OUTGOING: Outgoing = { channel: "telegram", lane: "telegram:770012345", body: "Жауап 🙈", postedAt: NOW };

const readInbox = ({ opened }: StoreBench) => opened.database.db.selectFrom("inbox").selectAll().execute();

export function queuesContract(open: OpenStoreBench): void {
  arrivalContract(open);
  erasedContract(open);
  outgoingContract(open);
}

function arrivalContract(open: OpenStoreBench): void {
  describe("what came in", () => {
    test("comes back as it came, begun once", async () => {
      const { transact } = await open();
      expect(await transact((tx) => tx.inbox.put(ARRIVAL))).toBe(true);
      const { body, receivedAt } = ARRIVAL;
      expect(await transact((tx) => tx.inbox.claim(CLAIMING))).toEqual([{ number: 1, body, attempts: 1, receivedAt }]);
    });

    test("twenty times at once is there once", async () => {
      const { transact } = await open();
      const puts = await atOnce(20, () => transact((tx) => tx.inbox.put(ARRIVAL)));
      expect(puts.filter(Boolean)).toHaveLength(1);
      expect(await transact((tx) => tx.inbox.count("telegram"))).toEqual({ waiting: 1, dead: 0, oldestAt: NOW });
    });

    test("and was processed, or given up, is known when it comes again", async () => {
      const { transact } = await open();
      const again = await transact(async (tx) => {
        for (const key of ["one", "two"]) await tx.inbox.put({ ...ARRIVAL, key, lane: key });
        const [one, two] = await tx.inbox.claim(CLAIMING);
        await tx.inbox.finish(one?.number ?? -1);
        await tx.inbox.bury(two?.number ?? -1);
        return [await tx.inbox.put({ ...ARRIVAL, key: "one" }), await tx.inbox.put({ ...ARRIVAL, key: "two" })];
      });
      expect(again).toEqual([false, false]);
      expect(await transact((tx) => tx.inbox.claim(CLAIMING))).toEqual([]);
    });

    test("in a transaction that failed counts as new", async () => {
      const { transact } = await open();
      const failed = transact(async (tx) => {
        await tx.inbox.put(ARRIVAL);
        throw new Error("failed");
      });
      await expect(failed).rejects.toThrow("failed");
      expect(await transact((tx) => tx.inbox.put(ARRIVAL))).toBe(true);
    });

    test("lies there without its text, its event or its lane in clear", async () => {
      const bench = await open();
      await bench.transact((tx) => tx.inbox.put(ARRIVAL));
      expect(JSON.stringify(await readInbox(bench))).not.toMatch(/Ереже|1001|770012345/);
    });

    test("does not open in the place of another", async () => {
      const bench = await open();
      await bench.transact((tx) => tx.inbox.put(ARRIVAL));
      const [row] = await readInbox(bench);
      expect(bench.vault.open(row?.sealed ?? "", inboxPlace(row?.hash ?? ""))).toBe(ARRIVAL.body);
      expect(() => bench.vault.open(row?.sealed ?? "", inboxPlace("another"))).toThrow();
    });
  });
}

/** All that SQLite has on disk for this store; of PostgreSQL what its table holds. */
async function bytesOf(bench: StoreBench): Promise<Buffer> {
  if (!bench.url.startsWith("sqlite:")) return Buffer.from(JSON.stringify(await readInbox(bench)));
  const file = bench.url.slice("sqlite:".length);
  const files = ["", "-wal", "-shm", "-journal"].map((end) => `${file}${end}`);
  return Buffer.concat(files.filter(existsSync).map((one) => readFileSync(one)));
}

function erasedContract(open: OpenStoreBench): void {
  describe("what was processed", () => {
    test("leaves no byte of what it said, nor whose it was", async () => {
      const bench = await open();
      await bench.transact((tx) => tx.inbox.put({ ...ARRIVAL, body: "seeds ".repeat(700) }));
      const [before] = await readInbox(bench);
      const pieces = `${before?.sealed}`.slice(0, 3000).match(/.{40}/g) ?? [];
      const found = (bytes: Buffer): number => pieces.filter((piece) => bytes.includes(piece)).length;
      expect([pieces.length, found(await bytesOf(bench)) > 70]).toEqual([75, true]);
      await bench.transact(async (tx) => tx.inbox.finish((await tx.inbox.claim(CLAIMING))[0]?.number ?? -1));
      await bench.store.compact();
      const bytes = await bytesOf(bench);
      expect([found(bytes), bytes.includes(`${before?.lane}`)]).toEqual([0, false]);
    });

    test("by a worker that was slow is erased although another had given it up", async () => {
      const bench = await open();
      await bench.transact(async (tx) => {
        await tx.inbox.put(ARRIVAL);
        const [item] = await tx.inbox.claim(CLAIMING);
        await tx.inbox.bury(item?.number ?? -1);
        await tx.inbox.finish(item?.number ?? -1);
      });
      expect(await readInbox(bench)).toMatchObject([{ state: "done", sealed: "" }]);
    });

    test("is forgotten after its days, what waits is not", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        for (const key of ["done", "waiting"]) await tx.inbox.put({ ...ARRIVAL, key, lane: key });
        await tx.inbox.finish((await tx.inbox.claim({ ...CLAIMING, limit: 1 }))[0]?.number ?? -1);
        const deleted = [await tx.inbox.deleteOver(NOW), await tx.inbox.deleteOver(NOW + 1)];
        const { waiting } = await tx.inbox.count("telegram");
        return [...deleted, waiting, await tx.inbox.put({ ...ARRIVAL, key: "done" })];
      });
      expect(seen).toEqual([0, 1, 1, true]);
    });
  });
}

function outgoingContract(open: OpenStoreBench): void {
  describe("a message to be sent", () => {
    test("comes back as it was posted, with the hash of its lane", async () => {
      const { transact } = await open();
      await transact((tx) => tx.outgoing.post(OUTGOING));
      await transact((tx) => tx.outgoing.post({ ...OUTGOING, channel: "slack" }));
      const [item, ...rest] = await transact((tx) => tx.outgoing.claim(CLAIMING));
      const { body, postedAt } = OUTGOING;
      expect([item, rest]).toEqual([
        { number: 1, lane: expect.stringMatching(/^[\w-]{43}$/), body, attempts: 1, postedAt, isUncertain: false },
        [],
      ]);
    });

    test("that was sent leaves no row", async () => {
      const { transact, opened } = await open();
      await transact((tx) => tx.outgoing.post(OUTGOING));
      await transact(async (tx) => tx.outgoing.finish((await tx.outgoing.claim(CLAIMING))[0]?.number ?? -1));
      expect(await opened.database.db.selectFrom("outgoing").selectAll().execute()).toEqual([]);
    });

    test("is uncertain when its sender died", async () => {
      const { transact } = await open();
      await transact((tx) => tx.outgoing.post(OUTGOING));
      const seen: unknown[] = [];
      for (const now of [NOW, NOW + HOUR]) {
        seen.push(...(await transact((tx) => tx.outgoing.claim({ ...CLAIMING, now }))));
      }
      expect(seen).toMatchObject([{ isUncertain: false }, { isUncertain: true, attempts: 2 }]);
    });

    test.each([true, false])("is as uncertain as its sender says when it is put off: %s", async (isUncertain) => {
      const { transact } = await open();
      await transact((tx) => tx.outgoing.post(OUTGOING));
      await transact(async (tx) => {
        const [item] = await tx.outgoing.claim(CLAIMING);
        await tx.outgoing.retry(item?.number ?? -1, NOW + 5, { isUncertain });
      });
      expect(await transact((tx) => tx.outgoing.claim({ ...CLAIMING, now: NOW + 5 }))).toMatchObject([{ isUncertain }]);
    });

    test("lies there without its text or its lane in clear", async () => {
      const { transact, opened } = await open();
      await transact((tx) => tx.outgoing.post(OUTGOING));
      const rows = await opened.database.db.selectFrom("outgoing").selectAll().execute();
      expect(JSON.stringify(rows)).not.toMatch(/Жауап|770012345/);
    });
  });
}
