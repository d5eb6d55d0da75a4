// Faults that fall on the fake Telegram while it works, and confirmations of updates that get lost.

import { setTimeout as wait } from "node:timers/promises";

import type { Fault, TelegramServer } from "../telegram-server.ts";
import type { Chance } from "./seeded.ts";

const ON_SENDING: readonly Fault[] = [
  { tooMany: 1 },
  { tooMany: 3 },
  { status: 500 },
  { status: 502, description: "Bad Gateway" },
  { status: 504, description: "Gateway Timeout" },
  "drop-before",
  "drop-after",
  "html",
  "hang-before",
  "hang-after",
];
/** A poll that hangs is given up after forty seconds: see `hangOnce`. */
const ON_POLLING: readonly Fault[] = [
  { tooMany: 1 },
  { status: 500 },
  { status: 502, description: "Bad Gateway" },
  "drop-before",
  "drop-after",
  "html",
];

/** One fault after another until it is stopped; returns how many fell. */
export function startRain(server: TelegramServer, chance: Chance, everyMs: number): () => number {
  let count = 0;
  let isOver = false;
  const rain = async (): Promise<void> => {
    while (!isOver) {
      await wait(everyMs / 2 + chance.below(everyMs));
      if (isOver) return;
      const isOnPolling = chance.below(8) === 0;
      if (isOnPolling) server.fail("getUpdates", chance.pick(ON_POLLING));
      else server.fail("sendMessage", chance.pick(ON_SENDING));
      count += 1;
    }
  };
  void rain();
  return () => {
    isOver = true;
    return count;
  };
}

/**
 * About every third confirmation is not heard: the updates come again, at most so many times each. Returns how many
 * updates were handed out, each time counted.
 */
export function loseConfirmations(server: TelegramServer, chance: Chance, most: number): () => number {
  const { queue } = server;
  const poll = queue.poll;
  let lost = 0;
  let offered = 0;
  queue.poll = async (polling) => {
    const isLost = lost < most - 1 && chance.below(3) === 0;
    lost = isLost ? lost + 1 : 0;
    const updates = await poll(isLost ? { ...polling, offset: 0 } : polling);
    offered += updates?.length ?? 0;
    return updates;
  };
  return () => offered;
}
