// Long messages in parts that a platform takes: cut where a reader would pause, and never within what is seen as one character.

import type { Block, Span } from "./rich.ts";
import { isShown, separatorOf, slice, spacesBefore, textOf, tidy } from "./tidy.ts";

/** Telegram's own limit is 4096. */
export const MOST_UNITS = 3500;
/** Of Telegram's 100 one is left for the number of the part. */
const MOST_ENTITIES = 99;
const GRAPHEMES = new Intl.Segmenter();
// Ends of paragraphs, lines and sentences; each match begins at the space where the text can be cut.
const PAUSES: readonly RegExp[] = [
  /\n\s*\n/g,
  /\n/g,
  /(?<=(?:\p{L}{3}|[\p{N})»”"])[.!?…]+[)»”"]*)\s+(?=[\p{Lu}«“"(–—])/gu,
];
const SPACE = /\s+/g;

type Room = { readonly units: number; readonly entities: number };

/**
 * The texts of all parts, one after the other, are the text of the whole: only separators between blocks, and at a cut
 * space and what shows nothing, are left out. Empty where nothing would be seen. `most` is at least 2.
 */
export function splitBlocks(blocks: readonly Block[], most = MOST_UNITS): Block[][] {
  const parts: Block[][] = [];
  let part: Block[] = [];
  const waiting = tidy(blocks).reverse();
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    const taken = lengthToTake(block, part, most);
    const [piece, rest] = cut(block, taken);
    if (isSeen(piece)) part.push(piece);
    if (rest.spans.length === 0) continue;
    if (part.length > 0) parts.push(part);
    part = [];
    waiting.push(rest);
  }
  return part.length > 0 ? [...parts, part] : parts;
}

/** The longest beginning of at most so many UTF-16 units, with "…" where something was left out. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = lastBorder(text, most - 1) || lastCodePoint(text, most - 1);
  return `${text.slice(0, end).trimEnd()}…`;
}

/** How much of the block goes into the part; 0 where it begins a new one. */
function lengthToTake(block: Block, part: readonly Block[], most: number): number {
  const whole: Room = { units: most, entities: MOST_ENTITIES };
  const room = roomIn(part, block, whole);
  if (fits(block, room)) return textOf(block.spans).length;
  const isFresh = part.length === 0;
  const isNarrow = room.units < whole.units / 2 || room.entities < whole.entities / 2;
  if (!isFresh && (isNarrow || fits(block, whole))) return 0;
  const text = textOf(block.spans);
  const limit = reach(block, room);
  return lastPause(text, limit) || lastBorder(text, limit) || (isFresh ? lastCodePoint(text, limit) : 0);
}

function roomIn(part: readonly Block[], block: Block, whole: Room): Room {
  let { units, entities } = whole;
  part.forEach((before, index) => {
    units -= unitsOf(before) + separatorOf(before, part[index + 1] ?? block).length;
    entities -= entitiesOf(before);
  });
  return { units, entities };
}

function fits(block: Block, room: Room): boolean {
  return unitsOf(block) <= room.units && entitiesOf(block) <= room.entities;
}

function unitsOf({ spans }: Block): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

function entitiesOf({ kind, spans }: Block): number {
  return spans.reduce((sum, span) => sum + entitiesOfSpan(span), kind === "quote" ? 1 : 0);
}

function entitiesOfSpan({ style, url }: Span): number {
  return (style === undefined ? 0 : 1) + (url === undefined ? 0 : 1);
}

/** How far the block goes before the room ends. */
function reach({ kind, spans }: Block, room: Room): number {
  let left = room.entities - (kind === "quote" ? 1 : 0);
  let end = 0;
  for (const span of spans) {
    left -= entitiesOfSpan(span);
    if (left < 0) break;
    end += span.text.length;
  }
  return Math.min(end, room.units);
}

function cut({ kind, spans }: Block, at: number): [piece: Block, rest: Block] {
  const text = textOf(spans);
  const next = at === 0 ? 0 : at + spacesBefore(text.slice(at));
  return [
    { kind, spans: slice(spans, 0, at) },
    { kind, spans: slice(spans, next, text.length) },
  ];
}

function isSeen({ spans }: Block): boolean {
  return spans.some(({ text }) => isShown(text));
}

/** A pause in the first half would leave a part nearly empty; a space there is still better than a cut word. */
function lastPause(text: string, limit: number): number {
  const window = text.slice(0, limit + 2);
  for (const [pauses, least] of [...PAUSES.map((pause) => [pause, limit / 2] as const), [SPACE, 1] as const]) {
    const places = [...window.matchAll(pauses)].map(({ index }) => index);
    const place = places.findLast((index) => index >= least && index <= limit && lastBorder(text, index) === index);
    if (place !== undefined) return place;
  }
  return 0;
}

/** The last border between graphemes up to the limit; the text is expected to be longer. */
function lastBorder(text: string, limit: number): number {
  return GRAPHEMES.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? 0;
}

/** The same between code points, for a grapheme that is longer than any part. */
function lastCodePoint(text: string, limit: number): number {
  const isWithin = limit > 0 && (text.codePointAt(limit - 1) ?? 0) > 0xffff;
  return Math.max(isWithin ? limit - 1 : limit, (text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
}
