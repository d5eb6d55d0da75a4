// What people write to Adep in private, and to Adep's name in channels.

import type { Place } from "../../src/chat/chat-message.ts";
import type { Incoming, Media } from "../../src/chat/incoming.ts";
import { changeSchema, messageSchema, type SlackMessage, toHint } from "./payload-schema.ts";
import { isPerson, type Reading } from "./read-payload.ts";
import { undoMarkup } from "./undo-markup.ts";

type Written = Omit<SlackMessage, "channel" | "channel_type">;
/** Whatever else Slack calls a message is news of a chat, or a bot's. */
const OWN_WORDS = new Set([undefined, "file_share", "me_message", "thread_broadcast"]);

export function readMessage(given: { readonly subtype?: unknown }, reading: Reading): Incoming | null {
  if (given.subtype === "message_changed") return readChange(given, reading);
  const message = messageSchema.safeParse(given).data;
  if (!message || !isPrivateRoom(message) || !isOfPerson(message, reading)) return null;
  const common = { ...toCommon(message, reading), place: privatePlace(message), isPrivate: true };
  const media = mediaOf(message);
  const said = whatIsSaid(message, reading);
  if (said.text !== "") return { ...common, kind: "text", ...said, answers: answered(message), under: media };
  return media === null ? null : { ...common, kind: "media", media, album: null };
}

/** An edited mention comes as a second one: the first was answered. */
export function readMention(given: unknown, reading: Reading): Incoming | null {
  const message = messageSchema.safeParse(given).data;
  if (!message || message.channel.startsWith("D") || message.edited || !isOfPerson(message, reading)) return null;
  const { user, channel: chat, thread_ts: thread } = message;
  const place: Place = { chat, ...(thread ? { thread } : {}), aside: { user, chat, url: null } };
  const common = { ...toCommon(message, reading), place, isPrivate: false };
  const under = mediaOf(message);
  return { ...common, kind: "text", ...whatIsSaid(message, reading), answers: answered(message), under };
}

/** Slack changes messages by itself as well, as when it shows what a link leads to. */
function readChange(given: unknown, reading: Reading): Incoming | null {
  const change = changeSchema.safeParse(given).data;
  if (!change || !isPrivateRoom(change)) return null;
  const { message, previous_message: before } = change;
  if (!message.edited || before?.text === message.text || !isOfPerson(message, reading)) return null;
  return { ...toCommon(message, reading), place: privatePlace(message), isPrivate: true, kind: "edited" };
}

function isPrivateRoom({ channel, channel_type: type }: Pick<SlackMessage, "channel" | "channel_type">): boolean {
  return type === "im" && channel.startsWith("D");
}

function isOfPerson(message: Written, { bot }: Reading): boolean {
  const isBot = message.bot_id || message.bot_profile || message.is_ephemeral;
  return !isBot && isPerson(message.user, bot) && OWN_WORDS.has(message.subtype);
}

function toCommon({ user, ts, user_locale }: Written, { event }: Reading) {
  return { event, user, hint: toHint(user_locale), isAddressed: true, messageId: ts };
}

function privatePlace({ user, thread_ts: thread }: Written): Place {
  return { chat: user, ...(thread ? { thread } : {}) };
}

/** Slack does not say what the answered message was. */
function answered({ thread_ts: id }: Written): { readonly id: string; readonly text: string } | null {
  return id === undefined ? null : { id, text: "" };
}

/** Somebody else's words beneath one's own are part of what is asked; alone, they are only passed on. */
function whatIsSaid({ text, attachments }: Written, { bot }: Reading) {
  const own = undoMarkup(text, bot.userId).trim();
  const shared = attachments
    .filter(({ is_share, is_msg_unfurl }) => is_share || is_msg_unfurl)
    .map(({ text: words, fallback }) => undoMarkup(words || fallback, bot.userId).trim())
    .filter((words) => words !== "");
  return {
    text: [own, ...shared].filter((words) => words !== "").join("\n\n"),
    isForwarded: own === "" && shared.length > 0,
  };
}

/** Of several files the first: they are not opened, only named. */
function mediaOf({ files: [first], subtype }: Written): Media | null {
  if (!first) return subtype === "file_share" ? "other" : null;
  const [kind] = first.mimetype.split("/", 1);
  if (kind === "audio" || first.subtype === "slack_audio") return "voice";
  if (kind === "video") return "video";
  return kind === "image" ? "photo" : "document";
}
