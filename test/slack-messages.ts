// Messages of all kinds for the tests of Slack's blocks, hostile ones above all, and what is left of their words.

import type { types } from "@slack/bolt";
import fc from "fast-check";
import type { Part } from "../adapters/slack/render.ts";
import type { ChatButton, ChatMessage } from "../src/chat/chat-message.ts";
import { type Block, type Span, toPlainText } from "../src/chat/rich.ts";
import { clean } from "../src/chat/tidy.ts";
import { faultOfMessage } from "./slack-limits.ts";

export const FAMILY = "👩‍👩‍👧‍👦";
export const LAW_URL = "https://adilet.zan.kz/rus/docs/K1500000410?a=1&b=<2>|3";

export const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<@U1>",
  "<#C1|general>",
  "<!subteam^S1>",
  "<https://evil.example|adilet.zan.kz>",
  "@here @channel @everyone",
  "#general",
  "*bold* _italic_ ~gone~",
  "`code`",
  "```\nblock\n```",
  ":smile:",
  ":flag-kz::+1:",
  "https://evil.example/x",
  "evil.example.com",
  "mailto:a@b.example",
  ">quote",
  "> quote\n>>> all",
  "&lt;!channel&gt;",
  "&amp;",
  "<a|b>",
  "|",
  "\u202Etxet",
  "\u2066x\u2069",
  "\u200B\u2060\uFEFF",
  "\uD83D",
  "\uDC00x",
  "\u0000\u0007\u001B[31m",
  "\r\n",
  "\n\n\n",
  "\t",
  "",
  " ",
  "</script>",
  '{"type":"divider"}',
  '"\\',
  FAMILY,
  "🇰🇿🇰🇿",
  "e\u0301\u0302",
  "слово ",
  "әділдік. Адалдық ",
];

const leaf = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((words) => words.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
);
const url = fc.constantFrom(
  LAW_URL,
  "https://a.example/",
  "http://a.example/",
  "javascript:alert(1)",
  "no address",
  "",
);
const span: fc.Arbitrary<Span> = fc.record(
  { text: leaf, style: fc.constantFrom("bold" as const, "italic" as const, "code" as const), url },
  { requiredKeys: ["text"] },
);
const kind = fc.constantFrom("paragraph" as const, "quote" as const, "note" as const);
const block: fc.Arbitrary<Block> = fc.record({ kind, spans: fc.array(span, { maxLength: 3 }) });

const label = fc.constantFrom("Да", "Полный текст", "👍", "x".repeat(90), `${"я".repeat(70)}${FAMILY}`, "<!channel>");
const face = { label, style: fc.constantFrom("plain" as const, "primary" as const, "danger" as const) };
const button: fc.Arbitrary<ChatButton> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...face, data: fc.constantFrom("t", "t.g", "a".repeat(64)) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...face,
      data: fc.constant("v"),
      verdict: fc.constantFrom("good" as const, "bad" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...face, url: fc.constantFrom("https://a.example/", LAW_URL) }) },
);
const rows = fc.array(fc.array(button, { maxLength: 4 }), { maxLength: 3 });

const toMessage = (blocks: readonly Block[], buttons: readonly (readonly ChatButton[])[]): ChatMessage => ({
  ...{ blocks, buttons, isProtected: false, wants: null },
});

/** A few blocks of a few words. */
export const smallMessages = fc.tuple(fc.array(block, { maxLength: 5 }), rows).map(([b, r]) => toMessage(b, r));

/** A block again and again, up to 60,000 characters in one, or to hundreds of blocks and of buttons. */
export const hugeMessages = fc
  .record({
    ...{ blocks: fc.array(block, { minLength: 1, maxLength: 4 }), buttons: rows },
    ...{ longer: fc.integer({ min: 1, max: 1500 }), many: fc.integer({ min: 1, max: 100 }) },
    ...{ isLong: fc.boolean(), most: fc.integer({ min: 1, max: 60 }) },
  })
  .map(({ blocks, buttons, longer, many, isLong, most }) => {
    const long = blocks.map(({ kind, spans }) => ({
      ...{ kind, spans: spans.map((each) => ({ ...each, text: each.text.repeat(longer).slice(0, 60_000) })) },
    }));
    const repeated = Array.from({ length: many }, () => blocks).flat();
    return toMessage(isLong ? long : repeated, Array.from({ length: most }, () => buttons).flat());
  });

