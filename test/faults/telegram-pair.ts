// Two processes on one PostgreSQL behind a webhook, one of them killed or stopped again and again: the other goes on.

import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { startTelegram, type TelegramServer } from "../telegram-server.ts";
import { type Chance, createChance } from "./seeded.ts";
import { type Balancer, startBalancer } from "./telegram-balancer.ts";
import { askForever } from "./telegram-kills.ts";
import { createAsking } from "./telegram-people.ts";
import { COMMISSIONER, countLeft, type Left, type Place, type Service, startService } from "./telegram-service.ts";
import { judge, measureSpeed, type Speed, type Verdict } from "./telegram-verdict.ts";
import { untilQuiet } from "./telegram-weather.ts";

export type Pairing = {
  readonly url: string;
  readonly rounds: number;
  readonly seed: number;
  readonly perSecond: number;
};

export type PairFigures = Verdict &
  Speed &
  Left & {
    readonly serious: number;
    readonly doubled: number;
    /** From the end of the process that sent to the next message, in seconds. */
    readonly takeOverAfterKill: readonly number[];
    readonly takeOverAfterStop: readonly number[];
    readonly afterOtherKill: readonly number[];
  };

type Pair = {
  readonly server: TelegramServer;
  readonly balancer: Balancer;
  readonly place: Place;
  readonly chance: Chance;
  members: readonly Member[];
};

type Member = { readonly service: Service; readonly address: string };

export async function runPair({ url, rounds, seed, perSecond }: Pairing): Promise<PairFigures> {
  const chance = createChance(seed);
  const server = await startTelegram();
  server.know(COMMISSIONER);
  const balancer = await startBalancer(chance);
  const asking = createAsking(server, chance);
  const { token, apiRoot } = server;
  const secret = randomBytes(32).toString("hex");
  const more = { TELEGRAM_MODE: "webhook", TELEGRAM_WEBHOOK_URL: balancer.url, TELEGRAM_WEBHOOK_SECRET: secret };
  const place: Place = { url, key: randomBytes(32).toString("base64"), token, apiRoot, more };
  const pair: Pair = { server, balancer, place, chance, members: [] };
  await join(pair);
  await join(pair);
  const endAsking = askForever(asking, chance, perSecond);
  const times = {
    takeOverAfterKill: [] as number[],
    takeOverAfterStop: [] as number[],
    afterOtherKill: [] as number[],
  };
  try {
    for (let round = 0; round < rounds; round += 1) {
      await wait(5_000 + chance.below(3_000));
      const leader = pair.members.find(({ service }) => isLeading(service));
      const other = pair.members.find((member) => member !== leader);
      if (round % 3 === 0) times.takeOverAfterKill.push(await lose(pair, leader, "kill"));
      else if (round % 3 === 1) times.takeOverAfterStop.push(await lose(pair, leader, "stop"));
      else times.afterOtherKill.push(await lose(pair, other, "kill"));
      await join(pair);
    }
    endAsking();
    await untilQuiet(() => server.calls("sendMessage").length, 600_000);
    for (const { service } of pair.members) await service.stop();
    const serious = asking.asked.filter(({ isSerious }) => isSerious).length;
    const figures = { ...judge(server, asking.asked), ...measureSpeed(server.calls()), ...(await countLeft(place)) };
    return { ...figures, serious, doubled: balancer.doubled(), ...times };
  } finally {
    endAsking();
    for (const { service } of pair.members) if (service.isRunning()) await service.kill();
    await balancer.stop();
    await server.stop();
  }
}

async function join(pair: Pair): Promise<void> {
  const service = startService(pair.place);
  settle(pair, [...pair.members, { service, address: await service.ready }]);
}

function settle(pair: Pair, members: readonly Member[]): void {
  pair.members = members;
  pair.balancer.targets = members.map(({ address }) => address);
}

/** Returns after how many seconds the next message came. */
async function lose(pair: Pair, member: Member | undefined, how: "kill" | "stop"): Promise<number> {
  if (!member) throw new Error("nobody leads");
  const ending = how === "kill" ? member.service.kill() : member.service.stop();
  // A process that is stopped is no longer asked; one that was killed is, until somebody notices.
  if (how === "stop") settle(pair, without(pair, member));
  await ending;
  const goneAt = performance.now();
  const sentSince = (): number | undefined =>
    pair.server.calls("sendMessage").findLast(({ at }) => at > goneAt) &&
    pair.server.calls("sendMessage").find(({ at }) => at > goneAt)?.at;
  while (sentSince() === undefined && performance.now() - goneAt < 120_000) await wait(50);
  settle(pair, without(pair, member));
  return Math.round(((sentSince() ?? Number.NaN) - goneAt) / 100) / 10;
}

function without({ members }: Pair, member: Member): readonly Member[] {
  return members.filter((one) => one !== member);
}

function isLeading(service: Service): boolean {
  const said = service.said();
  return said.lastIndexOf("this process leads now") > said.lastIndexOf("this process leads no longer");
}
