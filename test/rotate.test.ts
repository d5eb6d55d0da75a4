import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";

import { createVault, type KeyRing } from "../adapters/aes-vault.ts";
import { type KeyStore, openKeyFile, readDataKey } from "../adapters/key-file.ts";
import { type RotateDeps, rotateKeys } from "../adapters/store/rotate.ts";
import { findDamaged, sealedRows } from "../adapters/store/sealed-rows.ts";
import type { CaseTx } from "../src/cases/store.ts";
import type { Vault } from "../src/cases/vault.ts";
import { ASKER, type CaseBench, MONDAY, openBench, someReport, tokenOf } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

type Rotating = {
  readonly bench: CaseBench;
  readonly keys: KeyStore;
  readonly file: string;
  rotate(overrides?: Partial<RotateDeps>): ReturnType<typeof rotateKeys>;
  /** Rows that are not under the current key. */
  old(): Promise<string[]>;
};

/** A service whose keys stand in a file, with a few cases. `ring` is how the service sees the keys. */
async function openRotating(ring?: (keys: KeyStore) => () => KeyRing): Promise<Rotating> {
  const folder = await temporaryFolder();
  const file = path.join(folder, "data.key");
  const keys = openKeyFile(file);
  const bench = await openBench({ url: `sqlite:${path.join(folder, "cases.db")}`, ring: ring?.(keys) ?? keys.ring });
  for (const number of [1, 2, 3]) await report(bench, number);
  // One connection: two in one process would wait for each other without end. test/cases-command.test.ts has two processes.
  const rotate: Rotating["rotate"] = (overrides) =>
    rotateKeys({
      ...{
        opened: bench.opened,
        keys,
        vault: createVault(keys.ring),
        today: "2026-09-07",
        onKeyAdded: () => undefined,
      },
      ...{ sleep: () => wait(5), ...overrides },
    });
  return { bench, keys, file, rotate, old: () => oldRows(bench, createVault(keys.ring)) };
}

const report = (bench: CaseBench, number: number) =>
  bench.reception.escalate(
    someReport({ text: `Report ${number}`, address: { channel: "page", id: `asker ${number}` } }),
  );

const CLAIMING = { channel: "telegram", now: MONDAY, limit: 9, leaseMs: 60_000 } as const;

/** One of everything that chats keep; of what came in the first is done. */
async function chat({ deps }: CaseBench): Promise<void> {
  await deps.store.transact(async (tx) => {
    const common = { channel: "telegram", lane: "telegram:1" } as const;
    for (const key of ["first", "second"]) await tx.inbox.put({ ...common, key, body: key, receivedAt: MONDAY });
    for (const { number } of await tx.inbox.claim(CLAIMING)) await tx.inbox.finish(number);
    await tx.outgoing.post({ ...common, body: "seeds", postedAt: MONDAY });
    await tx.chats.write("telegram:1", "a chat", "2026-09-07");
    for (const { id } of await tx.cases.list({})) await tx.boards.write(id, "telegram:1", "a board");
    await tx.candidates.put(someCandidate({ id: "a", text: "a candidate" }));
    await tx.advice.put("a", someAdvice());
  });
}

async function readChat(tx: CaseTx): Promise<unknown[]> {
  const [inbox] = await tx.inbox.claim(CLAIMING);
  const [outgoing] = await tx.outgoing.claim(CLAIMING);
  const [first] = await tx.cases.list({});
  const board = await tx.boards.read(first?.id ?? "", "telegram:1");
  const [candidate] = await tx.candidates.list();
  const { advice } = await tx.advice.page("", 9);
  return [inbox?.body, outgoing?.body, await tx.chats.read("telegram:1"), board, candidate?.text, advice];
}

async function oldRows({ opened }: CaseBench, vault: Vault): Promise<string[]> {
  const rows: string[] = [];
  for await (const { sealed, place } of sealedRows(opened.database.db)) if (!vault.isCurrent(sealed)) rows.push(place);
  return rows;
}

/** Fails at the given sealing, as if the process had been killed there. */
function failing(vault: Vault, at: number): Vault {
  let count = 0;
  const seal: Vault["seal"] = (plain, place) => {
    count += 1;
    if (count === at) throw new Error("killed");
    return vault.seal(plain, place);
  };
  return { ...vault, seal };
}

