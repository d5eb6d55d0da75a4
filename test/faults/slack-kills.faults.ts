import { beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { type EndingFigures, endWhileBusy } from "./slack-kills.ts";

const RUNS = [
  { name: "HTTP", seed: 7, times: 20, isSocket: false },
  { name: "Socket Mode", seed: 8, times: 8, isSocket: true },
];

describe.for(RUNS)("kill -9 of the service while people are busy in Slack over $name", ({ name, ...ending }) => {
  let figures: EndingFigures;
  beforeAll(async () => {
    figures = await endWhileBusy({ ...ending, how: "kill", perSecond: 8 });
    print(`Slack, kill -9, ${name}`, figures);
  });

  test("happens while answers are owed", () => {
    expect(figures.owed).toBeGreaterThan(0);
  });

  test("loses nothing, and repeats nothing without saying so", () => {
    const nothing = { lost: [], twice: 0, asideUnmarked: 0, unasked: 0, replaysTaken: 0 };
    expect(figures).toMatchObject({ ...nothing, inbox: 0, outgoing: 0, dead: 0, violations: [] });
  });

  test("opens one case for each report that was taken, with one card", () => {
    const { deeds, notTaken, cases, cards, cardsTwice, uneven } = figures;
    expect({ cards, cardsTwice, uneven }).toEqual({ cards: cases, cardsTwice: 0, uneven: 0 });
    expect(Math.abs((deeds.serious ?? 0) - cases)).toBeLessThanOrEqual(notTaken);
  });

  test("leaves somebody answered again within 30 seconds of the next start", () => {
    expect(figures.firstAnswer.longest).toBeLessThan(30_000);
  });
});
