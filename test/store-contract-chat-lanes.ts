// What every store promises of the inbox and of what waits to be sent alike: the order of lanes, leases, and an end.

import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";

import { atOnce, HOUR, NOW, type OpenStoreBench } from "./store-bench.ts";
import { CLAIMING, LEASE_MS, lanesOf, QUEUES, type Queue } from "./store-contract-chat-bench.ts";

export function lanesContract(open: OpenStoreBench): void {
  for (const queue of QUEUES) {
    describe(`a lane of the ${queue.name}`, () => {
      orderContract(open, queue);
      leaseContract(open, queue);
      concurrencyContract(open, queue);
      endContract(open, queue);
    });
  }
}

function orderContract(open: OpenStoreBench, queue: Queue): void {
  test("gives its oldest item only, however many are due", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2", "a3");
    expect([await lanes.claim(), await lanes.claim()]).toEqual([["a1"], []]);
  });

  test("gives the next once the one before is finished", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2");
    await lanes.claim();
    await lanes.end("a1", (rows, number) => rows.finish(number));
    expect(await lanes.claim()).toEqual(["a2"]);
  });

  test("waits for an item that is put off", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2");
    await lanes.claim();
    await lanes.end("a1", (rows, number) => rows.retry(number, NOW + HOUR));
    expect([await lanes.claim({ now: NOW + HOUR - 1 }), await lanes.claim({ now: NOW + HOUR })]).toEqual([[], ["a1"]]);
  });

  test("goes on without an item that was given up", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2");
    await lanes.claim();
    await lanes.end("a1", (rows, number) => rows.bury(number));
    expect(await lanes.claim()).toEqual(["a2"]);
  });

  test("holds up no other lane: each gives one, the oldest first", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2", "b1", "c1", "b2");
    await lanes.claim({ limit: 1 });
    await lanes.end("a1", (rows, number) => rows.retry(number, NOW + HOUR));
    expect(await lanes.claim()).toEqual(["b1", "c1"]);
  });

  test("is left for the next claim where the limit is reached", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "b1", "c1", "a2");
    expect([await lanes.claim({ limit: 2 }), await lanes.claim({ limit: 2 })]).toEqual([["a1", "b1"], ["c1"]]);
  });

  test("belongs to one channel", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1");
    expect([await lanes.claim({ channel: "slack" }), await lanes.claim()]).toEqual([[], ["a1"]]);
  });

  test("is held up by an item that does not open, other lanes are not; and not for good", async () => {
    const { bench, ...lanes } = lanesOf(await open(), queue);
    await lanes.add("a1", "a2", "b1");
    await bench.run(`update ${queue.table} set sealed = 'a1.k1.AAAA' where number = 1`);
    const seen: string[][] = [];
    for (let at = 0; at < 5; at += 1) seen.push(await lanes.claim({ now: NOW + at * LEASE_MS, limit: 1 }));
    expect([seen.flat(), await lanes.claim({ now: NOW + HOUR })]).toEqual([[], ["a2", "b1"]]);
    expect(await lanes.count()).toMatchObject({ waiting: 2, dead: 1 });
  });
}

function leaseContract(open: OpenStoreBench, queue: Queue): void {
  test("whose worker died gives the same item when its lease has ended, counted as begun again", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1", "a2");
    const seen: unknown[] = [];
    for (const now of [NOW, NOW + LEASE_MS - 1, NOW + LEASE_MS]) {
      seen.push((await lanes.items({ now })).map(({ body, attempts }) => [body, attempts]));
    }
    expect(seen).toEqual([[["a1", 1]], [], [["a1", 2]]]);
  });

  test("is not held up by a lease from before the clock was set back", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1");
    await lanes.claim();
    expect(await lanes.claim({ now: NOW - 24 * HOUR })).toEqual(["a1"]);
  });

  test("whose claim failed was never given", async () => {
    const { bench, ...lanes } = lanesOf(await open(), queue);
    await lanes.add("a1");
    const failed = bench.transact(async (tx) => {
      await queue.rows(tx).claim(CLAIMING);
      throw new Error("failed");
    });
    await expect(failed).rejects.toThrow("failed");
    expect(await lanes.items()).toMatchObject([{ body: "a1", attempts: 1 }]);
  });

  test("is not set back by a worker that was slow: what another finished stays finished", async () => {
    const lanes = lanesOf(await open(), queue);
    await lanes.add("a1");
    await lanes.claim();
    await lanes.claim({ now: NOW + HOUR });
    await lanes.end("a1", (rows, number) => rows.finish(number));
    await lanes.end("a1", (rows, number) => rows.retry(number, NOW));
    await lanes.end("a1", (rows, number) => rows.bury(number));
    expect(await lanes.count()).toEqual({ waiting: 0, dead: 0, oldestAt: null });
  });
}

