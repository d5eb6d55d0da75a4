import type { types } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMessage } from "../adapters/slack/render.ts";
import { cutBlocks } from "../adapters/slack/split.ts";
import type { ChatButton, ChatMessage } from "../src/chat/chat-message.ts";
import { type Block, link, note, paragraph, quote, toPlainText } from "../src/chat/rich.ts";
import { faultOfMessage } from "./slack-limits.ts";
import { FAMILY, wordsOf } from "./slack-messages.ts";

const SEED = 20_265;
const OK: ChatButton = { label: "Да", style: "plain", data: "t.y" };
const GRAPHEMES = new Intl.Segmenter();

const said = (...blocks: Block[]): ChatMessage => ({ blocks, buttons: [], isProtected: false, wants: null });
const partsOf = (message: ChatMessage) => renderMessage(message, "m").map(({ blocks }) => wordsOf(blocks));
const typesOf = (message: ChatMessage) =>
  renderMessage(message, "m").map(({ blocks }) => blocks.map(({ type }) => type));

describe("a message of up to 10,000 characters", () => {
  test("is one part, and not counted", () => {
    expect(partsOf(said(paragraph("x".repeat(9998)), quote("y")))).toEqual([["x".repeat(9998), "y"]]);
  });
});

describe("a longer message", () => {
  test("counts its parts in small print", () => {
    const message = said(paragraph("a".repeat(6000)), quote("b".repeat(6000)), paragraph("c"));
    expect(partsOf(message)).toEqual([
      ["a".repeat(6000), "(1/2)"],
      ["b".repeat(6000), "c", "(2/2)"],
    ]);
    expect(typesOf(message)).toEqual([
      ["rich_text", "context"],
      ["rich_text", "rich_text", "context"],
    ]);
  });

  test("has its buttons under the last part, and a mark on each", () => {
    const parts = renderMessage({ ...said(paragraph("a".repeat(15_000))), buttons: [[OK]] }, "m");
    expect(parts.map(({ blocks }) => blocks.map(({ type }) => type))).toEqual([
      ["rich_text", "context"],
      ["rich_text", "context", "actions"],
    ]);
    expect(parts.map(({ blocks }) => blocks.map(({ block_id }) => block_id))).toEqual([
      ["m", undefined],
      ["m.1", undefined, undefined],
    ]);
  });

  test("is cut at a sentence, and its fallback begins as its part does", () => {
    const sentence = "Мемлекеттік қызметші адал болуға міндетті. ";
    const parts = renderMessage(said(paragraph(sentence.repeat(400))), "m");
    expect(parts.map(({ blocks }) => wordsOf(blocks)[0]?.endsWith("міндетті."))).toEqual([true, true]);
    expect(parts.map(({ text }) => text.startsWith("Мемлекеттік қызметші"))).toEqual([true, true]);
  });

  test("is never cut within what is seen as one character", () => {
    const text = fc.array(fc.constantFrom(FAMILY, "🇰🇿", "e\u0301\u0302", "ә", " ", "\n"), {
      minLength: 5,
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 300 }), (letters, times) => {
        const whole = letters.join("").repeat(times);
        const graphemes = [...GRAPHEMES.segment(whole)].map(({ segment }) => segment);
        const elements = renderMessage(said(paragraph(whole)), "m").flatMap(({ blocks }) => blocks.flatMap(leavesOf));
        const after = elements.flatMap((leaf) => [...GRAPHEMES.segment(leaf)].map(({ segment }) => segment));
        const isSeen = (letter: string): boolean => letter.trim() !== "";
        expect(after.filter(isSeen).join("|") === graphemes.filter(isSeen).join("|")).toBe(true);
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  test("of 60,000 characters is taken whole", () => {
    const message = said(quote("ә".repeat(60_000)));
    const parts = renderMessage(message, "m");
    expect(parts.map(faultOfMessage)).toEqual(Array.from({ length: 7 }, () => null));
    expect(parts.flatMap(({ blocks }) => blocks.flatMap(leavesOf)).join("")).toBe("ә".repeat(60_000));
  });

  test("has smaller parts where that is asked for", () => {
    const parts = renderMessage(said(paragraph("слово ".repeat(1000))), "m", { mostText: 2500 });
    expect(parts).toHaveLength(3);
    expect(Math.max(...parts.map(({ blocks }) => wordsOf(blocks).join("").length))).toBeLessThanOrEqual(2500);
  });
});

describe("what is written besides the words", () => {
  const address = (at: number): string => `https://a.example/${at}/${"p".repeat(1900)}`;

  test("makes shorter parts of a message with long addresses", () => {
    const message = said(...Array.from({ length: 20 }, (_, at) => paragraph(link(`источник ${at}`, address(at)))));
    const parts = renderMessage(message, "m");
    expect([parts.map(faultOfMessage).every((fault) => fault === null), parts.length > 3]).toEqual([true, true]);
    expect(JSON.stringify(parts).match(/источник \d+/g)).toHaveLength(40);
  });

  test("counts, as each sign that Slack writes as more than one character does", () => {
    const parts = renderMessage(said(paragraph("<&>".repeat(3000))), "m");
    for (const { blocks } of parts)
      expect(JSON.stringify(blocks).replace(/[&<>]/g, "&amp;").length).toBeLessThan(12_000);
  });

  test("puts many buttons in parts of their own, none of which is too long", () => {
    const buttons = Array.from({ length: 100 }, () => [{ ...OK, label: "я".repeat(75), data: "d".repeat(64) }]);
    const parts = renderMessage({ ...said(paragraph("a")), buttons }, "m");
    expect(parts.map(faultOfMessage)).toEqual([null, null, null, null]);
    expect(parts.map(({ text }) => text)).toEqual(["a\n\n(1/4)", "(2/4)", "(3/4)", "(4/4)"]);
    expect(JSON.stringify(parts).match(/"action_id"/g)).toHaveLength(100);
  });
});

describe("a text that is cut", () => {
  const many = (kind: "paragraph" | "note" | "quote", length: number): Block => ({
    ...{ kind, spans: [{ text: kind.slice(0, 1).repeat(length) }] },
  });
  const cut = (blocks: Block[], room: number): string[] => cutBlocks(blocks, room).map((block) => toPlainText([block]));

  test("is left as it is where there is room", () => {
    const blocks = [paragraph("a"), quote("b"), note("c")];
    expect(cutBlocks(blocks, 1000)).toEqual(blocks);
  });

  test("says so at its end", () => {
    const [text = ""] = cut([paragraph("слово ".repeat(500))], 1000);
    expect(text).toMatch(/^(?:слово )+(?:сло?в?о?)…$|слово…$/);
    expect(text.length).toBeGreaterThan(800);
  });

  test("loses its paragraphs before its quotes", () => {
    const [title, words, rest, ...more] = cut([paragraph("t"), many("quote", 900), many("paragraph", 900)], 1500);
    expect([title, words, more]).toEqual(["t", "q".repeat(900), []]);
    expect(rest).toMatch(/^p{200,400}…$/);
  });

  test("keeps what stands around a quote that is too long", () => {
    const [title, words = "", hint, dots] = cut([paragraph("Title"), many("quote", 5000), paragraph("Hint")], 1500);
    expect([title, hint, dots]).toEqual(["Title", "Hint", "…"]);
    expect(words).toMatch(/^q{1000,1400}…$/);
  });

  test("is within its room, whatever it is made of", () => {
    const kinds = fc.constantFrom("paragraph" as const, "quote" as const, "note" as const);
    const blocks = fc.array(
      fc.tuple(kinds, fc.integer({ min: 1, max: 700 })).map(([kind, n]) => many(kind, n)),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(blocks, fc.integer({ min: 300, max: 3000 }), (whole, room) => {
        const kept = cutBlocks(whole, room);
        const size = kept.reduce((sum, { spans }) => sum + toPlainText([{ kind: "note", spans }]).length + 60, 0);
        expect(size).toBeLessThanOrEqual(room);
        const isWhole = JSON.stringify(kept) === JSON.stringify(whole);
        expect(isWhole || toPlainText(kept).endsWith("…")).toBe(true);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

function leavesOf(block: types.KnownBlock): string[] {
  if (block.type !== "rich_text") return [];
  return block.elements.flatMap(({ elements }) =>
    elements.flatMap((element) => ("text" in element && typeof element.text === "string" ? [element.text] : [])),
  );
}
