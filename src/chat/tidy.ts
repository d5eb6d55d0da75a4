// Blocks made fit for a chat: nothing hidden, nothing empty, no link but to https.

import type { Block, Span } from "./rich.ts";

const LINE_BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Controls, zero-width and bidi controls, and tag characters, in which text can be hidden.
const HIDDEN =
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;
// A joiner belongs between two emoji, such as those of a family.
const LOOSE_JOINER =
  /\u200D(?!\p{Extended_Pictographic})|\u200D(?<!\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?\u200D)/gu;
// What Telegram drops or takes for a space counts as nothing: a message of it alone is refused.
const SHOWN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u030A\u0333\u033F\u180E\u2800\uFFFC]/u;
// A space that carries an accent or the like is no mere space.
const LEADING = /^\s+(?![\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u0E33\u0EB3\u200D])/u;
const LONGEST_URL = 2048;

/** Well-formed, with `\n` for every line break, and without hidden characters. Cleaning twice changes nothing more. */
export function clean(text: string): string {
  return text.toWellFormed().replace(LINE_BREAK, "\n").replace(HIDDEN, "").replace(LOOSE_JOINER, "");
}

/** False for text of which nothing would be seen. */
export function isShown(text: string): boolean {
  return SHOWN.test(text);
}

/** The address as browsers read it; `null` for anything but https, for a disguised host, and where it is too long. */
export function toHttps(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  const isPlain = protocol === "https:" && username === "" && password === "";
  return isPlain && href.length <= LONGEST_URL ? href : null;
}

/** Neighbours of the same form are one span; blocks begin and end with no space. Empty where nothing would be seen. */
export function tidy(blocks: readonly Block[]): Block[] {
  return blocks.flatMap(({ kind, spans }) => {
    const joined = join(spans.map(tidySpan));
    const text = textOf(joined);
    if (!isShown(text)) return [];
    return [{ kind, spans: slice(joined, spacesBefore(text), text.trimEnd().length) }];
  });
}

/** A quote stands apart by itself. */
export function separatorOf(before: Block, after: Block): string {
  return before.kind === "quote" || after.kind === "quote" ? "\n" : "\n\n";
}

export function textOf(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}

/** How many units of space the text begins with. */
export function spacesBefore(text: string): number {
  return LEADING.exec(text)?.[0].length ?? 0;
}

/** The spans between two places of their common text. */
export function slice(spans: readonly Span[], from: number, to: number): Span[] {
  const kept: Span[] = [];
  let start = 0;
  for (const span of spans) {
    const text = span.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    if (text !== "") kept.push({ ...span, text });
    start += span.text.length;
  }
  return kept;
}

// In Telegram a link can be bold or italic, but not code.
function tidySpan({ text, style, url }: Span): Span {
  const href = url === undefined ? null : toHttps(url);
  const isStyled = style !== undefined && !(style === "code" && href !== null);
  return { text: clean(text), ...(isStyled ? { style } : {}), ...(href === null ? {} : { url: href }) };
}

function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && last.style === span.style && last.url === span.url) {
      joined[joined.length - 1] = { ...last, text: last.text + span.text };
    } else if (span.text !== "") joined.push(span);
  }
  return joined;
}
