import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import BetterSqlite from "better-sqlite3";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { sha256 } from "../adapters/store/audit-rows.ts";
import { openStore } from "../adapters/store/open-store.ts";
import { findBreak } from "../src/cases/audit.ts";
import { someKeys } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { DAY, insertCase, openStoreBench, type StoreBench, someCase } from "./store-bench.ts";
import { startStoreProcess, WENT_WELL } from "./store-processes.ts";
import { interfere } from "./wrap-dialect.ts";

async function newUrl(): Promise<string> {
  return `sqlite:${path.join(await temporaryFolder(), "cases.db")}`;
}

async function pragma({ opened }: StoreBench, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(opened.database.db);
  return Object.values(rows[0] ?? {})[0];
}

// Another process takes a second or two to start.
describe("another process", () => {
  test("may write at the same time: both wait their turn and nothing is lost", async () => {
    const bench = await openStoreBench(await newUrl());
    const other = startStoreProcess(bench.url, bench.keys.ring, 60);
    await other.opened;
    for (let at = 0; at < 60; at += 1) {
      await bench.transact(async (tx) => {
        await tx.cases.list({});
        await tx.audit.append({ day: DAY, caseId: "-", actor: "adep", action: "export", detail: "" });
      });
    }
    expect(await other.said).toBe(WENT_WELL);
    const [records, head] = await bench.transact(async (tx) => [await tx.audit.all(), await tx.audit.head()] as const);
    expect([records.length, findBreak(records, [head], sha256)]).toEqual([120, null]);
  });

  test("may give back space while this one writes", async () => {
    const bench = await openStoreBench(await newUrl());
    const other = startStoreProcess(bench.url, bench.keys.ring, 40);
    await other.opened;
    for (let at = 0; at < 5; at += 1) await bench.store.compact();
    expect(await other.said).toBe(WENT_WELL);
    expect(await bench.transact((tx) => tx.audit.all())).toHaveLength(40);
  });
});

describe("the first start", () => {
  test("waits for that of another process on the same store", async () => {
    const url = await newUrl();
    const ring = someKeys();
    let other: ReturnType<typeof startStoreProcess> | undefined;
    const startOther = async (statement: string): Promise<void> => {
      if (other || !statement.includes("create table cases")) return;
      other = startStoreProcess(url, ring, 1);
      await other.started;
      await Promise.race([other.said, wait(2000)]);
    };
    const { store } = await openStore(
      url,
      createVault(() => ring),
      interfere(startOther),
    );
    expect(await other?.said).toBe(WENT_WELL);
    expect(await store.transact((tx) => tx.audit.all())).toHaveLength(1);
    await store.close();
  });

  test("that was interrupted is made up for by the next", async () => {
    const url = await newUrl();
    const failOnce = async (statement: string): Promise<void> => {
      if (statement.includes("create table tokens")) throw new Error("the power went out");
    };
    const vault = createVault(() => someKeys());
    await expect(openStore(url, vault, interfere(failOnce))).rejects.toThrow("cannot open the case store");
    const bench = await openStoreBench(url);
    expect(await insertCase(bench)).not.toBe("");
  });
});

describe("a full disk", () => {
  test("leaves what was written readable, refuses what does not fit, and is over when there is space", async () => {
    const bench = await openStoreBench(await newUrl());
    const id = await insertCase(bench);
    await bench.transact((tx) => tx.cases.addEntry(id, { kind: "report", by: "asker", day: DAY, text: "seeds" }));
    await bench.run(`pragma max_page_count = ${Number(await pragma(bench, "page_count")) + 4}`);
    const before = await bench.dump();
    const big = bench.transact(async (tx) => {
      const opened = someCase();
      await tx.cases.insert(opened);
      await tx.cases.addEntry(opened.id, { kind: "report", by: "asker", day: DAY, text: "x".repeat(40_000) });
    });
    await expect(big).rejects.toThrow();
    expect(await bench.dump()).toBe(before);
    expect((await bench.transact((tx) => tx.cases.entries(id)))[0]?.text).toBe("seeds");
    await bench.run("pragma max_page_count = 1000000");
    await bench.transact((tx) =>
      tx.cases.addEntry(id, { kind: "details", by: "asker", day: DAY, text: "x".repeat(40_000) }),
    );
    expect(await bench.transact((tx) => tx.cases.entries(id))).toHaveLength(2);
    expect(await pragma(bench, "integrity_check")).toBe("ok");
  });

  test("does not harm the store when the process ends then", async () => {
    const bench = await openStoreBench(await newUrl());
    const id = await insertCase(bench);
    await bench.run(`pragma max_page_count = ${Number(await pragma(bench, "page_count"))}`);
    const big = bench.transact((tx) =>
      tx.cases.addEntry(id, { kind: "report", by: "asker", day: DAY, text: "x".repeat(40_000) }),
    );
    await expect(big).rejects.toThrow();
    const copy = new BetterSqlite(bench.url.slice("sqlite:".length), { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    copy.close();
    const again = await openStoreBench(bench.url, bench.keys.ring);
    expect((await again.transact((tx) => tx.cases.find(id)))?.id).toBe(id);
  });

  test("is called a full disk", async () => {
    const bench = await openStoreBench(await newUrl());
    const id = await insertCase(bench);
    await bench.run(`pragma max_page_count = ${Number(await pragma(bench, "page_count"))}`);
    const text = "x".repeat(40_000);
    const big = bench.transact((tx) => tx.cases.addEntry(id, { kind: "report", by: "asker", day: DAY, text }));
    await expect(big).rejects.toMatchObject({ code: "SQLITE_FULL" });
  });
});
