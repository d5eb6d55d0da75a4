// The buttons under a message.

import type { ChatButton, ChatMessage } from "../../src/chat/chat-message.ts";
import { shorten } from "../../src/chat/split.ts";
import { clean, isShown, toHttps } from "../../src/chat/tidy.ts";

/** A colour, for servers that know one. */
type Colour = { readonly style?: "primary" | "danger" };

export type InlineButton = Colour & { readonly text: string } & (
    | { readonly callback_data: string }
    | { readonly url: string }
  );

const LONGEST_LABEL = 64;
const MOST_BYTES = 64;

/** Rows that hold buttons. Telegram would refuse the whole message for one bad button; that is a fault of ours, and thrown. */
export function renderKeyboard(rows: ChatMessage["buttons"]): InlineButton[][] {
  return rows.map((row) => row.map(renderButton)).filter((row) => row.length > 0);
}

function renderButton(button: ChatButton): InlineButton {
  const text = shorten(clean(button.label).replace(/\s+/g, " ").trim(), LONGEST_LABEL);
  if (!isShown(text)) throw new Error("a button has no label");
  if ("url" in button) {
    const url = toHttps(button.url);
    if (url === null) throw new Error("a button leads to no https address");
    return { text, url, ...colourOf(button) };
  }
  const bytes = Buffer.byteLength(button.data, "utf8");
  if (bytes < 1 || bytes > MOST_BYTES || !button.data.isWellFormed()) {
    throw new Error(`the data of a button must have 1 to ${MOST_BYTES} bytes`);
  }
  return { text, callback_data: button.data, ...colourOf(button) };
}

function colourOf({ style }: ChatButton): Colour {
  return style === "plain" ? {} : { style };
}
