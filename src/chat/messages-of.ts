// Small messages that many turns say.

import type { ChatButton, ChatMessage, Deed } from "./chat-message.ts";
import type { Incoming } from "./incoming.ts";
import { type Block, paragraph } from "./rich.ts";

export type Shape = {
  readonly buttons?: ChatMessage["buttons"];
  readonly isProtected?: boolean;
  readonly wants?: string;
  readonly wantedFor?: string;
  readonly boardOf?: ChatMessage["boardOf"];
};

export function messageOf(blocks: readonly (Block | string)[], shape: Shape = {}): ChatMessage {
  const { buttons = [], isProtected = false, wants = null, wantedFor, boardOf } = shape;
  const built = blocks.map((block) => (typeof block === "string" ? paragraph(block) : block));
  return {
    blocks: built,
    buttons,
    isProtected,
    wants,
    ...(wantedFor ? { wantedFor } : {}),
    ...(boardOf ? { boardOf } : {}),
  };
}

/** An answer to the message that came in, in the same place. */
export function answerWith(
  { place, messageId }: Pick<Incoming, "place" | "messageId">,
  message: ChatMessage,
): Extract<Deed, { readonly kind: "send" }> {
  return { kind: "send", to: place, message, ...(messageId === "" ? {} : { replyTo: messageId }) };
}

export function dataButton(label: string, data: string, style: ChatButton["style"] = "plain"): ChatButton {
  return { label, data, style };
}

/** Two in a row, so that labels stay readable on a phone; a long one has a row of its own. */
export function inRows(buttons: readonly ChatButton[]): ChatButton[][] {
  const rows: ChatButton[][] = [];
  let open: ChatButton[] | null = null;
  for (const button of buttons) {
    const isLong = button.label.length > LONGEST_OF_TWO;
    if (open && !isLong) {
      open.push(button);
      open = null;
      continue;
    }
    const row = [button];
    rows.push(row);
    open = isLong ? null : row;
  }
  return rows;
}

const LONGEST_OF_TWO = 18;
