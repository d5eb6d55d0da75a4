import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { openStore } from "../adapters/store/open-store.ts";
import { someKeys } from "./case-fakes.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { DAY, insertCase, NOW, openStoreBench, someErrand } from "./store-bench.ts";
import { storeContract } from "./store-contract.ts";

let postgres: Postgres;
let url: string;
beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.create();
});
afterAll(async () => {
  await postgres?.drop(url).catch(() => undefined);
  await postgres?.stop();
});

/** As new: making another database would take much longer. */
async function emptyDatabase(): Promise<string> {
  await postgres.run(url, "drop schema public cascade; create schema public");
  return url;
}

describe("a store in PostgreSQL", () => {
  storeContract(async () => openStoreBench(await emptyDatabase()));

  test("may be started by four processes at once", async () => {
    await emptyDatabase();
    const ring = someKeys();
    const benches = await Promise.all(Array.from({ length: 4 }, () => openStoreBench(url, ring)));
    const ids = await Promise.all(benches.map((bench) => insertCase(bench)));
    const listed = await benches[0]?.transact((tx) => tx.cases.list({}));
    expect(listed?.map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  test("gives two processes different errands without making one wait for the other", async () => {
    await emptyDatabase();
    const one = await openStoreBench(url);
    const two = await openStoreBench(url, one.keys.ring);
    const caseId = await insertCase(one);
    await one.transact(async (tx) => {
      for (const id of ["a", "b", "c"]) await tx.outbox.post(someErrand(caseId, { id, dueAt: NOW - id.charCodeAt(0) }));
    });
    const options = { limit: 2, leaseMs: 60_000 };
    const seen = await one.transact(async (tx) => {
      const first = await tx.outbox.claim(NOW, options);
      return [first, await two.transact((other) => other.outbox.claim(NOW, options))];
    });
    expect(seen.map((errands) => errands.map(({ id }) => id))).toEqual([["c", "b"], ["a"]]);
  });

  test("makes another process wait for a case that is being changed", async () => {
    await emptyDatabase();
    const one = await openStoreBench(url);
    const two = await openStoreBench(url, one.keys.ring);
    const id = await insertCase(one);
    let other: Promise<void> | undefined;
    await one.transact(async (tx) => {
      const found = await tx.cases.find(id);
      other = two.transact(async (late) => {
        const seen = await late.cases.find(id);
        if (seen) await late.cases.save({ ...seen, holder: "rake" });
      });
      await wait(100);
      if (found) await tx.cases.save({ ...found, handlers: ["gardener", "rake"] });
    });
    await other;
    const end = await one.transact((tx) => tx.cases.find(id));
    expect(end).toMatchObject({ version: 3, holder: "rake", handlers: ["gardener", "rake"] });
  });

  // One transaction holds the log and wants a case, the other holds that case and wants the log.
  test("does not let two transactions fail because each waits for the other", async () => {
    const bench = await openStoreBench(await emptyDatabase());
    const id = await insertCase(bench);
    const record = { day: DAY, caseId: id, actor: "adep", action: "read", detail: "" } as const;
    const sweeping = bench.transact(async (tx) => {
      await tx.audit.append(record);
      await wait(100);
      await tx.cases.find(id);
    });
    const pressing = bench.transact(async (tx) => {
      await tx.cases.find(id);
      await wait(100);
      await tx.audit.append(record);
    });
    const ends = await Promise.allSettled([sweeping, pressing]);
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  });

  test("survives that its connections were cut", async () => {
    const bench = await openStoreBench(await emptyDatabase());
    const id = await insertCase(bench);
    const others = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()";
    await postgres.run(bench.url, `${others} and datname = current_database()`);
    await wait(50);
    expect((await bench.transact((tx) => tx.cases.find(id)))?.id).toBe(id);
  });

  test("that cannot be reached is told of in one line, without its password", async () => {
    const opening = openStore("postgres://adep:hunter2@127.0.0.1:1/adep", createVault(someKeys));
    const fault: unknown = await opening.catch((cause: unknown) => cause);
    const message = fault instanceof Error ? fault.message : "";
    expect(message).toMatch(/^cannot open the case store [^\n]*DATABASE_URL[^\n]*ECONNREFUSED/);
    expect(message).not.toContain("hunter2");
  });
});
