// Telegram from end to end: updates → inbox → talk → outgoing → Telegram. It never throws after the start: what fails is tried again.

import { setTimeout as delay } from "node:timers/promises";
import type { Hono } from "hono";

import type { Messenger } from "../../src/cases/card.ts";
import { todayOf } from "../../src/cases/deps.ts";
import { drain } from "../../src/chat/drain.ts";
import { createFirstLead } from "../../src/chat/first-lead.ts";
import { createInboxWorker } from "../../src/chat/inbox-worker.ts";
import type { Leader } from "../../src/chat/leader.ts";
import { createGate, createPace, type PaceLimits, TELEGRAM_LIMITS } from "../../src/chat/pace.ts";
import { createSender } from "../../src/chat/sender.ts";
import { nameOf } from "../../src/chat/slots.ts";
import type { Voice } from "../../src/recall/announce.ts";
import type { TelegramConfig } from "../../src/telegram-config.ts";
import { openTelegramApi } from "./api.ts";
import { createArrival } from "./arrival.ts";
import { CHANNEL } from "./carry-out.ts";
import { chooseIntake, learnMe } from "./connect.ts";
import { deliverCall } from "./deliver-call.ts";
import { createIntake } from "./intake.ts";
import { createTelegramMessenger } from "./messenger.ts";
import { createMoves } from "./moves.ts";
import { startPoller } from "./poller.ts";
import { createPost } from "./post.ts";
import { createProcess } from "./process.ts";
import { listProfile, setProfile } from "./profile.ts";
import { ALLOWED_UPDATES, type Me } from "./router.ts";
import { type TelegramTalk, toTalkDeps } from "./telegram-talk.ts";
import { createVoice } from "./voice.ts";
import { createWebhookRoute } from "./webhook.ts";

export type TelegramOptions = {
  readonly config: TelegramConfig;
  readonly talk: TelegramTalk;
  /** Of several processes one sends. Ended by whoever made it. */
  readonly leader: Leader;
  /** For what is no fault, such as that Telegram is connected. */
  readonly inform?: (message: string, code?: string) => void;
  /** How fast messages may go. */
  readonly limits?: PaceLimits;
};

export type RunningTelegram = {
  readonly messenger: Messenger;
  readonly voice: Voice;
  /** Where Telegram calls; `null` when polling. */
  readonly route: Hono | null;
  /** Takes in nothing more, finishes what was taken, sends what can be sent soon. */
  stop(): Promise<void>;
};

export async function startTelegram(options: TelegramOptions): Promise<RunningTelegram> {
  const { config, talk, inform = () => undefined } = options;
  const { cases } = talk;
  const { log } = cases;
  const sending = openSending(options);
  const { api, sender, lead, post, moves, sleep } = sending;
  let me: Me | null = null;
  const processing = createProcess({ api, talk, moves, monotonic, me: () => me });
  const worker = createInboxWorker({
    ...{ ...commonOf(cases), ...processing, dice: cases.dice, onDone: sender.poke },
    // Whoever polls works alone, once it has let go of what a dead process held.
    ...(config.webhook ? {} : { mayWork: lead }),
  });
  const onUpdates = createIntake({ token: config.token, cases, me: () => me, onStored: worker.poke });
  const ending = new AbortController();
  let poller = { stop: async (): Promise<void> => undefined };
  const connect = async (): Promise<void> => {
    const connecting = { api, log, sleep, signal: ending.signal };
    me = await learnMe(connecting);
    if (me === null) return;
    await chooseIntake(connecting, config.webhook);
    if (ending.signal.aborted) return;
    if (!config.webhook) poller = startPoller({ api, log, onUpdates, isLeader: lead, allowedUpdates: ALLOWED_UPDATES });
    inform("Telegram is connected", config.webhook ? "webhook" : "polling");
    const profile = listProfile(cases.messages, cases.bodies());
    await setProfile({ api, store: cases.store, log, today: () => todayOf(cases) }, profile);
  };
  const connected = connect().catch((fault: unknown) => log("Telegram could not be started", nameOf(fault)));
  return {
    messenger: createTelegramMessenger({ api, post, moves, ...cases }),
    voice: createVoice(toTalkDeps(talk, { moves, me: () => me })),
    route: config.webhook
      ? createWebhookRoute({ path: new URL(config.webhook.url).pathname, ...config.webhook, onUpdates, log })
      : null,
    stop: async () => {
      ending.abort();
      await connected;
      await poller.stop();
      await worker.stop();
      await sending.stop();
    },
  };
}

const monotonic = (): number => performance.now();

function commonOf({ store, now, log }: TelegramTalk["cases"]) {
  return { store, channel: CHANNEL, now, log } as const;
}

/** What sends, and which of several processes does. */
function openSending({ config, talk, leader, limits = TELEGRAM_LIMITS }: TelegramOptions) {
  const { cases } = talk;
  const common = commonOf(cases);
  const api = openTelegramApi(config);
  const pace = createPace(limits, monotonic);
  const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const post = createPost({ api, pace, gate: createGate(pace, sleep) });
  const moves = createMoves(cases);
  const lead = createFirstLead({ ...common, leader, isAlone: config.webhook === null });
  const sender = createSender({
    ...{ ...common, isLeader: lead },
    deliver: (body, isUncertain, signal) => deliverCall({ post, moves, onArrived }, body, { isUncertain, signal }),
  });
  const onArrived = createArrival(talk);
  const stop = async (): Promise<void> => {
    await drain({ store: cases.store, channel: CHANNEL, sleep });
    await sender.stop();
  };
  return { api, post, moves, sleep, sender, lead, stop };
}
