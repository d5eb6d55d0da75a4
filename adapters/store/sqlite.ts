// SQLite: write-ahead log, every commit on disk, erased bytes overwritten, and writers that queue instead of failing.

import BetterSqlite from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from "kysely";

/** A writer waits this long for another process, such as `npm run cases`, before it gives up. */
export const BUSY_MS = 10_000;

export function sqliteDialect(file: string): Dialect {
  const config = { database: async () => openFile(file) };
  const dialect = new SqliteDialect(config);
  dialect.createDriver = () => new ImmediateDriver(config);
  dialect.createAdapter = () => new TransactionalAdapter();
  return dialect;
}

function openFile(file: string): BetterSqlite.Database {
  const database = new BetterSqlite(file, { timeout: BUSY_MS });
  // Takes effect on a new file only, and only before the write-ahead log is on.
  database.pragma("auto_vacuum = FULL");
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("secure_delete = ON");
  database.pragma("trusted_schema = OFF");
  if (database.pragma("quick_check", { simple: true }) !== "ok") {
    database.close();
    throw Object.assign(new Error("the file is damaged"), { code: "damaged: restore it from a backup" });
  }
  return database;
}

/** A transaction that only reads at first and writes later fails at once when another process writes in between: lock first. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** SQLite rolls back by itself where the disk is full; a second time would hide that fault behind another. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined);
  }
}

/** A migration is whole or not there: SQLite can roll back a table, which Kysely does not take for granted. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
