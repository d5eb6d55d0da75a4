import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { killDuringEscalation } from "./kill-nine.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

const NOTHING_WRONG = { chain: null, lost: 0, uneven: 0, untold: 0, unmarked: 0 };

describe("kill -9 during escalation", () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test("loses and doubles nothing in SQLite, 300 times", async () => {
    const figures = await killDuringEscalation({ cycles: 300, seed: 1, longestMs: 400 });
    print("kill -9, SQLite", figures);
    expect(figures).toMatchObject(NOTHING_WRONG);
  });

  test("loses and doubles nothing in PostgreSQL, 100 times", async () => {
    const figures = await killDuringEscalation({
      ...{ cycles: 100, seed: 2, longestMs: 800, url: await postgres.newDatabase() },
    });
    print("kill -9, PostgreSQL", figures);
    expect(figures).toMatchObject(NOTHING_WRONG);
  });
});