const UNSEEN = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u030A\u0333\u033F\u180E\u2800\uFFFC]/gu;

/** The words without what shows nothing. */
export function seenOf(text: string): string {
  return text.toWellFormed().replace(UNSEEN, "");
}

export function seenOfMessage({ blocks }: Pick<ChatMessage, "blocks">): string {
  const cleaned = blocks.map(({ kind, spans }) => ({ kind, spans: spans.map(({ text }) => ({ text: clean(text) })) }));
  return seenOf(toPlainText(cleaned));
}

/** The words of Slack's blocks, as a reader sees them; throws at anything that is not words, a link or a button. */
export function wordsOf(blocks: readonly types.AnyBlock[]): string[] {
  return (blocks as readonly types.KnownBlock[]).flatMap((each) => {
    if (each.type === "rich_text") return [richWords(each)];
    if (each.type === "context") return each.elements.map(smallWords);
    if (each.type === "actions" || each.type === "context_actions" || each.type === "divider") return [];
    throw new Error(`a block of the kind ${each.type}`);
  });
}

function richWords({ elements }: types.RichTextBlock): string {
  return elements
    .flatMap((segment) => {
      if (segment.type !== "rich_text_section" && segment.type !== "rich_text_quote") throw new Error(segment.type);
      return segment.elements.map((element) => {
        if (element.type === "text") return element.text;
        if (element.type !== "link" || !isOurs(element.url)) throw new Error(`an element ${element.type}`);
        return element.text ?? "";
      });
    })
    .join("");
}

function smallWords(element: types.ContextBlockElement): string {
  if (element.type === "plain_text" && element.emoji === false) return element.text;
  if (element.type !== "mrkdwn" || element.verbatim !== true) throw new Error("small print that is read in other ways");
  const words = element.text.replace(/<([^<>|]*)\|([^<>|]+)>/g, (_, address: string, words: string) => {
    if (!isOurs(address.replaceAll("&amp;", "&"))) throw new Error("a link of somebody else's");
    return words;
  });
  if (/[<>&*_~`@#|]|:\S/u.test(words)) throw new Error("small print with signs");
  return words;
}

function isOurs(address: string): boolean {
  return ["adilet.zan.kz", "a.example"].includes(new URL(address).hostname) && address.startsWith("https://");
}

/** Why Slack would not take a part, or why it could not be found again; `null` where all is well. */
export function faultOfParts(parts: readonly Part[], mark: string): string | null {
  for (const [at, part] of parts.entries()) {
    const fault = faultOfMessage(part);
    if (fault) return `${fault.code}: ${fault.reason}`;
    if (part.blocks[0]?.block_id !== (at === 0 ? mark : `${mark}.${at}`)) return "no mark";
    if (part.blocks.length > 45 || part.text.length > 3900) return "no room left";
  }
  return null;
}

/** Whether the parts say every word of the message, in order, and nothing else but their count. */
export function sayAll(parts: readonly Part[], message: ChatMessage): boolean {
  const said = parts.flatMap(({ blocks }, at) => {
    const words = wordsOf(blocks);
    if (parts.length < 2) return words;
    if (words.pop() !== `(${at + 1}/${parts.length})`) throw new Error("a part without its count");
    return words;
  });
  return seenOf(said.join("")) === seenOfMessage(message);
}

const ALIVE = /[<>*_~`@#]|&(?!(?:amp|lt|gt);)|:\S|[\p{L}\p{N}]\.[\p{L}\p{N}]*\p{L}|^[ \t]*&gt;/mu;

/** Whether there is a text, and nothing in it that Slack would read as a mention, a link, an emoji or a form. */
export function isPlain({ text }: Part): boolean {
  return text !== "" && text.isWellFormed() && !ALIVE.test(text);
}
