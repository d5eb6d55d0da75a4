// Long messages in parts that Slack takes. What counts is not only how long the words are, but all that is written for them.

import type { types } from "@slack/bolt";
import { type Block, paragraph, type Span } from "../../src/chat/rich.ts";
import { shorten, splitBlocks } from "../../src/chat/split.ts";
import { tidy } from "../../src/chat/tidy.ts";
import { toRichBlocks } from "./rich-blocks.ts";

export type Room = {
  /** Units of text. */
  readonly text: number;
  /** Units of all that is written out. */
  readonly written: number;
  readonly blocks: number;
};

/** A text is cut no shorter for the sake of what is written with it: so few letters hold no more than two links. */
const LEAST_TEXT = 2;
/** What is written for a span besides its text and its address, and a little more. */
const FORM_UNITS = 60;
const CUT = "…";

/** Cut where a reader would pause. Empty where nothing would be seen. */
export function splitMessage(blocks: readonly Block[], room: Room): Block[][] {
  return splitBlocks(blocks, room.text).flatMap((part) => {
    const isFit = writtenLength(toBlocksWithin(part, room.blocks)) <= room.written || room.text <= LEAST_TEXT;
    return isFit ? [part] : splitMessage(part, { ...room, text: Math.max(LEAST_TEXT, Math.floor(room.text / 2)) });
  });
}

/** Blocks that are tidy, as few of Slack's where they would be too many. */
export function toBlocksWithin(blocks: readonly Block[], most: number): types.KnownBlock[] {
  const written = toRichBlocks(blocks);
  return written.length <= most ? written : toRichBlocks(blocks, { isDense: true });
}

/** With room for the characters that Slack writes as more than one. */
export function writtenLength(blocks: readonly types.KnownBlock[]): number {
  return JSON.stringify(blocks).replace(/[&<>]/g, "&amp;").length;
}

/**
 * Tidy blocks that are no longer than the room; where something is left out, the last words are "…". Quotes are cut
 * last, but a quarter of the room is for what stands around them: without it nobody would know what they are.
 */
export function cutBlocks(blocks: readonly Block[], room: number): Block[] {
  const whole = tidy(blocks);
  if (sizeOf(whole) <= room) return whole;
  const quotes = whole.filter(({ kind }) => kind === "quote");
  const others = whole.filter(({ kind }) => kind !== "quote");
  const inner = room - sizeOf([paragraph(CUT)]);
  const keptOthers = takeBlocks(others, Math.max(inner - sizeOf(quotes), Math.floor(inner / 4)));
  const keptQuotes = takeBlocks(quotes, inner - sizeOf([...keptOthers.values()]));
  const kept = whole.flatMap((block) => keptOthers.get(block) ?? keptQuotes.get(block) ?? []);
  return kept.at(-1)?.spans.at(-1)?.text.endsWith(CUT) ? kept : [...kept, paragraph(CUT)];
}

/** What is kept of each block, up to the first that does not fit. */
function takeBlocks(blocks: readonly Block[], room: number): Map<Block, Block> {
  const kept = new Map<Block, Block>();
  let left = room;
  for (const block of blocks) {
    const part = sizeOf([block]) <= left ? block : cutBlock(block, left);
    if (part) kept.set(block, part);
    if (part !== block) break;
    left -= sizeOf([block]);
  }
  return kept;
}

function cutBlock({ kind, spans }: Block, room: number): Block | null {
  const kept: Span[] = [];
  let left = room;
  for (const span of spans) {
    const units = left - sizeOfSpan({ ...span, text: "" });
    if (units < 2 * CUT.length) break;
    const text = shorten(span.text, units);
    kept.push({ ...span, text });
    if (text !== span.text) return { kind, spans: kept };
    left = units - text.length;
  }
  const last = kept.pop();
  return last ? { kind, spans: [...kept, { ...last, text: `${last.text.trimEnd()}${CUT}` }] } : null;
}

function sizeOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { spans }) => sum + spans.reduce((inner, span) => inner + sizeOfSpan(span), 0), 0);
}

function sizeOfSpan({ text, url = "" }: Span): number {
  return text.length + url.length + FORM_UNITS;
}
