// Opens SQLite or PostgreSQL with the settings the cases need, and brings the schema up to date.

import { chmodSync, closeSync, openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { CompiledQuery, type Dialect, Kysely, type Migration, type MigrationProvider, Migrator } from "kysely";

import { type DatabaseKind, migrationsFor } from "./migrations.ts";
import { postgresDialect } from "./postgres.ts";
import { BUSY_MS, sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export type Database = {
  readonly db: Kysely<Tables>;
  readonly kind: DatabaseKind;
  /** Gives back what erased rows held, as far as the database lets us. */
  compact(): Promise<void>;
  close(): Promise<void>;
};

/** `sqlite:<file>` or `postgres://…`. Throws one readable line: unreachable, unreadable, or written by a newer Adep. */
export async function openDatabase(url: string, wrap = (dialect: Dialect): Dialect => dialect): Promise<Database> {
  if (/^postgres(ql)?:/.test(url)) {
    const db = new Kysely<Tables>({ dialect: wrap(postgresDialect(url)) });
    return prepare(db, { kind: "postgres", where: "the PostgreSQL of DATABASE_URL" });
  }
  if (!url.startsWith("sqlite:")) throw new Error("DATABASE_URL must begin with sqlite: or postgres://");
  const file = path.resolve(url.slice("sqlite:".length));
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  makePrivate(file);
  const db = new Kysely<Tables>({ dialect: wrap(sqliteDialect(file)) });
  return prepare(db, { kind: "sqlite", where: file });
}

/** The file is there, and its owner's alone, before a first byte is written. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  } catch (cause) {
    throw new Error(`cannot open the case store ${file} (${codeOf(cause)})`, { cause });
  }
}

type Place = { readonly kind: DatabaseKind; readonly where: string };

async function prepare(db: Kysely<Tables>, { kind, where }: Place): Promise<Database> {
  try {
    const migrations = { ...migrationsFor(kind) };
    await refuseNewer(db, migrations);
    const provider: MigrationProvider = { getMigrations: async () => migrations };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error) throw error;
  } catch (cause) {
    await db.destroy().catch(() => undefined);
    if (cause instanceof NewerSchema) throw new Error(`the case store ${where} ${cause.message}`);
    throw new Error(`cannot open the case store ${where} (${codeOf(cause)})`, { cause });
  }
  return { db, kind, compact: () => compact(db, kind), close: () => close(db, kind) };
}

class NewerSchema extends Error {}

async function refuseNewer(db: Kysely<Tables>, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return;
  const known = new Set(Object.keys(migrations));
  const { rows } = await db.executeQuery<{ readonly name: string }>(
    db
      .selectFrom("kysely_migration" as never)
      .select("name" as never)
      .compile(),
  );
  if (rows.some(({ name }) => !known.has(name))) {
    throw new NewerSchema("was written by a newer Adep: update this one, or name another store in DATABASE_URL");
  }
}

/** A driver's own message may quote a row, so only its code is passed on. */
function codeOf(cause: unknown): string {
  if (typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string")
    return cause.code;
  return cause instanceof Error ? cause.name : "unknown fault";
}

const ERASED_FROM = [
  "cases",
  "entries",
  "askers",
  "receipts",
  "attempts",
  "tokens",
  "outbox",
  "events",
  "settings",
  "inbox",
  "outgoing",
  "chats",
  "boards",
  "leases",
  "feedback",
  "candidates",
  "gaps",
  "advice",
] as const;

async function compact(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  if (kind === "sqlite") {
    await run(db, "vacuum");
    await emptyLog(db);
    return;
  }
  for (const table of ERASED_FROM) await run(db, `vacuum full ${table}`);
}

const LOG_TRIES = 20;
const LOG_PAUSE_MS = 250;

/** A reader elsewhere keeps the log from being emptied; then it is tried again for a while. */
async function emptyLog(db: Kysely<Tables>): Promise<void> {
  for (let attempt = 0; attempt < LOG_TRIES; attempt += 1) {
    if (await tryEmptyLog(db)) return;
    await new Promise((resolve) => setTimeout(resolve, LOG_PAUSE_MS));
  }
  throw new Error("the log of the case store could not be emptied: somebody is reading it");
}

/** Without SQLite's own waiting, which would hold up the whole process. */
function tryEmptyLog(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (one) => {
    await run(one, "pragma busy_timeout = 0");
    try {
      const { rows } = await one.executeQuery<{ readonly busy: number }>(
        CompiledQuery.raw("pragma wal_checkpoint(truncate)"),
      );
      return rows[0]?.busy === 0;
    } finally {
      await run(one, `pragma busy_timeout = ${BUSY_MS}`);
    }
  });
}

async function close(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  if (kind === "sqlite") await run(db, "pragma wal_checkpoint(truncate)").catch(() => undefined);
  await db.destroy();
}

async function run(db: Kysely<Tables>, statement: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(statement));
}