describe("a rotation", () => {
  test("seals every column anew and leaves one key", async () => {
    const { bench, keys, rotate, old } = await openRotating();
    const before = keys.ring().current;
    const { resealed, damaged, isResumed } = await rotate();
    expect([damaged, isResumed, await old()]).toEqual([[], false, []]);
    expect(resealed).toBeGreaterThan(9);
    expect(keys.ring().keys.size).toBe(1);
    expect(keys.ring().current).not.toBe(before);
    expect(await findDamaged(bench.opened.database.db, createVault(keys.ring))).toEqual([]);
  });

  test("seals anew what waits in the inbox and to be sent, chats, boards, candidates and advice; what was erased stays empty", async () => {
    const { bench, keys, rotate, old } = await openRotating();
    await chat(bench);
    await rotate();
    const vault = createVault(keys.ring);
    const { db } = bench.opened.database;
    expect([await old(), await findDamaged(db, vault)]).toEqual([[], []]);
    const read = await bench.deps.store.transact(readChat);
    expect(read).toEqual(["second", "seeds", "a chat", "a board", "a candidate", [someAdvice()]]);
    const inbox = await db.selectFrom("inbox").select("sealed").orderBy("number").execute();
    expect(inbox.map(({ sealed }) => (sealed === "" ? "" : vault.isCurrent(sealed)))).toEqual(["", true]);
  });

  test("reaches every table in which something lies sealed", async () => {
    const { bench } = await openRotating();
    await chat(bench);
    const tables = await bench.opened.database.db.introspection.getTables();
    const sealed = tables.filter(({ columns }) => columns.some(({ name }) => name === "sealed"));
    const reached = new Set<string>();
    for await (const { place } of sealedRows(bench.opened.database.db)) reached.add(place.split(":")[0] ?? "");
    expect([...reached].sort()).toEqual(sealed.map(({ name }) => name).sort());
  });

  test("is written into the audit log, whose chain goes on", async () => {
    const { bench, rotate } = await openRotating();
    await rotate();
    const records = await bench.deps.store.transact((tx) => tx.audit.all());
    const own = records.filter(({ action }) => action === "rotate-key");
    expect(own.map(({ caseId, actor, detail }) => [caseId, actor, detail])).toEqual([
      ["-", "owner", "added"],
      ["-", "owner", "finished"],
    ]);
  });

  test("leaves addresses, buttons and receipts findable", async () => {
    const { bench, rotate } = await openRotating();
    const card = await bench.reception.escalate(someReport());
    await rotate();
    const asker = { kind: "asker" as const, address: ASKER };
    const shown = await bench.press({ actor: asker, token: tokenOf(card, "What was sent"), language: "en" });
    expect(shown.quote).toContain("seeds");
    expect(await bench.reception.casesOf(ASKER, "en")).toHaveLength(1);
  });

  test("brings the new key to disk before anything is sealed under it", async () => {
    const { keys, file, rotate } = await openRotating();
    const order: string[] = [];
    const vault = createVault(keys.ring);
    const seal: Vault["seal"] = (plain, place) => {
      order.push("seal");
      return vault.seal(plain, place);
    };
    const onKeyAdded = (): void => {
      order.push(`${Object.keys(JSON.parse(readFileSync(file, "utf8")).keys).length} keys`);
    };
    await rotate({ vault: { ...vault, seal }, onKeyAdded });
    expect(order.slice(0, 2)).toEqual(["2 keys", "seal"]);
  });
});

describe("a rotation that is killed", () => {
  test.each([1, 2, 5, 9])("at sealing %i is finished by the next, with the same new key", async (at) => {
    const killed = await openRotating();
    const { bench, keys } = killed;
    await expect(killed.rotate({ vault: failing(createVault(keys.ring), at) })).rejects.toThrow("killed");
    expect(keys.ring().keys.size).toBe(2);
    expect(await findDamaged(bench.opened.database.db, createVault(keys.ring))).toEqual([]);
    const added = keys.ring().current;
    const resumed = await killed.rotate();
    expect(resumed).toMatchObject({ isResumed: true, damaged: [] });
    expect([keys.ring().current, keys.ring().keys.size, await killed.old()]).toEqual([added, 1, []]);
  });
});

