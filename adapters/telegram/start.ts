// Telegram from end to end: updates → inbox → talk → outgoing → Telegram. It never throws after the start: what fails is tried again.

import { setTimeout as delay } from "node:timers/promises";
import type { Hono } from "hono";

import type { Messenger } from "../../src/cases/card.ts";
import { newId, todayOf } from "../../src/cases/deps.ts";
import { createInboxWorker } from "../../src/chat/inbox-worker.ts";
import { createLeader } from "../../src/chat/leader.ts";
import { createGate, createPace, TELEGRAM_LIMITS } from "../../src/chat/pace.ts";
import { createSender } from "../../src/chat/sender.ts";
import type { TelegramConfig } from "../../src/telegram-config.ts";
import { openTelegramApi } from "./api.ts";
import { CHANNEL, deliverCall } from "./carry-out.ts";
import { chooseIntake, learnMe } from "./connect.ts";
import { createIntake } from "./intake.ts";
import { createTelegramMessenger } from "./messenger.ts";
import { openMoves } from "./moves.ts";
import { startPoller } from "./poller.ts";
import { createPost } from "./post.ts";
import { createProcess } from "./process.ts";
import { listProfile, setProfile } from "./profile.ts";
import { ALLOWED_UPDATES, type Me } from "./router.ts";
import type { TelegramTalk } from "./telegram-talk.ts";
import { createWebhookRoute } from "./webhook.ts";

export type TelegramOptions = {
  readonly config: TelegramConfig;
  readonly talk: TelegramTalk;
};

export type RunningTelegram = {
  readonly messenger: Messenger;
  /** Where Telegram calls; `null` when polling. */
  readonly route: Hono | null;
  /** Of several processes the one that polls and sends. */
  readonly isLeader: () => boolean;
  /** Takes in nothing more, finishes what was taken, sends what can be sent soon. */
  stop(): Promise<void>;
};

/** How long the last messages may take at the end. */
const LAST_MESSAGES_MS = 5_000;

export async function startTelegram({ config, talk }: TelegramOptions): Promise<RunningTelegram> {
  const { cases } = talk;
  const { store, log } = cases;
  const api = openTelegramApi(config);
  const monotonic = (): number => performance.now();
  const pace = createPace(TELEGRAM_LIMITS, monotonic);
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const post = createPost({ api, pace, gate: createGate(pace, sleep) });
  const groups = cases
    .bodies()
    .bodies.flatMap(({ telegramChat }) => (telegramChat === undefined ? [] : [String(telegramChat)]));
  const moves = await openMoves(cases, groups);
  const common = { store, channel: CHANNEL, now: cases.now, log } as const;
  const leader = createLeader({ ...common, name: "chats", holder: newId(cases), leaseMs: 15_000 });
  const sender = createSender({
    ...common,
    isLeader: leader.isLeader,
    deliver: (body, isUncertain, signal) => deliverCall(post, body, { isUncertain, signal }),
  });
  let me: Me | null = null;
  const process = createProcess({ api, talk, moves, monotonic, me: () => me });
  const worker = createInboxWorker({ ...common, ...process, dice: cases.dice, onDone: sender.poke });
  const onUpdates = createIntake({ token: config.token, cases, me: () => me, onStored: worker.poke });
  const ending = new AbortController();
  const connecting = { api, log, sleep, signal: ending.signal };
  let poller = { stop: async (): Promise<void> => undefined };
  const connect = async (): Promise<void> => {
    me = await learnMe(connecting);
    if (me === null) return;
    await chooseIntake(connecting, config.webhook);
    if (ending.signal.aborted) return;
    const { isLeader } = leader;
    if (!config.webhook) poller = startPoller({ api, log, onUpdates, isLeader, allowedUpdates: ALLOWED_UPDATES });
    log("Telegram is connected", config.webhook ? "webhook" : "polling");
    const profile = listProfile(cases.messages, cases.bodies());
    await setProfile({ api, store, log, today: () => todayOf(cases) }, profile);
  };
  const connected = connect().catch((fault: unknown) => log("Telegram could not be started", nameOf(fault)));
  return {
    messenger: createTelegramMessenger({ api, post, store, moves, log }),
    route: config.webhook
      ? createWebhookRoute({ path: new URL(config.webhook.url).pathname, ...config.webhook, onUpdates, log })
      : null,
    isLeader: leader.isLeader,
    stop: async () => {
      ending.abort();
      await connected;
      await poller.stop();
      await worker.stop();
      await drain({ ...common, sleep });
      await sender.stop();
      await leader.stop();
    },
  };
}

type Draining = Pick<TelegramTalk["cases"], "store"> & {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** What is left after that stays in the store and goes at the next start. */
async function drain({ store, sleep }: Draining): Promise<void> {
  const end = AbortSignal.timeout(LAST_MESSAGES_MS);
  while (!end.aborted) {
    const { waiting } = await store.transact((tx) => tx.outgoing.count(CHANNEL)).catch(() => ({ waiting: 0 }));
    if (waiting === 0) return;
    await sleep(100, end);
  }
}

function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : "unknown";
}
