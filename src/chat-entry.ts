// Opens the chats that are configured, for an entry point: one leader for all of them.

import { setTimeout as delay } from "node:timers/promises";

import { type RunningSlack, startSlack } from "../adapters/slack/start.ts";
import { startTelegram } from "../adapters/telegram/start.ts";
import type { Messenger } from "./cases/card.ts";
import { newId, todayOf } from "./cases/deps.ts";
import { createLeader } from "./chat/leader.ts";
import { createMemory } from "./chat/memory.ts";
import { createSettings } from "./chat/settings.ts";
import type { TalkDeps } from "./chat/talk-deps.ts";
import type { Config } from "./config.ts";
import { type AnnounceDeps, announce } from "./recall/announce.ts";
import { createEditionShelf } from "./recall/edition-shelf.ts";
import { whileLeading } from "./recall/while-leading.ts";

type Common = Pick<TalkDeps, "knowledge" | "hear" | "ask" | "assess" | "press" | "reception" | "desk" | "cases">;

export type RunningChats = {
  readonly messengers: readonly Messenger[];
  /** Where platforms call. */
  readonly routes: readonly NonNullable<RunningSlack["route"]>[];
  /** Of several processes one sends. */
  readonly isLeader: () => boolean;
  /** Takes in nothing more and finishes what was taken. */
  stop(): Promise<void>;
  /** After the last message of anybody. */
  letGo(): Promise<void>;
};

type Inform = (message: string, code?: string) => void;

export async function startChats(
  { telegram, slack, databaseUrl }: Pick<Config, "telegram" | "slack" | "databaseUrl">,
  common: Common,
  inform: Inform,
): Promise<RunningChats> {
  if (telegram === null && slack === null) return NONE;
  const { cases, knowledge } = common;
  const talk = { ...common, settings: createSettings(cases), memory: createMemory(() => performance.now()) };
  const leader = createLeader({ ...cases, log: inform, name: "chats", holder: newId(cases) });
  const shared = { talk, leader, inform };
  // A file has one process that works on it.
  const isAlone = databaseUrl.startsWith("sqlite:");
  const running = [
    ...(telegram === null ? [] : [await startTelegram({ ...shared, config: telegram })]),
    ...(slack === null ? [] : [startSlack({ ...shared, isAlone, config: slack })]),
  ];
  const voices = running.map(({ voice }) => voice);
  const shelf = createEditionShelf(knowledge, () => todayOf(cases));
  const announcing = startAnnouncing({ cases, shelf, voices, holder: newId(cases) }, leader.isLeader);
  return {
    messengers: running.map(({ messenger }) => messenger),
    routes: running.flatMap(({ route }) => route ?? []),
    isLeader: leader.isLeader,
    stop: async () => {
      await announcing.stop();
      await Promise.all(running.map(({ stop }) => stop()));
    },
    letGo: leader.stop,
  };
}

type Announcing = Omit<AnnounceDeps, "mayGoOn" | "sleep">;

function startAnnouncing(deps: Announcing, isLeader: () => boolean): { stop(): Promise<void> } {
  return whileLeading({
    ...{ isLeader, log: deps.cases.log },
    work: ({ mayGoOn, signal }) => {
      const sleep = (ms: number): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);
      return announce({ ...deps, mayGoOn, sleep });
    },
  });
}

const NONE: RunningChats = {
  ...{ messengers: [], routes: [], isLeader: () => true },
  stop: async () => undefined,
  letGo: async () => undefined,
};
