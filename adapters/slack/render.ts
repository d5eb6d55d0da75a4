// A message as Slack's blocks: in as many parts as it needs, each with a mark of its own, the buttons on the last.

import type { types } from "@slack/bolt";
import type { ChatMessage } from "../../src/chat/chat-message.ts";
import { type Block, toPlainText } from "../../src/chat/rich.ts";
import { type ButtonBlock, renderButtons } from "./buttons.ts";
import { toFallback } from "./clean.ts";
import { MOST_BLOCKS, MOST_FALLBACK, MOST_TEXT, MOST_WRITTEN } from "./limits.ts";
import { type Room, splitMessage, toBlocksWithin, writtenLength } from "./split.ts";

export type Part = {
  /** For notifications, screen readers, and where blocks cannot be shown. */
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
};

type RenderOptions = {
  /** Units of text in a part: fewer where Slack refused the message as too long. */
  readonly mostText?: number;
};

type Sheet = { readonly words: readonly Block[]; readonly buttons: readonly ButtonBlock[] };

/** Enough for "(9999/9999)" and the block that it stands in. */
const COUNT_ROOM: Room = { text: 16, written: 200, blocks: 1 };
/** Of a part; buttons that need more are in parts of their own. */
const MOST_FOR_BUTTONS: Room = { text: 0, written: MOST_WRITTEN / 2, blocks: 20 };

/**
 * The first block of each part bears a mark: the first part the given one, the others the given one and their number.
 * Empty where nothing would be seen. Throws where a button could not be pressed.
 */
export function renderMessage(message: ChatMessage, mark: string, options: RenderOptions = {}): Part[] {
  const buttons = renderButtons(message.buttons, { hasVerdicts: true });
  const whole: Room = { text: options.mostText ?? MOST_TEXT, written: MOST_WRITTEN, blocks: MOST_BLOCKS };
  const sheets = layOut(message.blocks, buttons, whole);
  if (sheets.length < 2) return sheets.map((sheet) => renderSheet(sheet, mark, labelsOf(message)));
  const room = less(whole, COUNT_ROOM);
  return layOut(message.blocks, buttons, room).map((sheet, index, { length }) =>
    renderCounted(sheet, index === 0 ? mark : `${mark}.${index}`, `(${index + 1}/${length})`),
  );
}

function labelsOf({ buttons }: ChatMessage): string {
  return buttons.flatMap((row) => row.map(({ label }) => label)).join(" · ");
}

/** Where there are no words, those of the buttons stand in for them. */
function renderSheet({ words, buttons }: Sheet, mark: string, labels: string): Part {
  return {
    text: toFallback(toPlainText(words) || labels, MOST_FALLBACK),
    blocks: withMark([...toBlocksWithin(words, MOST_BLOCKS - buttons.length), ...buttons], mark),
  };
}

function renderCounted({ words, buttons }: Sheet, mark: string, count: string): Part {
  const blocks = toBlocksWithin(words, MOST_BLOCKS - buttons.length - COUNT_ROOM.blocks);
  const counted: types.ContextBlock = {
    type: "context",
    elements: [{ type: "plain_text", text: count, emoji: false }],
  };
  const text = toFallback(toPlainText(words), MOST_FALLBACK - COUNT_ROOM.text);
  return {
    text: text === "" ? count : `${text}\n\n${count}`,
    blocks: withMark([...blocks, counted, ...buttons], mark),
  };
}

function layOut(blocks: readonly Block[], buttons: readonly ButtonBlock[], room: Room): Sheet[] {
  const needed: Room = { text: 0, written: writtenLength(buttons), blocks: buttons.length };
  const isLittle = needed.written <= MOST_FOR_BUTTONS.written && needed.blocks <= MOST_FOR_BUTTONS.blocks;
  if (!isLittle) {
    const texts = splitMessage(blocks, room).map((words) => ({ words, buttons: [] }));
    return [...texts, ...spread(buttons, room).map((under) => ({ words: [], buttons: under }))];
  }
  const texts = splitMessage(blocks, less(room, needed));
  const all = texts.length === 0 && buttons.length > 0 ? [[]] : texts;
  return all.map((words, index) => ({ words, buttons: index === all.length - 1 ? buttons : [] }));
}

function spread(buttons: readonly ButtonBlock[], room: Room): ButtonBlock[][] {
  const sheets: ButtonBlock[][] = [];
  let open: ButtonBlock[] = [];
  for (const block of buttons) {
    const isFull = open.length >= room.blocks || writtenLength([...open, block]) > room.written;
    if (isFull && open.length > 0) {
      sheets.push(open);
      open = [];
    }
    open.push(block);
  }
  return [...sheets, open];
}

function less(room: Room, taken: Room): Room {
  return { text: room.text - taken.text, written: room.written - taken.written, blocks: room.blocks - taken.blocks };
}

/** By it a part is found again in the chat, where nobody knows whether it arrived. */
function withMark(blocks: readonly types.KnownBlock[], mark: string): types.KnownBlock[] {
  return blocks.map((block, index) => (index === 0 ? { ...block, block_id: mark } : block));
}
