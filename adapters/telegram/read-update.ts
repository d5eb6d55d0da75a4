// An update from Telegram, read into what Adep knows of chats. What is not meant for Adep is nothing.

import type { Place } from "../../src/chat/chat-message.ts";
import type { Incoming, Media } from "../../src/chat/incoming.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import { readWords, type Words } from "./addressed.ts";
import {
  MEDIA_FIELDS,
  membershipSchema,
  messageSchema,
  pressSchema,
  type TelegramMessage,
  updateSchema,
} from "./update-schema.ts";

export type Bot = { readonly id: number; readonly username: string };
type Common = Pick<Incoming, "event" | "user" | "hint" | "place" | "isPrivate" | "isAddressed" | "messageId">;
type Placed = Pick<TelegramMessage, "message_id" | "chat" | "message_thread_id" | "is_topic_message">;
type Sender = { readonly id: number; readonly language_code?: string | undefined };
type Reading = { readonly event: string; readonly bot: Bot };

/** In a group these are meant for Adep even where they name no bot. */
const OWN_COMMANDS = new Set(["queue", "case", "start", "help"]);

/** Never throws. `null` where nothing is to be done. */
export function readUpdate(update: unknown, bot: Bot): Incoming | null {
  const read = updateSchema.safeParse(update);
  if (!read.success) return null;
  const { update_id, message, edited_message, channel_post, callback_query, my_chat_member } = read.data;
  const reading: Reading = { event: `telegram:${bot.id}:${update_id}`, bot };
  return (
    readMessage(message, reading) ??
    readEdited(edited_message, reading) ??
    readPost(channel_post, reading) ??
    readPress(callback_query, reading) ??
    readMembership(my_chat_member, reading)
  );
}

function readMessage(given: unknown, reading: Reading): Incoming | null {
  const read = readAddressed(given, reading);
  if (read === null) return null;
  const { message, words, common } = read;
  const isForwarded = isPassedOn(message);
  const { command } = words;
  if (command && message.text !== undefined && !isForwarded) {
    return { ...common, kind: "command", name: command.name, rest: command.rest };
  }
  const said = { text: words.text, isForwarded, answers: answeredBy(message, reading.bot) } as const;
  if (message.text !== undefined) return { ...common, kind: "text", ...said, under: null };
  const media = mediaOf(message);
  if (message.caption !== undefined) {
    return { ...common, kind: "text", ...said, under: media ?? "other" };
  }
  const album = message.media_group_id ?? null;
  return media === null ? null : { ...common, kind: "media", media, album };
}

function readEdited(given: unknown, reading: Reading): Incoming | null {
  const read = readAddressed(given, reading);
  // A place that is shown live changes without a word.
  if (!read?.message.edit_date || read.message.location) return null;
  return { ...read.common, kind: "edited" };
}

type Addressed = { readonly message: TelegramMessage; readonly words: Words; readonly common: Common };

/** A person's message that is meant for the bot. */
function readAddressed(given: unknown, { event, bot }: Reading): Addressed | null {
  const { data: message } = messageSchema.safeParse(given);
  if (!message?.from || message.from.is_bot || message.sender_chat || message.chat.type === "channel") return null;
  const said = message.text ?? message.caption ?? "";
  const isPrivate = message.chat.type === "private";
  const read = readWords(said, bot.username);
  const words = isPrivate ? { ...read, text: said } : read;
  if (words.command?.isForBot === false && message.text !== undefined && !isPassedOn(message)) return null;
  if (!isPrivate && !isMeant(message, words, bot)) return null;
  return { message, words, common: toCommon(message, message.from, event) };
}

function isMeant(message: TelegramMessage, { command, isMentioned }: Words, bot: Bot): boolean {
  if (isMentioned || isAnswerTo(message, bot)) return true;
  if (command === null || message.text === undefined || isPassedOn(message)) return false;
  return command.isForBot === true || OWN_COMMANDS.has(command.name);
}

/** The bot's own message that this one answers. */
function answeredBy(message: TelegramMessage, bot: Bot): { readonly id: string; readonly text: string } | null {
  const { reply_to_message: answered } = message;
  if (!answered || !isAnswerTo(message, bot)) return null;
  return { id: String(answered.message_id), text: answered.text ?? answered.caption ?? "" };
}

/** In a topic that the bot opened, whoever answers nobody seems to answer its opening. */
function isAnswerTo({ reply_to_message: answered }: TelegramMessage, bot: Bot): boolean {
  return answered?.from?.id === bot.id && !answered.forum_topic_created;
}

function isPassedOn(message: TelegramMessage): boolean {
  return message.forward_origin || message.forward_from || message.forward_from_chat || message.forward_date;
}

function mediaOf(message: TelegramMessage): Media | null {
  for (const [field, media] of Object.entries(MEDIA_FIELDS)) {
    if (message[field as keyof typeof MEDIA_FIELDS]) return media;
  }
  return null;
}

function readPost(given: unknown, { event, bot }: Reading): Incoming | null {
  const { data: post } = messageSchema.safeParse(given);
  if (post?.chat.type !== "channel") return null;
  const { isMentioned } = readWords(post.text ?? post.caption ?? "", bot.username);
  return isMentioned ? { ...toCommon(post, { id: post.chat.id }, event), kind: "channel-post" } : null;
}

function readPress(given: unknown, { event }: Reading): Incoming | null {
  const { data: press } = pressSchema.safeParse(given);
  if (!press || press.from.is_bot) return null;
  const { id, from, data, message } = press;
  const answered = message.reply_to_message;
  const text = answered?.text ?? answered?.caption;
  // Only what this person wrote: an answer to Adep's own words tells nothing of a matter.
  const isOwn = answered?.from?.id === from.id;
  const about = isOwn && text !== undefined ? { id: String(answered.message_id), text } : null;
  const common = toCommon(message, from, event);
  return { ...common, kind: "press", pressId: id.toWellFormed(), data: data.toWellFormed(), about };
}

function readMembership(given: unknown, { event }: Reading): Incoming | null {
  const { data: change } = membershipSchema.safeParse(given);
  if (!change || change.from.is_bot) return null;
  const { chat, from, old_chat_member: before, new_chat_member: after } = change;
  const isGroup = chat.type === "group" || chat.type === "supergroup";
  const isIn = after.status === "member" || after.status === "administrator";
  const wasOut = before.status === "left" || before.status === "kicked";
  if (!isGroup || !isIn || !wasOut) return null;
  const nowhere = { chat, message_thread_id: undefined, is_topic_message: false };
  return { ...toCommon({ ...nowhere, message_id: 0 }, from, event), messageId: "", kind: "added" };
}

function toCommon(message: Placed, from: Sender, event: string): Common {
  const { chat, message_thread_id: thread, is_topic_message: isInTopic } = message;
  const place: Place = { chat: String(chat.id), ...(isInTopic && thread ? { thread: String(thread) } : {}) };
  const user = String(from.id);
  const messageId = String(message.message_id);
  const isPrivate = chat.type === "private";
  return { event, user, hint: toHint(from.language_code), place, isPrivate, isAddressed: true, messageId };
}

function toHint(code: string | undefined): Language | null {
  const start = code?.toLowerCase().split(/[-_]/u, 1)[0];
  return LANGUAGES.find((language) => language === start) ?? null;
}
