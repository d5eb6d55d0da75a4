// Calls that send: each waits for its turn, and what Telegram asks for in return is obeyed.

import type { Gate, Pace } from "../../src/chat/pace.ts";
import type { Answer } from "./answer.ts";
import type { TelegramApi } from "./api.ts";
import type { Call } from "./call.ts";

export type Post = {
  /** Waits for the turn of the chat; once aborted it waits no longer, and nothing is sent. Never rejects. */
  send(call: Call, signal?: AbortSignal): Promise<Answer>;
  /** How long a call to this chat would have to wait now, in milliseconds. */
  waitMs(chat: string): number;
};

export type PostDeps = { readonly api: TelegramApi; readonly pace: Pace; readonly gate: Gate };

export function createPost({ api, pace, gate }: PostDeps): Post {
  const once = async (method: string, payload: Call["payload"]): Promise<Answer> => {
    const answer = await api.call(method, payload);
    if (answer.kind === "wait") pace.holdOff(chatOf(payload), answer.retryAfterMs);
    return answer;
  };
  return {
    waitMs: (chat) => pace.waitMs(chat, isGroup(chat)),
    send: async ({ method, payload, plain }, signal) => {
      const chat = chatOf(payload);
      const enter = (): Promise<boolean> =>
        gate.enter(chat, isGroup(chat), signal).then(
          () => true,
          () => false,
        );
      if (!(await enter())) return STOPPED;
      const answer = await once(method, payload);
      if (answer.kind !== "unparsable" || plain === null) return answer;
      return (await enter()) ? once(method, plain) : STOPPED;
    },
  };
}

const STOPPED: Answer = { kind: "failed", code: "STOPPED", isUncertain: false };

function chatOf({ chat_id: chat }: Readonly<Record<string, unknown>>): string {
  return String(chat);
}

/** Groups and channels have numbers below zero. */
export function isGroup(chat: string): boolean {
  return chat.startsWith("-");
}
