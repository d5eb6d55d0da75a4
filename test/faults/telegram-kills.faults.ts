import { beforeAll, describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { type KillingFigures, killWhileAsked } from "./telegram-kills.ts";

describe("kill -9 of the service while people write in Telegram, 30 times", () => {
  let figures: KillingFigures;
  beforeAll(async () => {
    figures = await killWhileAsked({ kills: 30, seed: 7, perSecond: 5 });
    print("Telegram, kill -9", figures);
  });

  test("loses nothing, keeps the order, and repeats nothing without saying so", () => {
    expect(figures).toMatchObject({ lost: 0, disordered: 0, unmarked: 0, inbox: 0, outgoing: 0, dead: 0 });
  });

  test("opens one case for each serious message", () => {
    const { serious, cases, cards, uneven } = figures;
    expect({ cases, cards, uneven }).toEqual({ cases: serious, cards: serious, uneven: 0 });
  });

  test("leaves somebody answered again within 30 seconds of the next start", () => {
    expect(figures.firstAnswer.longest).toBeLessThan(30_000);
  });

  test("leaves no word, number, name or token in clear", () => {
    expect(figures.hits).toEqual([]);
  });
});
