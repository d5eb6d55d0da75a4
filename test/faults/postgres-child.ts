// A process whose database connection is ended by the server in the middle of a transaction. Says whether it lives on.

import { sql } from "kysely";

import { newRing, openPlain, reportOf } from "./plain-bench.ts";

const bench = await openPlain({ url: process.argv[2] ?? "", ring: newRing() });
const { db } = bench.opened.database;
await db
  .transaction()
  .execute(async (tx) => {
    const { rows } = await sql<{ readonly pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
    await sql`select 1`.execute(tx);
  })
  .catch(() => undefined);
await bench.reception.escalate(reportOf("afterwards"));
await bench.opened.store.close();
process.stdout.write("lives on\n");
