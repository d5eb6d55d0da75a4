// The end of the real service at random moments while people are busy in Slack, by kill -9 or by SIGTERM: what is lost, what comes
// twice, and how long it takes until somebody is answered again.

import { setTimeout as wait } from "node:timers/promises";

import type { SlackServer } from "../slack-server.ts";
import { inFolder } from "./plain-bench.ts";
import { type Chance, createChance } from "./seeded.ts";
import { crowdForever } from "./slack-coming.ts";
import { type Crowd, createCrowd } from "./slack-people.ts";
import { type Troubles, troubleDeliveries } from "./slack-rain.ts";
import { countLeft, type Left, openSlackPlace, type SlackPlace, startSlackService } from "./slack-service.ts";
import { judge, type Verdict } from "./slack-verdict.ts";
import { learnAnswers, sortViolations, untilAnswered } from "./slack-weather.ts";
import type { Service } from "./telegram-service.ts";

export type Ending = {
  readonly how: "kill" | "stop";
  readonly times: number;
  readonly perSecond: number;
  readonly seed: number;
  readonly isSocket?: boolean;
};

export type EndingFigures = Verdict &
  Left &
  Troubles & {
    /** Milliseconds from the start of a process to the first answer it gave. */
    readonly firstAnswer: { readonly median: number; readonly longest: number };
    /** Ends before the process had answered anybody. */
    readonly early: number;
    /** Deliveries that were acknowledged and deeds without all their answers when the process ended. */
    readonly owed: number;
    /** How often it was looked up whether a message had arrived. */
    readonly looks: number;
    readonly violations: readonly string[];
    readonly impatient: number;
    readonly stops: readonly number[];
    readonly codes: readonly (number | null)[];
    readonly seconds: number;
  };

type Run = Pick<Ending, "how"> & {
  readonly place: SlackPlace;
  readonly chance: Chance;
  readonly crowd: Crowd;
  readonly owing: () => number;
  readonly times: number[];
  readonly stops: number[];
  readonly codes: (number | null)[];
  early: number;
  owed: number;
};

const LONGEST_START_MS = 90_000;
/** From an acknowledgement to the end. */
const LONGEST_LIFE_MS = 400;

export function endWhileBusy({ how, times, perSecond, seed, isSocket = false }: Ending): Promise<EndingFigures> {
  return inFolder(async (folder) => {
    const chance = createChance(seed);
    const place = await openSlackPlace(folder, { isSocket });
    const { server } = place;
    const first = startSlackService(place);
    await first.ready;
    const known = await learnAnswers(server);
    await first.stop();
    const troubles = troubleDeliveries(server, chance);
    const crowd = createCrowd(server, chance);
    const look = (): Verdict => judge(server, known, crowd.done);
    const run: Run = {
      ...{ how, place, chance, crowd, owing: () => look().lost.length, times: [], stops: [], codes: [] },
      ...{ early: 0, owed: 0 },
    };
    const endCrowd = crowdForever(crowd, chance, perSecond);
    const startedAt = performance.now();
    try {
      for (let at = 0; at < times; at += 1) await liveAndEnd(run, at);
      endCrowd();
      await liveOn(run, look);
      const { early, owed, stops, codes } = run;
      const looks = server.calls("conversations.history").length;
      const counts = { firstAnswer: sumUp(run.times), early, owed, looks, ...sortViolations(server), stops, codes };
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      return { ...look(), ...(await countLeft(place)), ...troubles, ...counts, seconds };
    } finally {
      endCrowd();
      await server.close();
    }
  });
}

async function liveAndEnd(run: Run, at: number): Promise<void> {
  const { place, chance, times } = run;
  const service = startSlackService(place);
  const answers = (): number => countAnswers(place.server);
  const before = answers();
  const startedAt = performance.now();
  // One in six ends while it starts, the others shortly after an acknowledgement.
  if (at % 6 === 5 && run.how === "kill") await wait(chance.below(6_000));
  else {
    while (answers() === before && performance.now() - startedAt < LONGEST_START_MS) await wait(20);
    if (answers() > before) times.push(performance.now() - startedAt);
    await wait(chance.below(2_000));
    const { taken } = place.server.totals;
    while (place.server.totals.taken === taken && service.isRunning()) await wait(2);
    await wait(chance.below(LONGEST_LIFE_MS));
  }
  if (answers() === before) run.early += 1;
  if (!service.isRunning()) throw new Error(`the service ended by itself: ${service.said()}`);
  await end(run, service);
}

async function end(run: Run, service: Service): Promise<void> {
  if (run.how === "kill") await service.kill();
  else {
    const { code, ms } = await service.stop();
    run.stops.push(ms);
    run.codes.push(code);
  }
  run.owed += run.owing();
}

async function liveOn(run: Run, look: () => Verdict): Promise<void> {
  const service = startSlackService(run.place);
  await service.ready;
  await untilAnswered(look, run.crowd, run.place.server);
  const { code, ms } = await service.stop();
  run.stops.push(ms);
  run.codes.push(code);
}

const ANSWERING = ["chat.postMessage", "chat.postEphemeral", "respond"];

function countAnswers(server: SlackServer): number {
  return ANSWERING.reduce((sum, method) => sum + server.calls(method).length, 0);
}

function sumUp(times: readonly number[]): EndingFigures["firstAnswer"] {
  const sorted = times.map(Math.round).sort((one, other) => one - other);
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, longest: sorted.at(-1) ?? Number.NaN };
}
