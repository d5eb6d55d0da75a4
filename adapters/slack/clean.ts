// Words made fit for Slack, where they could be taken for a mention, a link, an emoji or a form.

import { shorten } from "../../src/chat/split.ts";
import { clean, isShown } from "../../src/chat/tidy.ts";

const GRAPHEMES = new Intl.Segmenter();
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
// A colon before a space begins no emoji and no address.
const SIGNS = /[*_~`@#]|:(?!\s|$)|^[ \t]*>/gm;
const TO_FULL_WIDTH = 0xfee0;
// Of these characters Slack's mrkdwn makes nothing, whatever their order; all others are suspected.
const HARMLESS = /^(?:[\p{L}\p{M}\p{N}\p{Zs}.,;!?()«»“”„"'’№§–—%…·•/-]|:(?=\s))*$/u;

/** One line that is seen, within the length; throws where there is none, for whoever wrote the words is ours. */
export function toLabel(text: string, most: number): string {
  const label = shorten(clean(text).replace(/\s+/g, " ").trim(), most);
  if (!isShown(label)) throw new Error("a label has no words");
  return label;
}

/**
 * The words as `text` of a message, which Slack reads as mrkdwn. Signs become their full-width twins, which no reading
 * takes for signs, and a dot between letters is followed by a space, so that no name of a host is left.
 */
export function toFallback(words: string, most: number): string {
  const text = clean(words);
  let room = most;
  let written = disarm(shorten(text, room));
  while (written.length > most) {
    room = Math.floor((room * most) / written.length) - 1;
    written = disarm(shorten(text, room));
  }
  return written;
}

function disarm(text: string): string {
  return text
    .replace(/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}]*\p{L})/gu, ". ")
    .replace(SIGNS, (sign) => sign.slice(0, -1) + widen(sign.slice(-1)))
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? "");
}

function widen(sign: string): string {
  return String.fromCharCode(sign.charCodeAt(0) + TO_FULL_WIDTH);
}

/** Whether mrkdwn would show the words just as they are. */
export function isHarmless(text: string): boolean {
  return HARMLESS.test(text);
}

/** A link of mrkdwn. The label is expected to be harmless. */
export function toMrkdwnLink(label: string, url: string): string {
  const address = url.replace(/[|<>]/g, encodeURIComponent).replaceAll("&", "&amp;");
  return `<${address}|${label}>`;
}

/** The text in pieces of at most so many units, cut between graphemes; nothing is left out. */
export function inPieces(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const end = borderBefore(rest, most);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function borderBefore(text: string, limit: number): number {
  const border = GRAPHEMES.segment(text.slice(0, limit + 2)).containing(limit)?.index ?? 0;
  if (border > 0) return border;
  const isWithin = (text.codePointAt(limit - 1) ?? 0) > 0xffff;
  return isWithin ? limit - 1 : limit;
}
