import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { openStore } from "../adapters/store/open-store.ts";
import { someKeys } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { insertCase, openStoreBench, type StoreBench } from "./store-bench.ts";
import { storeContract } from "./store-contract.ts";

async function newFile(): Promise<string> {
  return path.join(await temporaryFolder(), "cases.db");
}

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

async function pragma({ opened }: StoreBench, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(opened.database.db);
  return Object.values(rows[0] ?? {})[0];
}

const openWith = (file: string) => {
  const ring = someKeys();
  return openStore(
    `sqlite:${file}`,
    createVault(() => ring),
  );
};

describe("a store in SQLite", () => {
  storeContract(async () => openStoreBench(`sqlite:${await newFile()}`));
});

describe("the file", () => {
  test("and what SQLite writes beside it can be read by their owner only", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    await insertCase(bench);
    expect([await modeOf(file), await modeOf(`${file}-wal`), await modeOf(`${file}-shm`)]).toEqual([
      "600",
      "600",
      "600",
    ]);
  });

  test("that others could read no longer can", async () => {
    const file = await newFile();
    await writeFile(file, "");
    await chmod(file, 0o644);
    await openStoreBench(`sqlite:${file}`);
    expect(await modeOf(file)).toBe("600");
  });

  test("is made in a folder that is made for it, its owner's alone", async () => {
    const folder = path.join(await temporaryFolder(), "new");
    await openStoreBench(`sqlite:${path.join(folder, "cases.db")}`);
    expect(await modeOf(folder)).toBe("700");
  });

  test("has every commit on disk, and overwrites what is erased", async () => {
    const bench = await openStoreBench(`sqlite:${await newFile()}`);
    const names = ["journal_mode", "synchronous", "secure_delete", "foreign_keys", "auto_vacuum"];
    const values = await Promise.all(names.map((name) => pragma(bench, name)));
    expect(values).toEqual(["wal", 2, 1, 1, 1]);
  });

  test("holds everything in one piece once the store is closed", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    await insertCase(bench);
    await bench.store.close();
    await expect(stat(`${file}-wal`)).rejects.toThrow("ENOENT");
  });
});

describe("a file that cannot be used is refused in one line", () => {
  test("where it is no database", async () => {
    const file = await newFile();
    await writeFile(file, "These are the minutes of a meeting, not a database.".repeat(200));
    await expect(openWith(file)).rejects.toThrow(/^cannot open the case store [^\n]*cases\.db \([^\n]+\)$/);
    expect(await readFile(file, "utf8")).toContain("minutes of a meeting");
  });

  test("where it is damaged", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    for (let at = 0; at < 40; at += 1) await insertCase(bench);
    await bench.store.close();
    const bytes = await readFile(file);
    bytes.fill(0xab, 4096 * 2, 4096 * 12);
    await writeFile(file, bytes);
    await expect(openWith(file)).rejects.toThrow(/^cannot open the case store [^\n]*\([^\n]+\)$/);
  });

  test("where it was cut short", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    for (let at = 0; at < 40; at += 1) await insertCase(bench);
    await bench.store.close();
    await writeFile(file, (await readFile(file)).subarray(0, 4096 * 5 + 100));
    await expect(openWith(file)).rejects.toThrow(/^cannot open the case store [^\n]*\([^\n]+\)$/);
  });

  test("where it is a folder", async () => {
    await expect(openWith(await temporaryFolder())).rejects.toThrow(/^cannot open the case store [^\n]*\(EISDIR\)$/);
  });

  test("where its folder cannot be made", async () => {
    const file = await newFile();
    await writeFile(file, "a file");
    await expect(openWith(path.join(file, "below", "cases.db"))).rejects.toThrow(/^[^\n]*cases\.db[^\n]*$/);
  });

  test.each(["", "mysql://127.0.0.1/adep", "cases.db"])("where the address is %j", async (url) => {
    const vault = createVault(() => someKeys());
    await expect(openStore(url, vault)).rejects.toThrow("DATABASE_URL must begin with sqlite: or postgres://");
  });
});
