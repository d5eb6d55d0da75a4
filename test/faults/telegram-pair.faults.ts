import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";
import { type PairFigures, runPair } from "./telegram-pair.ts";

describe("two processes behind a webhook on one PostgreSQL, one of them lost nine times", () => {
  let postgres: PostgresServer;
  let figures: PairFigures;
  beforeAll(async () => {
    postgres = await startPostgres();
    figures = await runPair({ url: await postgres.newDatabase(), rounds: 9, seed: 11, perSecond: 6 });
    print("Telegram, two processes", figures);
  });
  afterAll(() => postgres.stop());

  test("lose nothing, keep the order, and repeat nothing without saying so", () => {
    expect(figures).toMatchObject({ lost: 0, disordered: 0, unmarked: 0, inbox: 0, outgoing: 0, dead: 0 });
  });

  test("open one case for each serious message", () => {
    const { serious, cases, cards, uneven } = figures;
    expect({ cases, cards, uneven }).toEqual({ cases: serious, cards: serious, uneven: 0 });
  });

  test("take over within 30 seconds", () => {
    const { takeOverAfterKill, takeOverAfterStop, afterOtherKill } = figures;
    expect(Math.max(...takeOverAfterKill, ...takeOverAfterStop, ...afterOtherKill)).toBeLessThan(30);
  });

  test("are together no faster than Telegram allows", () => {
    expect(figures.mostPerSecond).toBeLessThanOrEqual(30);
    // A second apart, but for what the way there takes now longer, now shorter.
    expect(figures.closestMs).toBeGreaterThanOrEqual(900);
  });
});
