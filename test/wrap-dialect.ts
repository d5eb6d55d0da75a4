// A database that does something else before certain statements: fails, or waits.

import type { DatabaseConnection, Dialect } from "kysely";

/** `before` is called with each statement; what it throws becomes the statement's failure. */
export function interfere(before: (statement: string) => Promise<void>): (dialect: Dialect) => Dialect {
  return (dialect) => ({
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const acquire = driver.acquireConnection.bind(driver);
      driver.acquireConnection = async () => wrapConnection(await acquire(), before);
      const release = driver.releaseConnection.bind(driver);
      driver.releaseConnection = (connection) => release(INNER.get(connection) ?? connection);
      return driver;
    },
  });
}

const INNER = new WeakMap<DatabaseConnection, DatabaseConnection>();

function wrapConnection(inner: DatabaseConnection, before: (statement: string) => Promise<void>): DatabaseConnection {
  const outer: DatabaseConnection = {
    executeQuery: async (query) => {
      await before(query.sql);
      return inner.executeQuery(query);
    },
    streamQuery: (query, size) => inner.streamQuery(query, size),
  };
  INNER.set(outer, inner);
  return outer;
}
