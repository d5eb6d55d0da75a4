// kill -9 at random moments of the real service while people write: what is lost, what comes twice, and how long it takes
// until somebody is answered again.

import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { startTelegram, type TelegramServer } from "../telegram-server.ts";
import { inFolder } from "./plain-bench.ts";
import { type Chance, createChance } from "./seeded.ts";
import { type Canaries, findCanaries } from "./telegram-canaries.ts";
import { type Asking, createAsking, FIRST_ASKER } from "./telegram-people.ts";
import { loseConfirmations } from "./telegram-rain.ts";
import { COMMISSIONER, countLeft, type Left, type Place, startService } from "./telegram-service.ts";
import { judge, measureSpeed, type Speed, type Verdict } from "./telegram-verdict.ts";
import { untilQuiet } from "./telegram-weather.ts";

export type Killing = { readonly kills: number; readonly seed: number; readonly perSecond: number };

export type KillingFigures = Verdict &
  Speed &
  Left &
  Canaries & {
    readonly serious: number;
    /** Milliseconds from the start of a process to the first message it sent. */
    readonly firstAnswer: { readonly median: number; readonly longest: number };
    /** Kills before the process had sent anything. */
    readonly early: number;
    readonly seconds: number;
  };

const CHATS = 400;
const LONGEST_START_MS = 90_000;

export function killWhileAsked({ kills, seed, perSecond }: Killing): Promise<KillingFigures> {
  return inFolder(async (folder) => {
    const chance = createChance(seed);
    const server = await startTelegram();
    server.know(COMMISSIONER);
    loseConfirmations(server, chance, 3);
    const { token, apiRoot } = server;
    const key = randomBytes(32).toString("base64");
    const place: Place = { url: `sqlite:${path.join(folder, "adep.db")}`, key, token, apiRoot };
    const asking = createAsking(server, chance);
    const endAsking = askForever(asking, chance, perSecond);
    const startedAt = performance.now();
    const run: Run = { server, place, chance, said: [], times: [], early: 0 };
    try {
      for (let at = 0; at < kills; at += 1) await liveAndDie(run, at);
      endAsking();
      run.said.push(await liveToTheEnd(run));
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const serious = asking.asked.filter(({ isSerious }) => isSerious).length;
      const figures = { ...judge(server, asking.asked), ...measureSpeed(server.calls()), ...(await countLeft(place)) };
      const canaries = await findCanaries({ asked: asking.asked, token, folder, said: run.said.join("\n") });
      return { ...figures, ...canaries, serious, firstAnswer: sumUp(run.times), early: run.early, seconds };
    } finally {
      endAsking();
      await server.stop();
    }
  });
}

type Run = {
  readonly server: TelegramServer;
  readonly place: Place;
  readonly chance: Chance;
  readonly said: string[];
  readonly times: number[];
  early: number;
};

async function liveAndDie(run: Run, at: number): Promise<void> {
  const { server, chance, said, times } = run;
  const service = startService(run.place);
  const sent = (): number => server.calls("sendMessage").length;
  const before = sent();
  const startedAt = performance.now();
  // One in six dies while it starts or waits for its turn to lead, the others a little after their first message.
  if (at % 6 === 5) await wait(chance.below(12_000));
  else {
    while (sent() === before && performance.now() - startedAt < LONGEST_START_MS) await wait(20);
    if (sent() > before) times.push(performance.now() - startedAt);
    await wait(chance.below(2_500));
  }
  if (sent() === before) run.early += 1;
  if (!service.isRunning()) throw new Error(`the service ended by itself: ${service.said()}`);
  await service.kill();
  said.push(service.said());
}

async function liveToTheEnd({ server, place }: Run): Promise<string> {
  const service = startService(place);
  await service.ready;
  await untilQuiet(() => server.calls("sendMessage").length, 900_000);
  await service.stop();
  return service.said();
}

/** Ordinary and serious messages until the returned function is called. */
export function askForever(asking: Asking, chance: Chance, perSecond: number): () => void {
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver) {
      await wait((2 * chance.below(1000)) / perSecond);
      if (chance.below(30) === 0) asking.ask(FIRST_ASKER + CHATS + asking.asked.length, true);
      else asking.ask(FIRST_ASKER + chance.below(CHATS));
    }
  };
  void ask();
  return () => {
    isOver = true;
  };
}

function sumUp(times: readonly number[]): KillingFigures["firstAnswer"] {
  const sorted = times.map(Math.round).sort((one, other) => one - other);
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, longest: sorted.at(-1) ?? Number.NaN };
}
