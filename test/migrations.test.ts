import { createHash } from "node:crypto";
import path from "node:path";
import BetterSqlite from "better-sqlite3";
import { Kysely, type Migration, Migrator } from "kysely";
import { describe, expect, test } from "vitest";

import { openDatabase } from "../adapters/store/database.ts";
import { migrationsFor } from "../adapters/store/migrations.ts";
import { sqliteDialect } from "../adapters/store/sqlite.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { DAY, insertCase, openStoreBench } from "./store-bench.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

/** Of the schema that the first release made. */
const RELEASED = "5c57bbdb43de27ea51de9e546083cb45932d108f3d93d3c180ea33d3cdff81de";

async function newFile(): Promise<string> {
  return path.join(await temporaryFolder(), "cases.db");
}

function readRaw<T>(file: string, query: string): T[] {
  const raw = new BetterSqlite(file, { readonly: true });
  try {
    return raw.prepare(query).all() as T[];
  } finally {
    raw.close();
  }
}

const schemaOf = (file: string): unknown[] => readRaw(file, "select type, name, sql from sqlite_master order by 1, 2");

/** What a later Adep would do: one more step below those of today. */
async function migrateFurther(file: string, name: string, up: Migration["up"]): Promise<void> {
  const db = new Kysely<unknown>({ dialect: sqliteDialect(file) });
  const provider = { getMigrations: async () => ({ ...migrationsFor("sqlite"), [name]: { up } }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  await db.destroy();
  if (error) throw error;
}

describe("the schema", () => {
  test("has the same steps in the same order for both databases", () => {
    expect(Object.keys(migrationsFor("postgres"))).toEqual(Object.keys(migrationsFor("sqlite")));
  });

  test("has steps whose names sort in the order in which they were written", () => {
    const names = Object.keys(migrationsFor("sqlite"));
    expect(names).toEqual([...names].sort());
    expect(names.every((name) => /^\d{4}-[a-z-]+$/.test(name))).toBe(true);
  });

  test("begins with the step of the first release", () => {
    expect(Object.keys(migrationsFor("sqlite"))[0]).toBe("0001-cases");
  });

  test("is made once: a second start changes nothing", async () => {
    const file = await newFile();
    await (await openDatabase(`sqlite:${file}`)).close();
    const [before, steps] = [schemaOf(file), readRaw(file, "select * from kysely_migration")];
    await (await openDatabase(`sqlite:${file}`)).close();
    expect([schemaOf(file), readRaw(file, "select * from kysely_migration")]).toEqual([before, steps]);
  });

  test("ties everything that belongs to a case to it, so that it goes with the case", async () => {
    const file = await newFile();
    await (await openDatabase(`sqlite:${file}`)).close();
    const tied = ["entries", "askers", "receipts", "tokens", "outbox", "boards"].map((table) =>
      readRaw<{ table: string; on_delete: string }>(file, `pragma foreign_key_list(${table})`).map(
        (key) => `${table} ${key.table} ${key.on_delete}`,
      ),
    );
    expect(tied.flat()).toEqual([
      "entries cases CASCADE",
      "askers cases CASCADE",
      "receipts cases CASCADE",
      "tokens cases CASCADE",
      "outbox cases CASCADE",
      "boards cases CASCADE",
    ]);
  });

  test("ties nothing of the log, of events and of messages to a case: they outlive it", async () => {
    const file = await newFile();
    await (await openDatabase(`sqlite:${file}`)).close();
    const untied = ["audit", "events", "inbox", "outgoing", "chats", "candidates", "gaps", "advice", "edition_use"];
    expect(untied.flatMap((table) => readRaw(file, `pragma foreign_key_list(${table})`))).toEqual([]);
  });

  test("has no column for a name, a handle or an address in clear", async () => {
    const file = await newFile();
    await (await openDatabase(`sqlite:${file}`)).close();
    const columnsOf = (table: string): string =>
      readRaw<{ name: string }>(file, `select name from pragma_table_info('${table}')`)
        .map(({ name }) => name)
        .join(" ");
    const chats = ["askers", "inbox", "outgoing", "chats", "boards", "feedback"];
    expect([...chats, "candidates", "gaps", "advice", "edition_use"].map(columnsOf)).toEqual([
      "case_id address_hash sealed language expires_on",
      "number hash channel lane sealed state due_at attempts leased_until received_at",
      "number id channel lane sealed state due_at attempts uncertain leased_until posted_at",
      "hash sealed used_on",
      "hash case_id sealed",
      "day language verdict reason provision count",
      "id month sealed",
      "month language outcome kind name count",
      "id hash day sealed",
      "document language edition",
    ]);
  });
});

/** Only the steps up to this one. */
async function migrateTo(file: string, last: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: sqliteDialect(file) });
  const provider = { getMigrations: async () => ({ ...migrationsFor("sqlite") }) };
  const { error } = await new Migrator({ db, provider }).migrateTo(last);
  await db.destroy();
  if (error) throw error;
}

