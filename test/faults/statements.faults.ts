import path from "node:path";
import { CompiledQuery } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { failCourier } from "./courier-faults.ts";
import type { Cut, FaultKind } from "./failing-dialect.ts";
import { print } from "./figures.ts";
import { inFolder } from "./plain-bench.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import { failAtEachStatement } from "./statements.ts";
import { WORKS } from "./works.ts";

const works = Object.keys(WORKS) as (keyof typeof WORKS)[];
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  listenToConnections();
});
afterAll(() => postgres.stop());

/** That a connection which ends in use does not end the process is proved in `postgres-restart.faults.ts`. */
function listenToConnections(): void {
  const connect = pg.Client.prototype.connect as (...given: unknown[]) => unknown;
  vi.spyOn(pg.Client.prototype, "connect").mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    this.on("error", () => undefined);
    return connect.apply(this, given) as never;
  });
}

/** The server ends the connection, as it does when it restarts. */
const cut: Cut = async (connection) => {
  const { rows } = await connection.executeQuery<{ readonly pid: number }>(
    CompiledQuery.raw("select pg_backend_pid() as pid"),
  );
  await postgres.query(`select pg_terminate_backend(${rows[0]?.pid})`);
};

const RUNS: readonly { readonly database: "SQLite" | "PostgreSQL"; readonly kind: FaultKind }[] = [
  { database: "SQLite", kind: "before" },
  { database: "SQLite", kind: "after" },
  { database: "PostgreSQL", kind: "before" },
  { database: "PostgreSQL", kind: "after" },
  { database: "PostgreSQL", kind: "cut" },
];

describe.each(RUNS)("a fault at every statement, $database, $kind", ({ database, kind }) => {
  test.each(works)("leaves all of %s or nothing", async (work) => {
    await inFolder(async (folder) => {
      const url = async () => (database === "SQLite" ? `sqlite:${path.join(folder, "c.db")}` : postgres.newDatabase());
      const figures = await failAtEachStatement({ url, work, kind, cut });
      print(`statements, ${database}, ${kind}, ${work}`, figures);
      expect(figures).toMatchObject({ torn: [], stuck: [] });
      expect(figures.faults).toBeGreaterThan(5);
    });
  });

  test("leaves no case untold", async () => {
    await inFolder(async (folder) => {
      const url = async () => (database === "SQLite" ? `sqlite:${path.join(folder, "c.db")}` : postgres.newDatabase());
      const figures = await failCourier({ url, kind, cut });
      print(`statements, ${database}, ${kind}, courier`, figures);
      expect(figures).toMatchObject({ wrong: [], unmarked: 0 });
    });
  });
});
