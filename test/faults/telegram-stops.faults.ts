import { describe, expect, test } from "vitest";

import { print } from "./figures.ts";
import { type StartFault, startBadly, stopWhileAsked, stopWithVisitor } from "./telegram-stops.ts";

const NOTHING_WRONG = { lost: 0, disordered: 0, unmarked: 0, inbox: 0, outgoing: 0, dead: 0, uneven: 0, hits: [] };

describe("SIGTERM while people write in Telegram", () => {
  test("ends the service within 25 seconds and loses nothing, ten times", async () => {
    const figures = await stopWhileAsked({ stops: 10, seed: 3, perSecond: 12, isHanging: false });
    print("Telegram, SIGTERM", figures);
    expect(figures).toMatchObject(NOTHING_WRONG);
    expect(figures.codes.every((code) => code === 0)).toBe(true);
    expect(figures.longestMs).toBeLessThan(25_000);
  });

  test("does so where Telegram answers nothing any more, four times", async () => {
    const figures = await stopWhileAsked({ stops: 4, seed: 4, perSecond: 8, isHanging: true });
    print("Telegram, SIGTERM while it hangs", figures);
    expect(figures).toMatchObject(NOTHING_WRONG);
    expect(figures.longestMs).toBeLessThan(25_000);
  });

  test.for(["silent", "half a request"] as const)("does so while a visitor of the page is %s", async (kind) => {
    const stop = await stopWithVisitor(kind);
    print(`SIGTERM, visitor ${kind}`, stop);
    expect(stop.code).toBe(0);
    expect(stop.ms).toBeLessThan(25_000);
  });
});

const EXPECTED: readonly (readonly [StartFault, number, readonly RegExp[]])[] = [
  ["wrong token", 8_000, [/^Telegram does not accept TELEGRAM_BOT_TOKEN/]],
  ["refused", 8_000, [/^Telegram cannot be reached.*\(ECONNREFUSED\)$/]],
  ["hangs", 25_000, [/^Telegram cannot be reached.*\(TIMEOUT\)$/]],
  ["html", 8_000, [/^Telegram cannot be reached.*\(BODY\)$/]],
  ["other poller", 45_000, [/^Telegram is connected/, /^another process is polling Telegram/]],
];

describe("a start where Telegram cannot be used", () => {
  test.for(EXPECTED)("(%s) is said in one line, while the page answers", async ([fault, forMs, lines]) => {
    const figures = await startBadly(fault, forMs);
    print(`start, ${fault}`, figures);
    expect(figures.lines).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(figures.stop.code).toBe(0);
  });
});
