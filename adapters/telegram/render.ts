// A message as calls of the Bot API: in as many parts as it needs, the answer's place on the first, the buttons on the last.

import type { ChatMessage, Place } from "../../src/chat/chat-message.ts";
import { type Block, italic, paragraph } from "../../src/chat/rich.ts";
import { MOST_UNITS, shorten, splitBlocks } from "../../src/chat/split.ts";
import { clean } from "../../src/chat/tidy.ts";
import type { Call } from "./call.ts";
import { toHtml, toText } from "./html.ts";
import { renderKeyboard } from "./keyboard.ts";

export type RenderOptions = {
  /** The message that is answered. */
  readonly replyTo?: string;
  /** The message that is changed. */
  readonly isEdit?: string;
};

type Fields = Readonly<Record<string, unknown>>;

/** Enough for "(9999/9999)" and the blank line before it. */
const MARK_UNITS = 16;
const LONGEST_PLACEHOLDER = 64;

/** Empty where nothing would be seen. Throws where a button could not be pressed. */
export function renderMessage(message: ChatMessage, to: Place, options: RenderOptions = {}): Call[] {
  const keyboard = renderKeyboard(message.buttons);
  const parts = inMarkedParts(message.blocks);
  return parts.map((part, index) => {
    const isFirst = index === 0;
    const isLast = index === parts.length - 1;
    if (isFirst && options.isEdit !== undefined) {
      // An empty keyboard takes away the one that stood there. No other kind can be had in an edit.
      const markup = { inline_keyboard: isLast ? keyboard : [] };
      return textCall("editMessageText", part, { ...chatOf(to), message_id: toId(options.isEdit), markup });
    }
    const replyTo = isFirst ? options.replyTo : undefined;
    const markup = isLast ? markupOf(message, keyboard, replyTo !== undefined) : null;
    return textCall("sendMessage", part, {
      ...chatOf(to),
      ...(to.thread === undefined ? {} : { message_thread_id: toId(to.thread) }),
      ...(message.isProtected ? { protect_content: true } : {}),
      ...(replyTo === undefined
        ? {}
        : { reply_parameters: { message_id: toId(replyTo), allow_sending_without_reply: true } }),
      markup,
    });
  });
}

type Target = Fields & { readonly markup: Fields | null };

function textCall(method: string, part: readonly Block[], { markup, ...target }: Target): Call {
  const rest = { link_preview_options: { is_disabled: true }, ...(markup === null ? {} : { reply_markup: markup }) };
  return {
    method,
    payload: { ...target, text: toHtml(part), parse_mode: "HTML", ...rest },
    plain: { ...target, text: toText(part), ...rest },
  };
}

function inMarkedParts(blocks: readonly Block[]): Block[][] {
  const parts = splitBlocks(blocks);
  if (parts.length < 2) return parts;
  const shorter = splitBlocks(blocks, MOST_UNITS - MARK_UNITS);
  return shorter.map((part, index) => [...part, paragraph(italic(`(${index + 1}/${shorter.length})`))]);
}

/** With `isReply` only whoever is answered is asked; in a later part, which answers nobody, Telegram would ask no one. */
function markupOf({ wants }: ChatMessage, keyboard: readonly unknown[], isReply: boolean): Fields | null {
  if (keyboard.length > 0) return { inline_keyboard: keyboard };
  if (wants === null) return null;
  const placeholder = shorten(clean(wants).replace(/\s+/g, " ").trim(), LONGEST_PLACEHOLDER);
  return {
    force_reply: true,
    ...(placeholder === "" ? {} : { input_field_placeholder: placeholder }),
    ...(isReply ? { selective: true } : {}),
  };
}

function chatOf({ chat }: Place): Fields {
  return { chat_id: toId(chat) };
}

/** Names of channels are no numbers. */
function toId(id: string): number | string {
  return /^-?\d{1,15}$/.test(id) ? Number(id) : id;
}
