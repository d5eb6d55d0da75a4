import { beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { runThroughWeather, type WeatherFigures } from "./telegram-weather.ts";

describe("4,000 messages in Telegram through faults, lost confirmations and six restarts", () => {
  let figures: WeatherFigures;
  beforeAll(async () => {
    figures = await runThroughWeather({ questions: 4000, restarts: 6, seed: 5 });
    print("Telegram, faults and restarts", figures);
  });

  test("are all answered, in order, and twice only where an answer may have been lost, which is said then", () => {
    expect(figures).toMatchObject({ lost: 0, disordered: 0, unmarked: 0, needless: 0, inbox: 0, outgoing: 0, dead: 0 });
  });

  test("open one case for each serious one, with one card", () => {
    const { serious, cases, cards, uneven, cardsNeedless } = figures;
    expect({ cases, cards, uneven, cardsNeedless }).toEqual({
      ...{ cases: serious, cards: serious, uneven: 0, cardsNeedless: 0 },
    });
  });

  test("arrive no faster than Telegram allows", () => {
    const { mostPerSecond, closestMs, mostPerMinuteInGroup, impatient } = figures;
    expect(mostPerSecond).toBeLessThanOrEqual(30);
    // A second apart, but for what the way there takes now longer, now shorter.
    expect(closestMs).toBeGreaterThanOrEqual(900);
    expect(mostPerMinuteInGroup).toBeLessThanOrEqual(20);
    expect(impatient).toBe(0);
  });

  test("keep no stop waiting for more than 25 seconds", () => {
    expect(figures.codes.every((code) => code === 0)).toBe(true);
    expect(Math.max(...figures.stops)).toBeLessThan(25_000);
  });
});
