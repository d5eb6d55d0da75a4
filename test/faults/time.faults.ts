import path from "node:path";
import { expect, test } from "vitest";

import { print } from "./figures.ts";
import { EACH_ONCE, runLongClock } from "./long-clock.ts";
import { drawDelays, runThroughOutage } from "./outage.ts";
import { inFolder } from "./plain-bench.ts";

test("a platform that is down for 72 hours leaves nobody untold and tells nothing twice", async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${path.join(folder, "c.db")}`;
    const figures = await runThroughOutage({ url, cases: 5, hours: 72 });
    print("outage", figures);
    expect(figures).toMatchObject({ untold: 0, twice: 0 });
    expect(figures.alarmAfter).toBeGreaterThanOrEqual(15);
    expect(figures.alarmAfter).toBeLessThanOrEqual(30);
    expect(figures.deputyAfter).toBeGreaterThanOrEqual(240);
    expect(figures.deputyAfter).toBeLessThanOrEqual(256);
  });
});

test("10,000 delays lie between nothing and 15 minutes", () => {
  const figures = drawDelays(10_000);
  print("delays", figures);
  expect(figures.outside).toBe(0);
});

test("400 days of a clock that jumps an hour forward and back bring everything once", async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${path.join(folder, "c.db")}`;
    const figures = await runLongClock({ url, days: 400, stepHours: 1, seed: 6 });
    print("long clock", figures);
    expect(figures).toMatchObject(EACH_ONCE);
    expect(figures.backward).toBeGreaterThan(1000);
  });
});