describe("the first step", () => {
  test("makes what it made when it was released", async () => {
    const file = await newFile();
    await migrateTo(file, "0001-cases");
    const own = readRaw<{ sql: string }>(
      file,
      "select sql from sqlite_master where sql is not null and name not like 'kysely%' order by name",
    );
    const text = own.map((one) => one.sql.replace(/\s+/g, " ")).join("\n");
    expect(createHash("sha256").update(text).digest("hex")).toBe(RELEASED);
  });
});

describe("the step for chats", () => {
  test("leaves what is in a store of the first release, and chats work in it", async () => {
    const file = await newFile();
    await migrateTo(file, "0001-cases");
    const raw = new BetterSqlite(file);
    raw.exec(`insert into cases values (1, 'one', 'Saiga-1', 'gardens', 'opened', 'serious', null, 'kk', 'page', 'auto',
      '${DAY}', null, null, null, '[]', '[]', null, null, null, 0, 1, 0)`);
    raw.close();
    const { transact } = await openStoreBench(`sqlite:${file}`);
    const seen = await transact(async (tx) => {
      await tx.boards.write("one", "telegram:1", "42");
      return [(await tx.cases.find("one"))?.codename, await tx.boards.read("one", "telegram:1")];
    });
    expect(seen).toEqual(["Saiga-1", "42"]);
  });
});

describe("the step for evals and editions", () => {
  test("is taken by itself in a store of the two steps before, and leaves what is in it", async () => {
    const file = await newFile();
    await migrateTo(file, "0002-chats");
    const raw = new BetterSqlite(file);
    raw.exec(`insert into feedback values ('${DAY}', 'kk', 'good', '', '', 3)`);
    raw.close();
    const { transact } = await openStoreBench(`sqlite:${file}`);
    const seen = await transact(async (tx) => {
      await tx.candidates.put(someCandidate({ id: "a" }));
      await tx.advice.put("a", someAdvice());
      const [vote] = await tx.feedback.list();
      const page = await tx.advice.page("", 9);
      return [vote?.count, (await tx.candidates.list()).length, page.advice, await tx.gaps.list()];
    });
    expect(seen).toEqual([3, 1, [someAdvice()], []]);
    expect(readRaw(file, "select name from kysely_migration order by name")).toEqual(
      Object.keys(migrationsFor("sqlite")).map((name) => ({ name })),
    );
  });
});

describe("a step that comes later", () => {
  test("finds what is in the store and leaves it there", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    const id = await insertCase(bench);
    await bench.transact((tx) => tx.cases.addEntry(id, { kind: "report", by: "asker", day: DAY, text: "seeds" }));
    await bench.store.close();
    await migrateFurther(file, "0999-later", async (db) => {
      await db.schema.alterTable("cases").addColumn("colour", "text").execute();
    });
    expect(readRaw(file, "select id, colour from cases")).toEqual([{ id, colour: null }]);
    expect(readRaw(file, "select count(*) as count from entries")).toEqual([{ count: 1 }]);
  });

  test("makes an Adep that does not know it refuse the store, untouched", async () => {
    const file = await newFile();
    const bench = await openStoreBench(`sqlite:${file}`);
    await bench.store.close();
    await migrateFurther(file, "0999-later", async (db) => {
      await db.schema.alterTable("cases").addColumn("colour", "text").execute();
    });
    const before = schemaOf(file);
    await expect(openDatabase(`sqlite:${file}`)).rejects.toThrow(
      `the case store ${file} was written by a newer Adep: update this one, or name another store in DATABASE_URL`,
    );
    expect(schemaOf(file)).toEqual(before);
  });
});
