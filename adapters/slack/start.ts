// Slack from end to end: deliveries → inbox → talk → windows at once, messages by way of the store → Slack. It never throws after
// the start: what fails is tried again.

import { setTimeout as delay } from "node:timers/promises";
import type { Hono } from "hono";

import type { Messenger } from "../../src/cases/card.ts";
import { newId } from "../../src/cases/deps.ts";
import { drain } from "../../src/chat/drain.ts";
import { createFirstLead } from "../../src/chat/first-lead.ts";
import { createInboxWorker } from "../../src/chat/inbox-worker.ts";
import type { Leader } from "../../src/chat/leader.ts";
import { createSender } from "../../src/chat/sender.ts";
import { nameOf } from "../../src/chat/slots.ts";
import type { Voice } from "../../src/recall/announce.ts";
import type { SlackConfig } from "../../src/slack-config.ts";
import { openSlackApi } from "./api.ts";
import { CHANNEL } from "./carry-out.ts";
import { learnBot } from "./connect.ts";
import { deliver } from "./deliver.ts";
import { openDispatcher } from "./exchange.ts";
import { createSlackRoute } from "./http-route.ts";
import { createIntake } from "./intake.ts";
import { createSlackMessenger } from "./messenger.ts";
import type { Paces } from "./paces.ts";
import { createPost } from "./post.ts";
import { createProcess } from "./process.ts";
import type { Bot } from "./read-payload.ts";
import { createRooms } from "./rooms.ts";
import { type SlackTalk, toTalkDeps } from "./slack-talk.ts";
import { startSocket } from "./socket.ts";
import { createVoice } from "./voice.ts";
import { createWaitingView } from "./waiting-view.ts";
import { watchApi } from "./watch.ts";

export type SlackOptions = {
  readonly config: SlackConfig;
  readonly talk: SlackTalk;
  /** Of several processes one sends. Ended by whoever made it. */
  readonly leader: Leader;
  /** No other process works on the same store, so that what a dead one held is free at once. */
  readonly isAlone: boolean;
  /** For what is no fault, such as that Slack is connected. */
  readonly inform?: (message: string, code?: string) => void;
  /** How fast messages may go. */
  readonly paces?: Paces;
};

export type RunningSlack = {
  readonly messenger: Messenger;
  readonly voice: Voice;
  /** Where Slack calls; `null` in Socket Mode. */
  readonly route: Hono | null;
  /** Takes in nothing more, finishes what was taken, sends what can be sent soon. */
  stop(): Promise<void>;
};

export function startSlack(options: SlackOptions): RunningSlack {
  const { config, talk, inform = () => undefined } = options;
  const { cases } = talk;
  const { log } = cases;
  const state: { bot: Bot | null } = { bot: null };
  const sending = openSending(options);
  const { api, rooms, sender, isReady } = sending;
  const talkDeps = toTalkDeps(talk, { bot: () => state.bot });
  const processing = createProcess({ api, rooms, talk: talkDeps, monotonic, newMark: () => newId(cases) });
  const worker = createInboxWorker({
    ...{ ...commonOf(cases), ...processing, dice: cases.dice, onDone: sender.poke },
    // A lone process first lets go of what a dead one held; of several each works on what it can lease.
    ...(options.isAlone ? { mayWork: isReady } : {}),
  });
  const intake = createIntake({
    ...{ cases, bot: () => state.bot, onStored: worker.poke, onRoom: rooms.note },
    onApp: (appId) => {
      if (state.bot) state.bot = { ...state.bot, appId };
    },
  });
  const acknowledging = { intake, waitingView: createWaitingView(talk.knowledge), log };
  const ending = new AbortController();
  let socket = { stop: async (): Promise<void> => undefined };
  const connect = async (): Promise<void> => {
    state.bot = await learnBot({ api, log, sleep, signal: ending.signal });
    if (state.bot === null || ending.signal.aborted) return;
    warnOfClock(api.clockSkewMs(), log);
    if (config.mode.kind === "http") return inform("Slack is connected", "http");
    const { apiUrl, proxy } = config;
    const line = openSlackApi({ token: config.mode.appToken, apiUrl, proxy });
    const onConnected = (): void => inform("Slack is connected", "socket");
    const dispatcher = proxy === null ? {} : { dispatcher: openDispatcher(proxy) };
    socket = startSocket({ ...acknowledging, ...dispatcher, api: line, onConnected });
  };
  const connected = connect().catch((fault: unknown) => log("Slack could not be started", nameOf(fault)));
  return {
    messenger: createSlackMessenger({ ...cases, ...sending }),
    voice: createVoice(talkDeps),
    route:
      config.mode.kind === "http"
        ? createSlackRoute({ ...acknowledging, signingSecret: config.mode.signingSecret })
        : null,
    stop: async () => {
      ending.abort();
      await connected;
      await socket.stop();
      await worker.stop();
      await sending.stop();
    },
  };
}

const monotonic = (): number => performance.now();

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

function commonOf({ store, now, log }: SlackTalk["cases"]) {
  return { store, channel: CHANNEL, now, log } as const;
}

/** What sends, and which of several processes does. */
function openSending({ config, talk, leader, isAlone, paces }: SlackOptions) {
  const common = commonOf(talk.cases);
  const { log } = talk.cases;
  const { token, apiUrl, proxy } = config;
  const api = watchApi({ api: openSlackApi({ token, apiUrl, proxy }), monotonic, log });
  const post = createPost({ api, monotonic, sleep, ...(paces ? { limits: paces } : {}) });
  const rooms = createRooms({ post });
  const isReady = createFirstLead({ ...common, leader, isAlone });
  const sender = createSender({
    ...{ ...common, isLeader: isReady },
    deliver: (body, isUncertain, signal) => deliver({ api, post, rooms, log }, body, { isUncertain, signal }),
  });
  const stop = async (): Promise<void> => {
    await drain({ ...common, sleep });
    await sender.stop();
  };
  return { api, post, rooms, sender, isReady, stop };
}

const MOST_SKEW_MS = 60_000;

/** With a clock that is five minutes off everything that Slack delivers is turned away. */
function warnOfClock(skewMs: number | null, log: SlackTalk["cases"]["log"]): void {
  if (skewMs === null || Math.abs(skewMs) < MOST_SKEW_MS) return;
  log("this computer's clock and Slack's differ by more than a minute: set it", `${Math.round(skewMs / 1000)} s`);
}
