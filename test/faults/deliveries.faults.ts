import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { deliverManyTimes } from "./deliveries.ts";
import { print } from "./figures.ts";
import { inFolder } from "./plain-bench.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

const COUNTS = { events: 2500, times: 4, restarts: 10, seed: 3 };
const EXACTLY_ONCE = { deliveries: 10_000, effects: 2500, lost: 0, doubled: 0, chain: null };

describe("10,000 deliveries of 2,500 events", () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test("have 2,500 effects in SQLite", async () => {
    await inFolder(async (folder) => {
      const figures = await deliverManyTimes({
        ...COUNTS,
        url: `sqlite:${path.join(folder, "c.db")}`,
        isShared: false,
      });
      print("deliveries, SQLite", figures);
      expect(figures).toMatchObject(EXACTLY_ONCE);
    });
  });

  test("have 2,500 effects in PostgreSQL, with both stores at work at once", async () => {
    const figures = await deliverManyTimes({ ...COUNTS, url: await postgres.newDatabase(), isShared: true });
    print("deliveries, PostgreSQL", figures);
    expect(figures).toMatchObject(EXACTLY_ONCE);
  });
});
