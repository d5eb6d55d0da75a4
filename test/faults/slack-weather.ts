// Thousands of deeds of many people through faults of every kind, doubled and lost deliveries, bursts and restarts, to the last answer.

import { setTimeout as wait } from "node:timers/promises";

import type { SlackServer } from "../slack-server.ts";
import { textOf } from "../slack-server-look.ts";
import { inFolder } from "./plain-bench.ts";
import { createChance } from "./seeded.ts";
import { crowdIn } from "./slack-coming.ts";
import { type Crowd, createCrowd, QUESTIONS } from "./slack-people.ts";
import { startRain, type Troubles, troubleDeliveries } from "./slack-rain.ts";
import { countLeft, type Left, openSlackPlace, type SlackPlace, startSlackService } from "./slack-service.ts";
import { judge, type Known, type Verdict } from "./slack-verdict.ts";
import type { Service } from "./telegram-service.ts";

export type Weather = {
  readonly deeds: number;
  readonly perSecond: number;
  readonly restarts: number;
  readonly seed: number;
  readonly isSocket?: boolean;
};

export type WeatherFigures = Verdict &
  Left &
  Troubles & {
    readonly faults: number;
    /** Deliveries of any kind, and tries to bring them. */
    readonly delivered: number;
    readonly tries: number;
    readonly violations: readonly string[];
    /** Calls too soon after a 429 by what is shown at once or only looked up. */
    readonly impatient: number;
    readonly seconds: number;
    readonly stops: readonly number[];
    readonly codes: readonly (number | null)[];
  };

const FAULT_EVERY_MS = 600;
const LAST_ANSWERS_MS = 600_000;

export function runThroughWeather({ deeds, perSecond, restarts, seed, isSocket = false }: Weather) {
  return inFolder(async (folder): Promise<WeatherFigures> => {
    const chance = createChance(seed);
    const place = await openSlackPlace(folder, { isSocket });
    const { server } = place;
    const running: Running = { place, service: startSlackService(place), ended: [], faults: [] };
    try {
      await running.service.ready;
      const known = await learnAnswers(server);
      const crowd = createCrowd(server, chance);
      const troubles = troubleDeliveries(server, chance);
      const stopRain = startRain(server, chance, FAULT_EVERY_MS);
      const startedAt = performance.now();
      const everyMs = (deeds / perSecond / (restarts + 1)) * 1000;
      await Promise.all([crowdIn(crowd, chance, { deeds, perSecond }), restart(running, restarts, everyMs)]);
      const faults = stopRain();
      server.clearFaults();
      await untilAnswered(() => judge(server, known, crowd.done), crowd, server);
      running.ended.push(await running.service.stop());
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const { brought: delivered, attempts: tries } = server.totals;
      const { violations, impatient } = sortViolations(server);
      const stops = { stops: running.ended.map(({ ms }) => ms), codes: running.ended.map(({ code }) => code) };
      const figures = {
        ...judge(server, known, crowd.done),
        ...troubles,
        faults,
        delivered,
        tries,
        violations,
        impatient,
      };
      return { ...figures, ...(await countLeft(place)), seconds, ...stops };
    } finally {
      if (running.service.isRunning()) await running.service.kill();
      await server.close();
    }
  });
}

export function sortViolations({ violations }: SlackServer): Pick<WeatherFigures, "violations" | "impatient"> {
  const isMessage = ({ kind, method }: (typeof violations)[number]): boolean =>
    kind !== "before-retry-after" || method.startsWith("chat.");
  const told = violations.filter(isMessage).map(({ kind, method, detail }) => `${kind} ${method} ${detail}`);
  return { violations: told, impatient: violations.length - told.length };
}

/** In good weather; each answer must be told from the others. */
export async function learnAnswers(server: SlackServer): Promise<Known> {
  const askers = QUESTIONS.map((question, at) => {
    const person = server.person(`U0LEARN${at}`);
    person.writes(question);
    return person;
  });
  await server.waitFor(() => askers.every(({ id }) => server.postsIn(id).length > 0), 60_000);
  await wait(2_000);
  const known = askers.map(({ id }) => server.postsIn(id).map(textOf).join("\n\n\n"));
  if (new Set(known).size < QUESTIONS.length) throw new Error("two questions have the same answer");
  return known;
}

type Running = {
  readonly place: SlackPlace;
  service: Service;
  readonly ended: { readonly code: number | null; readonly ms: number }[];
  readonly faults: string[];
};

async function restart(running: Running, times: number, everyMs: number): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    await wait(everyMs);
    await running.service.ready;
    running.ended.push(await running.service.stop());
    running.service = startSlackService(running.place);
  }
}

const STILL_MS = 20_000;

/** Until nothing is missing and nothing has been called for a while. */
export async function untilAnswered(look: () => Verdict, crowd: Crowd, server: SlackServer): Promise<void> {
  const end = performance.now() + LAST_ANSWERS_MS;
  let last = -1;
  let since = performance.now();
  while (performance.now() < end) {
    await wait(1_000);
    const count = server.calls().length;
    if (count !== last) since = performance.now();
    last = count;
    const isStill = performance.now() - since > STILL_MS && crowd.waiting() === 0;
    if (isStill && look().lost.length === 0) return;
  }
}
