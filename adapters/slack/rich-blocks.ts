// Text as Slack's rich_text, in which words are words: nothing in them is read as a mention, a link, an emoji or a form.

import type { types } from "@slack/bolt";
import type { Block, Span } from "../../src/chat/rich.ts";
import { isShown, textOf, tidy } from "../../src/chat/tidy.ts";
import { inPieces, isHarmless, toMrkdwnLink } from "./clean.ts";
import { MOST_ELEMENT_TEXT } from "./limits.ts";

type Element = types.RichTextText | types.RichTextLink;
type Segment = types.RichTextSection | types.RichTextQuote;

export type RichOptions = {
  /** In as few blocks as can be: small print is not small, and quotes stand close together. */
  readonly isDense?: boolean;
};

/**
 * Expects blocks that are tidy. Neighbours share a block of Slack's until it holds one element's worth of text, for
 * Slack counts blocks.
 */
export function toRichBlocks(blocks: readonly Block[], { isDense = false }: RichOptions = {}): types.KnownBlock[] {
  const written: types.KnownBlock[] = [];
  let open: Block[] = [];
  const close = (): void => {
    if (open.length > 0) written.push({ type: "rich_text", elements: toSegments(open) });
    open = [];
  };
  let units = 0;
  for (const block of blocks) {
    const small = block.kind === "note" && !isDense ? toSmallPrint(block) : null;
    const isApart = !isDense && block.kind === "quote" && open.at(-1)?.kind === "quote";
    if (small || isApart || units >= MOST_ELEMENT_TEXT) close();
    if (small) written.push(small);
    else {
      units = (open.length === 0 ? 0 : units) + textOf(block.spans).length;
      open.push(block);
    }
  }
  close();
  return written;
}

/** `null` where small print would not show the words as they are, or not all of them. */
function toSmallPrint({ spans }: Block): types.ContextBlock | null {
  const text = textOf(spans);
  const hasLink = spans.some(({ url }) => url !== undefined);
  if (!hasLink && text.length <= MOST_ELEMENT_TEXT) {
    return { type: "context", elements: [{ type: "plain_text", text, emoji: false }] };
  }
  const isSound = spans.every((span) => isHarmless(span.text) && (span.url === undefined || isLabel(span.text)));
  if (!isSound) return null;
  const mrkdwn = spans.map((span) => (span.url === undefined ? span.text : toMrkdwnLink(span.text, span.url))).join("");
  if (mrkdwn.length > MOST_ELEMENT_TEXT) return null;
  return { type: "context", elements: [{ type: "mrkdwn", text: mrkdwn, verbatim: true }] };
}

function isLabel(text: string): boolean {
  return isShown(text) && !text.includes("\n");
}

/** Paragraphs one after the other are one section with blank lines, as Slack itself writes them. */
function toSegments(blocks: readonly Block[]): Segment[] {
  const segments: Segment[] = [];
  let paragraphs: Block[] = [];
  const close = (): void => {
    if (paragraphs.length > 0) segments.push({ type: "rich_text_section", elements: toElements(joined(paragraphs)) });
    paragraphs = [];
  };
  for (const block of blocks) {
    if (block.kind !== "quote") paragraphs.push(block);
    else {
      close();
      segments.push({ type: "rich_text_quote", elements: toElements(block.spans) });
    }
  }
  close();
  return segments;
}

function joined(paragraphs: readonly Block[]): readonly Span[] {
  const spans = paragraphs.flatMap(({ spans }, at) => (at === 0 ? spans : [{ text: "\n\n" }, ...spans]));
  return tidy([{ kind: "paragraph", spans }]).flatMap((block) => block.spans);
}

function toElements(spans: readonly Span[]): Element[] {
  return spans.flatMap((span) => inPieces(span.text, MOST_ELEMENT_TEXT).map((text) => toElement({ ...span, text })));
}

function toElement({ text, style, url }: Span): Element {
  const styled = style === undefined ? {} : { style: { [style]: true } };
  // A link without words that are seen would be pressed by mistake.
  return url === undefined || !isShown(text)
    ? { type: "text", text, ...styled }
    : { type: "link", url, text, ...styled };
}
