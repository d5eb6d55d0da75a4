// What every store promises where very much waits. How long it takes is printed, not asserted.

import { performance } from "node:perf_hooks";
import { describe, expect, test } from "vitest";

import { inboxPlace } from "../adapters/store/inbox-rows.ts";
import { NOW, type OpenStoreBench, type StoreBench } from "./store-bench.ts";
import { CLAIMING } from "./store-contract-chat-bench.ts";

/** Of ten thousand waiting, four thousand are of one lane; the others of three thousand lanes. */
async function putMany({ opened, vault }: StoreBench): Promise<void> {
  const rows = Array.from({ length: 10_000 }, (_, at) => ({
    ...{ hash: `hash ${at}`, channel: "telegram", lane: at < 4_000 ? "one" : `lane ${at % 3_000}`, state: "waiting" },
    ...{ sealed: vault.seal("seeds", inboxPlace(`hash ${at}`)), due_at: 0, attempts: 0, leased_until: 0 },
    received_at: NOW,
  }));
  for (let at = 0; at < rows.length; at += 500) {
    await opened.database.db
      .insertInto("inbox")
      .values(rows.slice(at, at + 500))
      .execute();
  }
}

export function manyContract(open: OpenStoreBench): void {
  describe("ten thousand that wait", () => {
    test("are claimed fifty at a time, each of another lane", async () => {
      const bench = await open();
      await putMany(bench);
      const numbers: number[] = [];
      const times: string[] = [];
      for (let at = 0; at < 3; at += 1) {
        const began = performance.now();
        const items = await bench.transact((tx) => tx.inbox.claim({ ...CLAIMING, limit: 50 }));
        times.push(`${Math.round(performance.now() - began)} ms`);
        numbers.push(...items.map(({ number }) => number));
      }
      console.log(`fifty of ten thousand, ${bench.opened.database.kind}: ${times.join(", ")}`);
      expect(numbers).toEqual([1, ...Array.from({ length: 149 }, (_, at) => 4_001 + at)]);
    });
  });
}
