// What every store promises of leases between processes, and of votes on answers.

import { describe, expect, test } from "vitest";

import type { Vote } from "../src/chat/chat-store.ts";
import { atOnce, DAY, HOUR, LATER, NOW, type OpenStoreBench } from "./store-bench.ts";

export function leasesContract(open: OpenStoreBench): void {
  const AT = { now: NOW, leaseMs: 60_000 };
  type Take = readonly [holder: string, now: number];

  /** Who got it, each time after the one before. */
  const takeEach = async (takes: readonly Take[]): Promise<boolean[]> => {
    const { transact } = await open();
    const taken: boolean[] = [];
    for (const [holder, now] of takes) {
      taken.push(await transact((tx) => tx.leases.take("poller", holder, { ...AT, now })));
    }
    return taken;
  };

  describe("the lease of a task", () => {
    test.each<[string, readonly Take[], readonly boolean[]]>([
      [
        "is kept from others until it ends",
        [
          ["one", NOW],
          ["two", NOW + 59_999],
          ["two", NOW + 60_000],
        ],
        [true, false, true],
      ],
      [
        "is prolonged by who holds it",
        [
          ["one", NOW],
          ["one", NOW + 50_000],
          ["two", NOW + 60_000],
        ],
        [true, true, false],
      ],
      [
        "is lost to who took it after its end",
        [
          ["one", NOW],
          ["two", NOW + HOUR],
          ["one", NOW + HOUR],
        ],
        [true, true, false],
      ],
      [
        "does not outlast a clock that was set back",
        [
          ["one", NOW],
          ["two", NOW - HOUR],
          ["one", NOW - HOUR],
        ],
        [true, true, false],
      ],
    ])("%s", async (_, takes, expected) => {
      expect(await takeEach(takes)).toEqual(expected);
    });

    test("goes to one of twenty who take it at once, when it is free and when it has ended", async () => {
      const { transact } = await open();
      for (const now of [NOW, NOW + HOUR]) {
        const taken = await atOnce(20, (at) => transact((tx) => tx.leases.take("poller", `${at}`, { ...AT, now })));
        expect(taken.filter(Boolean)).toHaveLength(1);
      }
    });

    test("is given back by its holder only, and is then free", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        await tx.leases.take("poller", "one", AT);
        await tx.leases.release("poller", "two");
        const before = await tx.leases.take("poller", "two", AT);
        await tx.leases.release("poller", "one");
        return [before, await tx.leases.take("poller", "two", AT), await tx.leases.take("sender", "one", AT)];
      });
      expect(seen).toEqual([false, true, true]);
    });
  });
}

export function votesContract(open: OpenStoreBench): void {
  const good: Vote = { day: DAY, language: "kk", verdict: "good", reason: null, provision: null };
  const bad: Vote = { day: LATER, language: "ru", verdict: "bad", reason: "off-topic", provision: "code:7" };

  describe("votes on answers", () => {
    test("are counted by day, language, verdict, reason and provision", async () => {
      const { transact } = await open();
      const other: Vote = { ...bad, provision: null };
      await atOnce(9, (at) => transact((tx) => tx.feedback.count([good, bad, bad][at % 3] ?? good)));
      await transact((tx) => tx.feedback.count(other));
      expect(await transact((tx) => tx.feedback.list())).toEqual([
        { ...good, count: 3 },
        { ...other, count: 1 },
        { ...bad, count: 6 },
      ]);
    });

    test("go after their days", async () => {
      const { transact } = await open();
      const left = await transact(async (tx) => {
        for (const vote of [good, bad]) await tx.feedback.count(vote);
        await tx.feedback.deleteBefore(LATER);
        return tx.feedback.list();
      });
      expect(left).toEqual([{ ...bad, count: 1 }]);
    });
  });
}
