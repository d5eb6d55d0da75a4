import { beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { runThroughWeather, type WeatherFigures } from "./slack-weather.ts";

const RUNS = [
  { name: "10,000 deeds over HTTP", deeds: 10_000, perSecond: 18, restarts: 6, seed: 5, isSocket: false },
  { name: "1,500 deeds over Socket Mode", deeds: 1_500, perSecond: 15, restarts: 2, seed: 6, isSocket: true },
];

describe.for(RUNS)("$name, through faults, doubled and lost deliveries and restarts", ({ name, ...weather }) => {
  let figures: WeatherFigures;
  beforeAll(async () => {
    figures = await runThroughWeather(weather);
    print(`Slack, ${name}`, figures);
  });

  test("have each its effect, and once; where nobody can look whether it had, it says so", () => {
    const once = { lost: [], twice: 0, asideUnmarked: 0, unasked: 0, replaysTaken: 0 };
    expect(figures).toMatchObject({ ...once, inbox: 0, outgoing: 0, dead: 0 });
  });

  test("open one case for each serious one, with one card for the commissioners", () => {
    const { deeds, cases, cards, cardsTwice, uneven } = figures;
    const serious = (deeds.serious ?? 0) + (deeds["serious-aside"] ?? 0);
    expect({ cards, cardsTwice, uneven }).toEqual({ cards: cases, cardsTwice: 0, uneven: 0 });
    // What Slack could not bring may not have arrived.
    expect(cases).toBeLessThanOrEqual(serious);
    expect(cases).toBeGreaterThanOrEqual(serious - figures.notTaken);
  });

  test("are counted where they are presses", () => {
    const { deeds, notTaken, votes, taken } = figures;
    expect(votes).toBeLessThanOrEqual(deeds.vote ?? 0);
    expect(votes + taken).toBeGreaterThanOrEqual((deeds.vote ?? 0) + (deeds.take ?? 0) - notTaken);
    expect(taken).toBeLessThanOrEqual(deeds.take ?? 0);
  });

  test("reach Slack no faster than it allows, and in a form that it takes", () => {
    expect(figures.violations).toEqual([]);
  });

  test("are for the greater part taken, although Slack brings commands only once", () => {
    const all = Object.values(figures.deeds).reduce((sum, count) => sum + count, 0);
    expect(figures.notTaken).toBeLessThan(all / 4);
  });

  test("keep no stop waiting for more than 25 seconds", () => {
    expect(figures.codes.every((code) => code === 0)).toBe(true);
    expect(Math.max(...figures.stops)).toBeLessThan(25_000);
  });
});
