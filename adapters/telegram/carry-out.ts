// Deeds of a talk → calls that wait in the store to be sent, and the little that is done at once.

import { z } from "zod";

import type { Deed } from "../../src/chat/chat-message.ts";
import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { Sent } from "../../src/chat/sender.ts";
import type { Answer } from "./answer.ts";
import type { TelegramApi } from "./api.ts";
import type { Call } from "./call.ts";
import type { Post } from "./post.ts";
import { renderMessage } from "./render.ts";

const callSchema = z.object({
  method: z.string(),
  payload: z.record(z.string(), z.unknown()),
  plain: z.record(z.string(), z.unknown()).nullable(),
});

/** A call on its way, with what is done where it no longer fits, and the word for a sending that may be the second. */
const waitingSchema = z.object({ call: callSchema, otherwise: callSchema.nullable(), repeat: z.string() });
type WaitingCall = z.infer<typeof waitingSchema>;

export const CHANNEL = "telegram";

export function laneOf(chat: string): string {
  return `${CHANNEL}:${chat}`;
}

type Writing = { readonly now: number /** For a message that may arrive twice. */; readonly repeat: string };

/** Notices are no messages: see `answerPress`. */
export function toOutgoing(deeds: readonly Deed[], writing: Writing): Outgoing[] {
  return deeds.flatMap((deed) => toCalls(deed).map((waiting) => toRow(deed, waiting, writing)));
}

function toRow(deed: Deed, { call, otherwise }: Omit<WaitingCall, "repeat">, { now, repeat }: Writing): Outgoing {
  const chat = deed.kind === "notice" ? "" : deed.to.chat;
  const body = JSON.stringify({ call, otherwise, repeat } satisfies WaitingCall);
  return { channel: CHANNEL, lane: laneOf(chat), body, postedAt: now };
}

function toCalls(deed: Deed): Omit<WaitingCall, "repeat">[] {
  switch (deed.kind) {
    case "send": {
      const options = deed.replyTo === undefined ? {} : { replyTo: deed.replyTo };
      return renderMessage(deed.message, deed.to, options).map((call) => ({ call, otherwise: null }));
    }
    case "edit": {
      const [first, ...more] = renderMessage(deed.message, deed.to, { isEdit: deed.id });
      const [otherwise = null] = renderMessage(deed.message, deed.to, {});
      return first ? [{ call: first, otherwise }, ...more.map((call) => ({ call, otherwise: null }))] : [];
    }
    case "delete": {
      const payload = { chat_id: Number(deed.to.chat), message_id: Number(deed.id) };
      return [{ call: { method: "deleteMessage", payload, plain: null }, otherwise: null }];
    }
    case "notice":
      return [];
  }
}

const LONGEST_NOTICE = 200;

/** Once for each press: without it the button goes on turning. Too late is no fault. */
export async function answerPress(api: TelegramApi, pressId: string, deeds: readonly Deed[]): Promise<void> {
  const notice = deeds.find((deed) => deed.kind === "notice");
  const text = notice ? { text: shorten(notice.text), show_alert: notice.isAlert } : {};
  await api.call("answerCallbackQuery", { callback_query_id: pressId, ...text });
}

function shorten(text: string): string {
  const whole = text.toWellFormed();
  return whole.length <= LONGEST_NOTICE ? whole : `${whole.slice(0, LONGEST_NOTICE - 1).toWellFormed()}…`;
}

const RETRY_UNAUTHORISED_MS = 60_000;
const PATIENCE_MS = 5_000;

/** Sends one waiting call; what comes of it in the sender's words. */
export async function deliverCall(post: Post, body: string, { isUncertain, signal }: Delivering): Promise<Sent> {
  const read = waitingSchema.safeParse(JSON.parse(body));
  if (!read.success) return "refused";
  const { call, otherwise, repeat } = read.data;
  // A busy group must not take the place of others for a minute.
  const busyMs = post.waitMs(String(call.payload["chat_id"]));
  if (busyMs > PATIENCE_MS) return { retryAfterMs: busyMs, isUncertain: false };
  const answer = await post.send(isUncertain ? markRepeat(call, repeat) : call, signal);
  if (answer.kind === "lost" && otherwise) return toSent(await post.send(otherwise, signal));
  return toSent(answer);
}

export type Delivering = { readonly isUncertain: boolean; readonly signal: AbortSignal };

/** Only a new message can stand there twice. */
function markRepeat(call: Call, repeat: string): Call {
  if (call.method !== "sendMessage" || repeat === "") return call;
  const mark = (payload: Call["payload"]): Call["payload"] => ({
    ...payload,
    text: `${repeat}\n\n${String(payload["text"])}`,
  });
  return { ...call, payload: mark(call.payload), plain: call.plain && mark(call.plain) };
}

function toSent(answer: Answer): Sent {
  switch (answer.kind) {
    case "done":
    case "unchanged":
    case "stale":
    case "lost":
      return "done";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs, isUncertain: false };
    case "failed":
      return { retryAfterMs: 0, isUncertain: answer.isUncertain };
    case "unauthorised":
    case "conflict":
      return { retryAfterMs: RETRY_UNAUTHORISED_MS, isUncertain: false };
    // The talk goes on under the group's new number; nothing of it was meant for the old one alone.
    case "moved":
    case "unparsable":
    case "refused":
      return "refused";
  }
}
