// Deeds of a talk → calls that wait in the store to be sent, and the little that is done at once.

import { z } from "zod";

import type { Deed } from "../../src/chat/chat-message.ts";
import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { TelegramApi } from "./api.ts";
import { renderMessage } from "./render.ts";

const callSchema = z.object({
  method: z.string(),
  payload: z.record(z.string(), z.unknown()),
  plain: z.record(z.string(), z.unknown()).nullable(),
});

/** A call on its way, with what is done where it no longer fits, and the word for a sending that may be the second. */
export const waitingSchema = z.object({
  call: callSchema,
  otherwise: callSchema.nullable(),
  repeat: z.string(),
  /** What the text that this message asks for is meant for. */
  wantedFor: z.string().nullable(),
  /** The case whose card this message is, and whose eyes it is for. */
  boardOf: z.object({ caseId: z.string(), person: z.string() }).nullable(),
});
export type WaitingCall = z.infer<typeof waitingSchema>;

export const CHANNEL = "telegram";

export function laneOf(chat: string): string {
  return `${CHANNEL}:${chat}`;
}

type Writing = { readonly now: number /** For a message that may arrive twice. */; readonly repeat: string };

/** Notices are no messages: see `answerPress`. */
export function toOutgoing(deeds: readonly Deed[], writing: Writing): Outgoing[] {
  return deeds.flatMap((deed) => (isMessage(deed) ? toCalls(deed).map((calls) => toRow(deed, calls, writing)) : []));
}

type MessageDeed = Extract<Deed, { readonly to: unknown }>;

/** Telegram has no windows and no page of one's own. */
function isMessage(deed: Deed): deed is MessageDeed {
  return "to" in deed;
}

function toRow(deed: MessageDeed, { call, otherwise }: Calls, { now, repeat }: Writing): Outgoing {
  const { chat } = deed.to;
  const { wantedFor = null, boardOf = null } = deed.kind === "send" ? deed.message : {};
  const body = JSON.stringify({ call, otherwise, repeat, wantedFor, boardOf } satisfies WaitingCall);
  return { channel: CHANNEL, lane: laneOf(chat), body, postedAt: now };
}

type Calls = Pick<WaitingCall, "call" | "otherwise">;

function toCalls(deed: MessageDeed): Calls[] {
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
