// PostgreSQL through pg's pool.

import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";

const CONNECT_MS = 10_000;
const MOST_CONNECTIONS = 8;

export function postgresDialect(url: string): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks while idle is replaced; without a listener it would end the process.
  pool.on("error", () => undefined);
  // So is one that breaks in use; what waited for it fails, and that is enough.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new PostgresDialect({ pool });
}
