// Thousands of questions through faults of every kind, lost confirmations, bursts and restarts, to the last answer.

import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { startTelegram } from "../telegram-server.ts";
import { inFolder } from "./plain-bench.ts";
import { createChance } from "./seeded.ts";
import { createAsking, FIRST_ASKER, FIRST_GROUP } from "./telegram-people.ts";
import { loseConfirmations, startRain } from "./telegram-rain.ts";
import { COMMISSIONER, countLeft, type Left, type Place, startService } from "./telegram-service.ts";
import { judge, measureSpeed, type Speed, type Verdict } from "./telegram-verdict.ts";

export type Weather = {
  readonly questions: number;
  readonly seed: number;
  /** Questions for one fault. */
  readonly restarts: number;
};

export type WeatherFigures = Verdict &
  Speed &
  Left & {
    readonly serious: number;
    readonly offered: number;
    readonly faults: number;
    readonly seconds: number;
    readonly stops: readonly number[];
    readonly codes: readonly (number | null)[];
  };

const CHATS = 700;
const GROUPS = 4;
const FAULT_EVERY_MS = 700;
const LAST_ANSWERS_MS = 600_000;

export function runThroughWeather({ questions, seed, restarts }: Weather): Promise<WeatherFigures> {
  return inFolder(async (folder) => {
    const chance = createChance(seed);
    const server = await startTelegram();
    server.know(COMMISSIONER);
    const asking = createAsking(server, chance);
    const offered = loseConfirmations(server, chance, 3);
    const { token, apiRoot } = server;
    const key = randomBytes(32).toString("base64");
    const place: Place = { url: `sqlite:${path.join(folder, "adep.db")}`, key, token, apiRoot };
    const startedAt = performance.now();
    let service = startService(place);
    const ended: { readonly code: number | null; readonly ms: number }[] = [];
    const stopRain = startRain(server, chance, FAULT_EVERY_MS);
    const restartAt = Math.ceil(questions / (restarts + 1));
    try {
      while (asking.asked.length < questions) {
        const burst = chance.below(20) === 0 ? 60 : 1 + chance.below(4);
        for (let at = 0; at < burst && asking.asked.length < questions; at += 1) askOne(asking, chance);
        await wait(burst * 50);
        if (ended.length < restarts && asking.asked.length >= restartAt * (ended.length + 1)) {
          await service.ready;
          ended.push(await service.stop());
          service = startService(place);
        }
      }
      const faults = stopRain();
      await untilQuiet(() => server.calls("sendMessage").length, LAST_ANSWERS_MS);
      ended.push(await service.stop());
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const serious = asking.asked.filter(({ isSerious }) => isSerious).length;
      const left = await countLeft(place);
      const counts = { serious, offered: offered(), faults, seconds };
      const stops = { stops: ended.map(({ ms }) => ms), codes: ended.map(({ code }) => code) };
      return { ...judge(server, asking.asked), ...measureSpeed(server.calls()), ...left, ...counts, ...stops };
    } finally {
      stopRain();
      if (service.isRunning()) await service.kill();
      await server.stop();
    }
  });
}

function askOne(asking: ReturnType<typeof createAsking>, chance: ReturnType<typeof createChance>): void {
  // One message in sixty is in a group; a serious one comes from a chat of its own, for five a day open five cases.
  if (chance.below(60) === 0) asking.ask(FIRST_GROUP - chance.below(GROUPS));
  else if (chance.below(40) === 0) asking.ask(FIRST_ASKER + CHATS + asking.asked.length, true);
  else asking.ask(FIRST_ASKER + chance.below(CHATS));
}

const QUIET_MS = 75_000;

/** Until the count has stood still for longer than a message to a group may wait. */
export async function untilQuiet(count: () => number, mostMs: number): Promise<void> {
  const end = performance.now() + mostMs;
  let last = count();
  let since = performance.now();
  while (performance.now() < end && performance.now() - since < QUIET_MS) {
    await wait(500);
    if (count() === last) continue;
    last = count();
    since = performance.now();
  }
}
