// A short slice of every long run of test/faults: the whole of it is `npm run test:faults`.

import path from "node:path";
import { describe, expect, test } from "vitest";

import { searchForCanaries } from "./faults/canaries.ts";
import { failCourier } from "./faults/courier-faults.ts";
import { deliverManyTimes } from "./faults/deliveries.ts";
import { killDuringEscalation } from "./faults/kill-nine.ts";
import { EACH_ONCE, runLongClock } from "./faults/long-clock.ts";
import { drawDelays, runThroughOutage } from "./faults/outage.ts";
import { inFolder } from "./faults/plain-bench.ts";
import { createSearch } from "./faults/searching.ts";
import { failAtEachStatement } from "./faults/statements.ts";
import { tamper } from "./faults/tampering.ts";
import { WORKS } from "./faults/works.ts";

const inFile = <T>(work: (url: string) => Promise<T>): Promise<T> =>
  inFolder((folder) => work(`sqlite:${path.join(folder, "cases.db")}`));

test("kill -9 during escalation loses and doubles nothing", async () => {
  const figures = await killDuringEscalation({ cycles: 6, seed: 1, longestMs: 400 });
  expect(figures).toMatchObject({ chain: null, lost: 0, uneven: 0, untold: 0, unmarked: 0 });
});

describe.each(["before", "after"] as const)("a fault %s every third statement", (kind) => {
  test.each(Object.keys(WORKS) as (keyof typeof WORKS)[])("leaves all of %s or nothing", async (work) => {
    const figures = await inFile((url) => failAtEachStatement({ url: async () => url, work, kind, step: 3 }));
    expect(figures).toMatchObject({ torn: [], stuck: [] });
    expect(figures.faults).toBeGreaterThan(3);
  });

  test("leaves no case untold", async () => {
    const figures = await inFile((url) => failCourier({ url: async () => url, kind, step: 3 }));
    expect(figures).toMatchObject({ wrong: [], unmarked: 0 });
    expect(figures.faults).toBeGreaterThan(3);
  });
});

test("400 deliveries of 100 events have 100 effects", async () => {
  const figures = await inFile((url) =>
    deliverManyTimes({ url, events: 100, times: 4, restarts: 2, seed: 3, isShared: false }),
  );
  expect(figures).toMatchObject({ deliveries: 400, effects: 100, lost: 0, doubled: 0, chain: null });
});

describe("canaries", () => {
  test("are in clear nowhere", async () => {
    const figures = await searchForCanaries({ rounds: 2 });
    expect(figures).toMatchObject({ canaries: 28, hits: [], readBack: 18 });
  });

  test("would be found in every form", () => {
    const search = createSearch(["CanaryOne", "CanaryTwo"]);
    const written = (form: BufferEncoding): Buffer =>
      Buffer.from(Buffer.from("before CanaryOne behind", "utf8").toString(form), "utf8");
    for (const form of ["utf8", "hex", "base64", "base64url"] as const) {
      expect(search(written(form)).every((hit) => hit.startsWith("CanaryOne as"))).toBe(true);
      expect(search(written(form))).not.toEqual([]);
    }
    expect(search(Buffer.from("before CanaryOne behind", "utf16le"))).toContain("CanaryOne as UTF-16LE");
  });
});

test("edits of the audit log are found", async () => {
  const figures = await inFile((url) => tamper({ url, cases: 12, edits: 100, seed: 5 }));
  expect(figures).toMatchObject({ found: 100, missed: [], cutsFound: figures.cuts });
});

describe("time", () => {
  test("a platform that is down for six hours leaves nobody untold and tells nothing twice", async () => {
    const figures = await inFile((url) => runThroughOutage({ url, cases: 1, hours: 6 }));
    expect(figures).toMatchObject({ untold: 0, twice: 0, deputies: 1 });
    expect(figures.alarmAfter).toBeGreaterThanOrEqual(15);
    expect(figures.deputyAfter).toBeGreaterThanOrEqual(240);
  });

  test("delays lie between nothing and 15 minutes", () => {
    expect(drawDelays(1000).outside).toBe(0);
  });

  test("400 days of a clock that jumps bring everything once", async () => {
    const figures = await inFile((url) => runLongClock({ url, days: 400, stepHours: 24, seed: 6 }));
    expect(figures).toMatchObject(EACH_ONCE);
  });
});
