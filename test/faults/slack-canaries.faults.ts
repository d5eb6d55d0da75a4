import { beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { type CanaryFigures, searchInSlack } from "./slack-canaries.ts";

describe("60 words that people write in Slack, in questions, reports, names, details and replies", () => {
  let figures: CanaryFigures;
  beforeAll(async () => {
    figures = await searchInSlack({ rounds: 6 });
    print("Slack, canaries", figures);
  });

  test("are in clear neither in what is printed nor in what is stored, nor are people and secrets", () => {
    expect(figures.canaries).toBe(60);
    expect(figures.hits).toEqual([]);
  });

  test("are shown to nobody they are not meant for", () => {
    expect(figures.shown).toEqual([]);
  });

  test("really went in", () => {
    // Questions open no case, and a report from a window waits to be sent: seven of ten.
    expect(figures.readBack).toBeGreaterThanOrEqual(3 * 7);
  });
});
