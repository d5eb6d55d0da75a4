import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

import { startPostgres } from "./postgres-server.ts";

const CHILD = new URL("postgres-child.ts", import.meta.url).pathname;

test("a connection that the server ends in the middle does not end the process", async () => {
  const postgres = await startPostgres();
  try {
    const url = await postgres.newDatabase();
    const child = spawnSync(process.execPath, ["--import", "tsx", CHILD, url], { encoding: "utf8", timeout: 60_000 });
    expect(child.stdout).toBe("lives on\n");
  } finally {
    await postgres.stop();
  }
});
