// Rich text as Telegram's HTML. Every leaf is escaped here, once.

import type { Block, Span } from "../../src/chat/rich.ts";
import { separatorOf, textOf, tidy } from "../../src/chat/tidy.ts";

const TAGS = { bold: "b", italic: "i", code: "code" } as const;
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Empty where nothing would be seen: Telegram refuses a message without text, so there is none to send. */
export function toHtml(blocks: readonly Block[]): string {
  return write(tidy(blocks), blockHtml);
}

/** The same words without form, as Telegram shows and counts them. */
export function toText(blocks: readonly Block[]): string {
  return write(tidy(blocks), ({ spans }) => textOf(spans));
}

/** In UTF-16 units after parsing, as Telegram counts. */
export function lengthOf(blocks: readonly Block[]): number {
  return toText(blocks).length;
}

function write(blocks: readonly Block[], writeBlock: (block: Block) => string): string {
  let written = "";
  let before: Block | null = null;
  for (const block of blocks) {
    written += (before ? separatorOf(before, block) : "") + writeBlock(block);
    before = block;
  }
  return written;
}

function blockHtml({ kind, spans }: Block): string {
  const content = spans.map(spanHtml).join("");
  return kind === "quote" ? `<blockquote expandable>${content}</blockquote>` : content;
}

function spanHtml({ text, style, url }: Span): string {
  const leaf = text.replace(/[&<>]/g, escapeOf);
  const styled = style ? `<${TAGS[style]}>${leaf}</${TAGS[style]}>` : leaf;
  return url === undefined ? styled : `<a href="${url.replace(/[&<>"]/g, escapeOf)}">${styled}</a>`;
}

function escapeOf(character: string): string {
  return ESCAPES[character] ?? character;
}
