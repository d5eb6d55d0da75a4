// Waiting until whoever is in the middle of something with the store has finished.

import { sql } from "kysely";

import type { Database } from "./database.ts";

const LONGEST_MS = 60_000;
const LOOK_MS = 100;

/** Until every transaction that was running when this was called is over: what they sealed can be seen, what they read is opened. */
export async function outlastTransactions(database: Database, sleep: (ms: number) => Promise<void>): Promise<void> {
  // All transactions of this store on SQLite lock it from their beginning, so getting the lock is enough.
  if (database.kind === "sqlite") return database.db.transaction().execute(async () => undefined);
  const { rows } = await sql<{ readonly now: string }>`select clock_timestamp()::text as now`.execute(database.db);
  const since = rows[0]?.now;
  for (let waited = 0; waited < LONGEST_MS; waited += LOOK_MS) {
    if ((await countOlder(database, since)) === 0) return;
    await sleep(LOOK_MS);
  }
  throw new Error("a transaction in PostgreSQL has been open for a minute; nothing was lost: run this again later");
}

async function countOlder({ db }: Database, since: string | undefined): Promise<number> {
  const { rows } = await sql<{ readonly count: string }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
      and xact_start <= ${since}::timestamptz`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
