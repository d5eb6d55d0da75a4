// What the fake Telegram remembers of chats and messages, and the checks it makes of what a bot sends.

import { z } from "zod";
import { readHtml } from "./telegram-server-html.ts";

export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: Readonly<Record<string, number>>;
    };
export type Refusal = Extract<Outcome, { ok: false }>;

export const done = (result: unknown): Outcome => ({ ok: true, result });

export function refuse(description: string, code = 400, parameters?: Readonly<Record<string, number>>): Refusal {
  const start = { 400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: " }[code] ?? "";
  return { ok: false, error_code: code, description: `${start}${description}`, ...(parameters ? { parameters } : {}) };
}

const button = z.looseObject({
  text: z.string().min(1),
  callback_data: z.string().optional(),
  url: z.string().optional(),
  style: z.enum(["primary", "success", "danger"]).optional(),
});
export type Button = z.infer<typeof button>;
const markup = z.looseObject({
  inline_keyboard: z.array(z.array(button)).optional(),
  force_reply: z.boolean().optional(),
  input_field_placeholder: z.string().max(64).optional(),
});
export type Markup = z.infer<typeof markup>;

const id = z.union([z.number().int(), z.string().regex(/^-?\d+$/)]).transform(Number);
export const sending = z.looseObject({
  chat_id: id,
  message_thread_id: id.optional(),
  text: z.string(),
  parse_mode: z.enum(["HTML"]).optional(),
  reply_markup: markup.optional(),
  protect_content: z.boolean().default(false),
  reply_parameters: z
    .looseObject({ message_id: id, allow_sending_without_reply: z.boolean().default(false) })
    .optional(),
});
export type Sending = z.infer<typeof sending>;
export const editing = sending.extend({ message_id: id });
export const inChat = z.looseObject({ chat_id: id });
export const ofMessage = inChat.extend({ message_id: id });

export type Sender = Readonly<Record<string, unknown>> & { readonly id: number; readonly is_bot: boolean };
export type Chat = {
  readonly id: number;
  readonly type: "private" | "group" | "supergroup" | "channel";
  readonly is_forum: boolean;
  readonly title?: string;
  readonly topics: Set<number>;
  /** What every call about this chat is answered with. */
  refusal: Refusal | null;
};

export type Stored = {
  readonly message_id: number;
  readonly chat: number;
  readonly thread: number | null;
  readonly from: Sender;
  readonly date: number;
  /** As a person reads it. */
  text: string;
  /** As it was sent, with its tags. */
  sent: string;
  readonly parse_mode: string | null;
  reply_markup: Markup | null;
  readonly protect_content: boolean;
  readonly replyTo: number | null;
  /** How often the bot changed it. */
  edits: number;
  isDeleted: boolean;
  /** Other fields of the message, such as a photo. */
  readonly extra: Readonly<Record<string, unknown>>;
};

/** The text as a person would read it, or why Telegram refuses it. */
export function checkText({ text, parse_mode }: Pick<Sending, "text" | "parse_mode">): string | Refusal {
  const read = parse_mode === "HTML" ? readHtml(text) : { text };
  if ("fault" in read) return refuse(read.fault);
  if (read.text.trim() === "") return refuse("message text is empty");
  return read.text.length > 4096 ? refuse("message is too long") : read.text;
}

export function checkMarkup(given: Markup | undefined): Refusal | null {
  for (const { callback_data: data, url } of given?.inline_keyboard?.flat() ?? []) {
    if ((data === undefined) === (url === undefined))
      return refuse("Text buttons are unallowed in the inline keyboard");
    const size = data === undefined ? 1 : Buffer.byteLength(data);
    if (size < 1 || size > 64) return refuse("BUTTON_DATA_INVALID");
    if (url !== undefined && !/^(?:https?|tg):\/\/./.test(url)) return refuse("BUTTON_URL_INVALID");
  }
  return null;
}

/** The message as updates and answers show it. */
export function toMessage(stored: Stored, chats: Chats): Record<string, unknown> {
  const chat = chats.chats.get(stored.chat);
  const replied = stored.replyTo === null ? undefined : chats.messages.get(keyOf(stored.chat, stored.replyTo));
  return {
    message_id: stored.message_id,
    date: stored.date,
    from: stored.from,
    chat: { id: stored.chat, type: chat?.type ?? "private", ...(chat?.is_forum ? { is_forum: true } : {}) },
    ...(stored.text === "" ? {} : { text: stored.text }),
    ...(stored.thread === null ? {} : { message_thread_id: stored.thread, is_topic_message: true }),
    ...(stored.edits > 0 ? { edit_date: stored.date + stored.edits } : {}),
    ...(stored.reply_markup?.inline_keyboard ? { reply_markup: stored.reply_markup } : {}),
    ...(stored.protect_content ? { has_protected_content: true } : {}),
    ...(replied && !replied.isDeleted ? { reply_to_message: toMessage({ ...replied, replyTo: null }, chats) } : {}),
    ...stored.extra,
  };
}

export type Chats = ReturnType<typeof createChats>;

export function createChats(now: () => number) {
  const chats = new Map<number, Chat>();
  const messages = new Map<string, Stored>();
  let nextId = 1000;

  return {
    chats,
    messages,
    takeId: (): number => nextId++,
    /** Numbers above zero are people, others are supergroups, unless told otherwise. */
    know(chat: number, fields: Partial<Omit<Chat, "id" | "topics">> = {}): Chat {
      const usual = { type: chat > 0 ? ("private" as const) : ("supergroup" as const), is_forum: false, refusal: null };
      const before = chats.get(chat) ?? { ...usual, topics: new Set<number>() };
      const known = { ...before, ...fields, id: chat };
      chats.set(chat, known);
      return known;
    },
    store(fields: Omit<Stored, "message_id" | "date" | "edits" | "isDeleted">): Stored {
      const date = Math.floor(now() / 1000);
      const stored: Stored = { ...fields, message_id: nextId++, date, edits: 0, isDeleted: false };
      messages.set(keyOf(stored.chat, stored.message_id), stored);
      return stored;
    },
    find(chat: number, message: number): Stored | null {
      const found = messages.get(keyOf(chat, message));
      return found && !found.isDeleted ? found : null;
    },
  };
}

function keyOf(chat: number, message: number): string {
  return `${chat} ${message}`;
}
