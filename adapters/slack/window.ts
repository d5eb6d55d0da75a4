// A window over the chat, with or without a field for text.

import type { types } from "@slack/bolt";
import type { ChatMessage, ChatWindow, Form } from "../../src/chat/chat-message.ts";
import { shorten } from "../../src/chat/split.ts";
import { clean, isShown } from "../../src/chat/tidy.ts";
import { renderButtons } from "./buttons.ts";
import { toLabel } from "./clean.ts";
import {
  LONGEST_INPUT,
  LONGEST_INPUT_LABEL,
  LONGEST_METADATA,
  LONGEST_PLACEHOLDER,
  LONGEST_TITLE,
  MOST_VIEW_BLOCKS,
  MOST_VIEW_TEXT,
} from "./limits.ts";
import { cutBlocks, toBlocksWithin } from "./split.ts";

export const WINDOW_ID = "w";
export const FORM_BLOCK = "f";
export const FORM_FIELD = "t";

/** A window has no parts: what is too long for it ends with "…". Throws where it could not be shown. */
export function renderWindow(window: ChatWindow, words: { readonly close: string }): types.ModalView {
  const { title, form, ground, message } = window;
  const metadata = form ? `${ground} ${form.data}` : ground;
  if (metadata.length > LONGEST_METADATA) throw new Error("a window has too much to remember");
  const buttons = renderButtons(message.buttons);
  const field = form ? [renderField(form, message.wants)] : [];
  const room = MOST_VIEW_BLOCKS - buttons.length - field.length;
  const blocks = [...toBlocksWithin(cutBlocks(message.blocks, MOST_VIEW_TEXT), room), ...buttons, ...field];
  if (blocks.length > MOST_VIEW_BLOCKS) throw new Error("a window has too many buttons");
  return {
    type: "modal",
    callback_id: WINDOW_ID,
    title: plain(title, LONGEST_TITLE),
    close: plain(words.close, LONGEST_TITLE),
    ...(form ? { submit: plain(form.button, LONGEST_TITLE) } : {}),
    // A view needs a block.
    blocks: blocks.length > 0 ? blocks : [{ type: "divider" }],
    private_metadata: metadata,
    notify_on_close: false,
  };
}

/** A window in which there is something to read, and nothing to do. */
export function renderWords(message: ChatMessage, { title, close }: Face): types.ModalView {
  return renderWindow({ title, message, form: null, ground: "", isOnly: false }, { close });
}

type Face = { readonly title: string; readonly close: string };

function renderField({ label, value }: Form, wants: string | null): types.InputBlock {
  const known = shorten(clean(value), LONGEST_INPUT);
  return {
    type: "input",
    block_id: FORM_BLOCK,
    label: plain(label, LONGEST_INPUT_LABEL),
    element: {
      type: "plain_text_input",
      action_id: FORM_FIELD,
      multiline: true,
      max_length: LONGEST_INPUT,
      ...(isShown(known) ? { initial_value: known } : {}),
      ...(wants !== null && isShown(clean(wants)) ? { placeholder: plain(wants, LONGEST_PLACEHOLDER) } : {}),
    },
  };
}

function plain(text: string, most: number): types.PlainTextElement {
  return { type: "plain_text", text: toLabel(text, most), emoji: false };
}