/** On SQLite one transaction waits for the other; on PostgreSQL they really run at once. */
function concurrencyContract(open: OpenStoreBench, queue: Queue): void {
  test("gives one item to two who claim at once, while the first is still at it", async () => {
    const { bench, ...lanes } = lanesOf(await open(), queue);
    await lanes.add("a1", "a2", "b1");
    const slow = bench.transact(async (tx) => {
      const claimed = await queue.rows(tx).claim({ ...CLAIMING, limit: 1 });
      await wait(100);
      return claimed.map(({ body }) => body);
    });
    await wait(30);
    const others = await Promise.all([lanes.claim({ limit: 1 }), lanes.claim({ limit: 1 })]);
    expect([await slow, others.flat()]).toEqual([["a1"], ["b1"]]);
  });

  test("keeps its order where two add to it at once and the first is slower", async () => {
    const { bench, ...lanes } = lanesOf(await open(), queue);
    const slow = bench.transact(async (tx) => {
      await queue.add(tx, "a1");
      await wait(150);
    });
    await wait(40);
    const quick = lanes.add("a2");
    await wait(40);
    const early = await lanes.claim();
    await Promise.all([slow, quick]);
    expect([...early, ...(await lanes.claim())]).toEqual(["a1"]);
  });

  test("is worked off in order by six workers at once, never by two", async () => {
    const lanes = lanesOf(await open(), queue);
    const items = Array.from({ length: 48 }, (_, at) => `${"abcdefgh".charAt(at % 8)}${Math.floor(at / 8)}`);
    await lanes.add(...items);
    const held = new Set<string>();
    const seen: string[] = [];
    const work = async (item: string): Promise<void> => {
      const lane = item.charAt(0);
      seen.push(held.has(lane) ? `${item} while another of its lane was held` : item);
      held.add(lane);
      await wait(2);
      held.delete(lane);
      await lanes.end(item, (rows, number) => rows.finish(number));
    };
    await atOnce(6, async () => {
      while (seen.length < items.length) {
        for (const item of await lanes.claim({ limit: 2 })) await work(item);
        await wait(1);
      }
    });
    for (const lane of "abcdefgh") {
      const of = (all: readonly string[]): string[] => all.filter((item) => item.startsWith(lane));
      expect(of(seen)).toEqual(of(items));
    }
  });
}

function endContract(open: OpenStoreBench, queue: Queue): void {
  test("is counted by what waits, what was given up, and since when", async () => {
    const lanes = lanesOf(await open(), queue);
    expect(await lanes.count()).toEqual({ waiting: 0, dead: 0, oldestAt: null });
    await lanes.add("a1", "a2", "b1", "c1");
    await lanes.claim();
    await lanes.end("a1", (rows, number) => rows.finish(number));
    await lanes.end("b1", (rows, number) => rows.bury(number));
    expect(await lanes.count()).toEqual({ waiting: 2, dead: 1, oldestAt: NOW + 2 });
    expect(await lanes.count("slack")).toEqual({ waiting: 0, dead: 0, oldestAt: null });
  });

  test("is swept of what was given up and is old, and of nothing that waits", async () => {
    const { bench, ...lanes } = lanesOf(await open(), queue);
    await lanes.add("a1", "b1", "c1");
    await lanes.claim();
    await lanes.end("a1", (rows, number) => rows.bury(number));
    await lanes.end("c1", (rows, number) => rows.bury(number));
    const deleted = await bench.transact((tx) => queue.rows(tx).deleteOver(NOW + 3));
    expect([deleted, await lanes.count()]).toEqual([1, { waiting: 1, dead: 1, oldestAt: NOW + 2 }]);
  });
}