describe("while a rotation runs", () => {
  test("reading and writing never fail", async () => {
    const { bench, rotate, old } = await openRotating();
    let isOver = false;
    const rotating = rotate().finally(() => {
      isOver = true;
    });
    let rounds = 0;
    for (; !isOver || rounds < 3; rounds += 1) {
      await report(bench, 100 + rounds);
      const read = await bench.deps.store.transact(async (tx) => {
        const cases = await tx.cases.list({});
        return Promise.all(cases.map(async ({ id }) => [await tx.cases.entries(id), await tx.askers.find(id)]));
      });
      expect(read.length).toBe(4 + rounds);
      await wait(1);
    }
    expect(await rotating).toMatchObject({ damaged: [] });
    expect(await old()).toEqual([]);
  });

  test("a writer who learns of the new key late still loses nothing", async () => {
    let isLate = true;
    const { bench, keys, rotate, old } = await openRotating((store) => {
      const early = store.ring();
      // Opens with all keys, but goes on sealing under the one from before.
      return () => (isLate ? { ...store.ring(), current: early.current } : store.ring());
    });
    let number = 10;
    const sleep = async (ms: number): Promise<void> => {
      if (ms < 1_000) return;
      number += 1;
      if (number > 14) isLate = false;
      await report(bench, number);
    };
    const { resealed } = await rotate({ sleep });
    expect(number).toBeGreaterThan(14);
    expect(resealed).toBeGreaterThan(15);
    expect([await old(), keys.ring().keys.size]).toEqual([[], 1]);
    expect(await findDamaged(bench.opened.database.db, createVault(keys.ring))).toEqual([]);
  });

  test("a writer who never learns of it keeps the old keys in place", async () => {
    const { bench, keys, rotate } = await openRotating((store) => {
      const early = store.ring();
      return () => ({ ...store.ring(), current: early.current });
    });
    let number = 10;
    const sleep = async (ms: number): Promise<void> => {
      if (ms < 1_000) return;
      number += 1;
      await report(bench, number);
    };
    await expect(rotate({ sleep })).rejects.toThrow("the old keys were kept");
    expect(keys.ring().keys.size).toBe(2);
  });
});

describe("a text that does not open", () => {
  test("keeps the old keys, and everything else is sealed anew", async () => {
    const { bench, keys, rotate, old } = await openRotating();
    const { db } = bench.opened.database;
    const row = await db.selectFrom("entries").selectAll().limit(1).executeTakeFirstOrThrow();
    const sealed = `${row.sealed.slice(0, -4)}AAAA`;
    await db.updateTable("entries").set({ sealed }).where("case_id", "=", row.case_id).execute();
    const { damaged } = await rotate();
    expect(damaged.map(({ caseId, what }) => [caseId, what])).toEqual([[row.case_id, "the text of line 1"]]);
    expect(keys.ring().keys.size).toBe(2);
    expect(await old()).toEqual([`entries:${row.case_id}:1:sealed`]);
  });
});

describe("keys from the environment", () => {
  const KEYS = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64")] as const;

  test("are rotated to the first, and the second is then of no use", async () => {
    const [next, before] = KEYS;
    const bench = await openBench({ ring: readDataKey(before).ring });
    await report(bench, 1);
    const both = readDataKey(`${next},${before}`);
    const { opened } = bench;
    const deps = {
      opened,
      keys: both,
      vault: createVault(both.ring),
      today: "2026-09-07",
      onKeyAdded: () => undefined,
    };
    await rotateKeys({ ...deps, sleep: () => wait(1) });
    expect(await oldRows(bench, createVault(readDataKey(next).ring))).toEqual([]);
    expect(await findDamaged(bench.opened.database.db, createVault(readDataKey(next).ring))).toEqual([]);
  });

  test("say what to do where there is only one", async () => {
    const keys = readDataKey(KEYS[0]);
    const { opened } = await openBench({ ring: keys.ring });
    const deps = { opened, keys, vault: createVault(keys.ring), today: "2026-09-07", onKeyAdded: () => undefined };
    await expect(rotateKeys({ ...deps, sleep: () => wait(1) })).rejects.toThrow("openssl rand -base64 32");
  });
});

describe("two rotations at once", () => {
  test("share one new key", async () => {
    const { bench, keys, file, rotate, old } = await openRotating();
    const others = openKeyFile(file);
    const vault = createVault(others.ring);
    const second = rotate({ keys: others, vault });
    await Promise.all([rotate(), second]);
    expect([keys.ring().keys.size, await old()]).toEqual([1, []]);
    expect(await findDamaged(bench.opened.database.db, createVault(keys.ring))).toEqual([]);
  });
});
