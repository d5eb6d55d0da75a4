// A person's own page: what is said there part by part, with the buttons of each part under it.

import type { types } from "@slack/bolt";
import type { ChatMessage } from "../../src/chat/chat-message.ts";
import { paragraph } from "../../src/chat/rich.ts";
import { renderButtons } from "./buttons.ts";
import { MOST_VIEW_BLOCKS, MOST_VIEW_TEXT } from "./limits.ts";
import { toRichBlocks } from "./rich-blocks.ts";
import { cutBlocks, toBlocksWithin, writtenLength } from "./split.ts";

/** A part with more blocks is written closer, so that it leaves room for the others. */
const MOST_OF_PART = 30;

/** Parts that find no room are left out, the last ones first, and "…" says so. Throws where a button could not be pressed. */
export function renderHome(parts: readonly ChatMessage[]): types.HomeView {
  const blocks: types.KnownBlock[] = [];
  let text = MOST_VIEW_TEXT;
  let firstRow = 0;
  for (const { blocks: words, buttons: rows } of parts) {
    const divider: types.KnownBlock[] = blocks.length > 0 ? [{ type: "divider" }] : [];
    const buttons = renderButtons(rows, { firstRow });
    // Room for the "…" is kept.
    const room = MOST_VIEW_BLOCKS - blocks.length - divider.length - buttons.length - 1;
    const said = toBlocksWithin(cutBlocks(words, text), Math.min(room, MOST_OF_PART));
    if (said.length + buttons.length === 0) continue;
    if (text <= 0 || said.length > room) {
      blocks.push(...toRichBlocks([paragraph("…")]));
      break;
    }
    blocks.push(...divider, ...said, ...buttons);
    text -= writtenLength([...said, ...buttons]);
    firstRow += rows.length;
  }
  return { type: "home", blocks: blocks.length > 0 ? blocks : [{ type: "divider" }] };
}
