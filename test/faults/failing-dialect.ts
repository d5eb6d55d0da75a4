// A database that fails on command: at the n-th statement, before it is run or after.

import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from "kysely";

export type FaultKind = "before" | "after" | "cut";

export type Faults = {
  /** Counts statements from now on and fails at this one; `null` for none. */
  arm(at: number | null, kind?: FaultKind): void;
  /** Whether the armed fault has come. */
  readonly hasFired: () => boolean;
  /** The statement it came at. */
  readonly statement: () => string;
  readonly wrap: (dialect: Dialect) => Dialect;
};

/** `cut` ends the connection under the statement. */
export type Cut = (connection: DatabaseConnection) => Promise<void>;

export const FAULT = "a fault of the test";

export function createFaults(cut: Cut = async () => undefined): Faults {
  const armed = { at: null as number | null, kind: "before" as FaultKind, count: 0, statement: "" };
  const wrapConnection = (inner: DatabaseConnection): WrappedConnection => ({
    inner,
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      armed.count += 1;
      if (armed.at === null || armed.count !== armed.at) return inner.executeQuery<R>(query);
      armed.statement = query.sql.split(" ").slice(0, 3).join(" ");
      // A `begin` that is done and not heard of would leave its connection in a transaction for ever.
      if (armed.kind === "before" || (armed.kind === "after" && query.sql.startsWith("begin"))) throw new Error(FAULT);
      if (armed.kind === "cut") await cut(inner);
      const result = await inner.executeQuery<R>(query);
      if (armed.kind === "after") throw new Error(FAULT);
      return result;
    },
    streamQuery: <R>(query: CompiledQuery, size?: number) => inner.streamQuery<R>(query, size),
  });
  return {
    arm: (at, kind = "before") => Object.assign(armed, { at, kind, count: 0, statement: "" }),
    hasFired: () => armed.at !== null && armed.count >= armed.at,
    statement: () => armed.statement,
    wrap: (dialect) => ({
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () => wrapDriver(dialect.createDriver(), wrapConnection),
    }),
  };
}

type WrappedConnection = DatabaseConnection & { readonly inner: DatabaseConnection };

function wrapDriver(driver: Driver, wrap: (inner: DatabaseConnection) => WrappedConnection): Driver {
  return {
    init: () => driver.init(),
    acquireConnection: async () => wrap(await driver.acquireConnection()),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection) => driver.releaseConnection((connection as WrappedConnection).inner),
    destroy: () => driver.destroy(),
  };
}
