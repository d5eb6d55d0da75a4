// One message of the inbox: what the talk makes of it, as calls that wait to be sent.

import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { answerWith, messageOf } from "../../src/chat/messages-of.ts";
import { createPace } from "../../src/chat/pace.ts";
import { createTalk } from "../../src/chat/talk.ts";
import { sayTo } from "../../src/chat/talk-deps.ts";
import type { TelegramApi } from "./api.ts";
import { answerPress, toOutgoing } from "./carry-out.ts";
import type { Moves } from "./moves.ts";
import type { Me } from "./router.ts";
import { type TelegramTalk, toTalkDeps } from "./telegram-talk.ts";

export type ProcessDeps = {
  readonly api: TelegramApi;
  readonly talk: TelegramTalk;
  readonly moves: Moves;
  readonly me: () => Me | null;
  readonly monotonic: () => number;
};

export type Process = {
  process(body: string, attempts: number): Promise<readonly Outgoing[]>;
  /** The word to somebody whose message could not be processed. */
  onDead(body: string): Promise<readonly Outgoing[]>;
};

/** *Typing* is left out where much is going on: it must not take the place of an answer. */
const TYPING = {
  overall: { count: 4, windowMs: 1_000 },
  chat: { count: 1, windowMs: 4_000 },
  group: { count: 1, windowMs: 4_000 },
};

export function createProcess({ api, talk, moves, me, monotonic }: ProcessDeps): Process {
  const deps = toTalkDeps(talk, { moves, me });
  const { cases, memory } = talk;
  const speak = createTalk(deps);
  const typing = createPace(TYPING, monotonic);
  const showTyping = ({ place }: Incoming): void => {
    if (typing.waitMs(place.chat, false) > 0) return;
    typing.take(place.chat, false);
    const thread = place.thread === undefined ? {} : { message_thread_id: Number(place.thread) };
    void api.call("sendChatAction", { chat_id: Number(place.chat), action: "typing", ...thread });
  };
  const write = (incoming: Incoming, deeds: Parameters<typeof toOutgoing>[0]): Outgoing[] => {
    const language = memory.recall(`spoken ${deps.channel}:${incoming.place.chat}`) ?? incoming.hint ?? "kk";
    const repeat = cases.messages[language as "kk"]["chat.repeat"] ?? "";
    return toOutgoing(deeds, { now: cases.now(), repeat });
  };
  return {
    process: async (body, attempts) => {
      const incoming = parse(body);
      if (incoming.kind === "text") showTyping(incoming);
      const deeds = await speak(incoming, { isRetry: attempts > 1 }).catch((fault: unknown) => {
        // The button must not go on turning while it is tried again.
        if (incoming.kind === "press") void answerPress(api, incoming.pressId, []);
        throw fault;
      });
      if (incoming.kind === "press") void answerPress(api, incoming.pressId, deeds);
      return write(incoming, deeds);
    },
    onDead: async (body) => {
      const incoming = parse(body);
      if (!incoming.isPrivate) return [];
      const caseId = await cases.store.transact((tx) => tx.events.caseOf(incoming.event));
      const say = sayTo(deps, incoming.hint ?? "kk");
      // The case may be open although the answer failed: then nothing else may be said.
      const message = messageOf([say(caseId === null ? "chat.failed" : "chat.failed.kept")]);
      return write(incoming, [answerWith(incoming, message)]);
    },
  };
}

/** It was written by the intake of this same service and has lain sealed since. */
function parse(body: string): Incoming {
  return JSON.parse(body) as Incoming;
}
