import type { types } from "@slack/bolt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Part, renderMessage } from "../adapters/slack/render.ts";
import type { ChatButton, ChatMessage } from "../src/chat/chat-message.ts";
import { type Block, bold, italic, link, note, paragraph, quote } from "../src/chat/rich.ts";
import {
  FAMILY,
  faultOfParts,
  HOSTILE,
  hugeMessages,
  isPlain,
  sayAll,
  seenOf,
  smallMessages,
} from "./slack-messages.ts";

const SEED = 20_264;
const MARK = "m1a2b3";
const OK: ChatButton = { label: "Да", style: "plain", data: "t.y" };
const GOOD: ChatButton = { label: "👍", style: "plain", data: "t.g", verdict: "good" };
const BAD: ChatButton = { label: "👎", style: "plain", data: "t.b", verdict: "bad" };
const SOURCE: ChatButton = { label: "Источник", style: "primary", url: "https://adilet.zan.kz/rus/" };

const said = (...blocks: Block[]): ChatMessage => ({ blocks, buttons: [], isProtected: false, wants: null });
const with_ = (...buttons: ChatButton[][]): ChatMessage => ({ ...said(paragraph("a")), buttons });
const blocksOf = (message: ChatMessage) => renderMessage(message, MARK).flatMap(({ blocks }) => blocks);
const textOf = (message: ChatMessage) => renderMessage(message, MARK).map(({ text }) => text);
const actionsOf = (message: ChatMessage) => blocksOf(message).filter(({ type }) => /actions$/.test(type));
const face = (text: string) => ({ type: "plain_text", text, emoji: true });
const section = (...elements: unknown[]) => ({ type: "rich_text_section", elements });
const words = (text: string, style?: object) => ({ type: "text", text, ...(style ? { style } : {}) });

describe("any message at all", () => {
  const hold = (check: (message: ChatMessage, parts: readonly Part[]) => unknown, seed: number, small = 3000): void => {
    const isHeld = (message: ChatMessage): void => {
      expect(check(message, renderMessage(message, MARK))).toBe(true);
    };
    fc.assert(fc.property(smallMessages, isHeld), { seed, numRuns: small });
    fc.assert(fc.property(hugeMessages, isHeld), { seed, numRuns: 100 });
  };

  test("is taken by Slack in its parts, however long it is, and found again by its marks", () => {
    hold((_, parts) => faultOfParts(parts, MARK) ?? true, SEED);
  });

  test("says every word, in order, and nothing but words and our own links", () => {
    hold((message, parts) => sayAll(parts, message), SEED + 1);
  });

  test("has every button once", () => {
    hold((message, parts) => countButtons(parts) === message.buttons.flat().length, SEED + 2, 500);
  });

  test("has a fallback in which nothing is a mention, a link, an emoji or a form", () => {
    hold((_, parts) => parts.every(isPlain), SEED + 3);
  });
});

describe("words", () => {
  test("are one block of sections and quotes, with the forms they have", () => {
    const message = said(paragraph(bold("Title")), paragraph("a ", italic("b")), quote({ text: "c", style: "code" }));
    expect(renderMessage(message, MARK)).toEqual([
      {
        text: "Title\n\na b\n\nc",
        blocks: [
          {
            type: "rich_text",
            block_id: MARK,
            elements: [
              section(words("Title", { bold: true }), words("\n\na "), words("b", { italic: true })),
              { type: "rich_text_quote", elements: [words("c", { code: true })] },
            ],
          },
        ],
      },
    ]);
  });

  test.each(HOSTILE.filter((text) => seenOf(text) !== ""))("are only words: %j", (text) => {
    const elements = blocksOf(said(paragraph(`a${text}b`))).flatMap((block) =>
      block.type === "rich_text" ? block.elements : [],
    );
    expect(elements).toHaveLength(1);
    expect(elements[0]?.elements.map(({ type }) => type)).toEqual(["text"]);
  });

  test("hide nothing: no characters that turn, join or end a text are left", () => {
    expect(blocksOf(said(paragraph("a\u202Eb\u200B\u2066c\uD83D\u0000d")))).toEqual([
      { type: "rich_text", block_id: MARK, elements: [section(words("abc\uFFFDd"))] },
    ]);
  });

  test("of a link lead to https, and to nothing else", () => {
    const spans = ["https://a.example/?b=1&c", "http://a.example", "javascript:alert(1)"].map((url) => link("x", url));
    expect(blocksOf(said(paragraph(...spans)))).toEqual([
      {
        type: "rich_text",
        block_id: MARK,
        elements: [section({ type: "link", url: "https://a.example/?b=1&c", text: "x" }, words("xx"))],
      },
    ]);
  });

  test("that nobody would see are no link", () => {
    const [block] = blocksOf(said(paragraph("a", link(" ", "https://a.example/"), "b")));
    expect(block).toMatchObject({ elements: [section(words("a"), words(" "), words("b"))] });
  });

  test("of an element are at most 3,000, and characters are whole", () => {
    const text = `${"ә".repeat(2995)}${FAMILY}${"ә".repeat(3000)}`;
    const [block] = blocksOf(said(paragraph(text)));
    expect(block).toMatchObject({
      elements: [section(words("ә".repeat(2995)), words(`${FAMILY}${"ә".repeat(2989)}`), words("ә".repeat(11)))],
    });
  });

  test("of neighbouring quotes stand apart", () => {
    expect(blocksOf(said(quote("a"), quote("b"))).map(({ type }) => type)).toEqual(["rich_text", "rich_text"]);
  });

  test("of an answer with ten sources need fewer than half of the blocks", () => {
    const sources = Array.from({ length: 10 }, (_, at) => [
      note(link(`Закон, статья ${at}`, "https://adilet.zan.kz/")),
      quote("Слова закона."),
    ]);
    expect(blocksOf(said(paragraph("Ответ."), ...sources.flat(), paragraph(italic("Ярлык")))).length).toBeLessThan(25);
  });

  test("are none where nothing would be seen", () => {
    expect(renderMessage(said(paragraph("\u200B"), note(" ")), MARK)).toEqual([]);
  });
});

describe("small print", () => {
  const only = (block: Block) => {
    const { block_id, ...rest } = blocksOf(said(block))[0] as types.KnownBlock;
    return rest;
  };

  test("is small and plain", () => {
    expect(only(note("*Редакция* :smile: <!here>"))).toEqual({
      ...{ type: "context", elements: [{ type: "plain_text", text: "*Редакция* :smile: <!here>", emoji: false }] },
    });
  });

  test("with a link is small where none of its words can be taken for a sign", () => {
    expect(only(note("Закон: ", link("ст. 5, п. 1", "https://adilet.zan.kz/?a=1&b=2|3"), " (2015)"))).toEqual({
      type: "context",
      elements: [
        {
          type: "mrkdwn",
          text: "Закон: <https://adilet.zan.kz/?a=1&amp;b=2%7C3|ст. 5, п. 1> (2015)",
          verbatim: true,
        },
      ],
    });
  });

  test.each(["*", "_", "~", "`", ":x", "<", ">", "&", "|", "@", "#", "\\", "=", "😀"])(
    "with a link and %s is not small, but literal",
    (sign) => {
      expect(only(note(`a${sign} `, link("b", "https://a.example/")))).toEqual({
        type: "rich_text",
        elements: [section(words(`a${sign} `), { type: "link", url: "https://a.example/", text: "b" })],
      });
      expect(only(note("a ", link(`b${sign}`, "https://a.example/"))).type).toBe("rich_text");
    },
  );

  test("of more than 3,000 characters is not small, but whole", () => {
    expect(only(note("x".repeat(3001)))).toEqual({
      ...{ type: "rich_text", elements: [section(words("x".repeat(3000)), words("x"))] },
    });
  });

  test("in more blocks than Slack takes is not small", () => {
    const message = said(...Array.from({ length: 46 }, (_, at) => note(`n${at}`)));
    expect(blocksOf(message).map(({ type }) => type)).toEqual(["rich_text"]);
  });
});

describe("buttons", () => {
  test("stand in their rows, and say where they stand", () => {
    expect(actionsOf(with_([OK, { ...OK, style: "danger" }], [], [SOURCE]))).toEqual([
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "p0.0", text: face("Да"), value: "t.y" },
          { type: "button", action_id: "p0.1", text: face("Да"), value: "t.y", style: "danger" },
        ],
      },
      {
        type: "actions",
        elements: [
          {
            ...{ type: "button", action_id: "p2.0", text: face("Источник"), style: "primary" },
            url: "https://adilet.zan.kz/rus/",
          },
        ],
      },
    ]);
  });

  test("for a verdict are Slack's own, under the others of their row", () => {
    const buttons = {
      ...{ type: "feedback_buttons", action_id: "v" },
      positive_button: { text: face("👍"), value: "t.g" },
      negative_button: { text: face("👎"), value: "t.b" },
    };
    expect(actionsOf(with_([BAD, OK, GOOD]))).toEqual([
      { type: "actions", elements: [{ type: "button", action_id: "p0.1", text: face("Да"), value: "t.y" }] },
      { type: "context_actions", elements: [buttons] },
    ]);
  });

  test("for one verdict only are like all others", () => {
    expect(actionsOf(with_([GOOD]))).toEqual([
      { type: "actions", elements: [{ type: "button", action_id: "p0.0", text: face("👍"), value: "t.g" }] },
    ]);
  });

  test("have labels of one line and at most 75 units, cut between characters", () => {
    const labels = [`${"a".repeat(70)}${FAMILY}`, "b\n\u202E c", "d".repeat(75)];
    const shown = labels.map((label) => (actionsOf(with_([{ ...OK, label }])) as types.ActionsBlock[])[0]?.elements[0]);
    expect(shown.map((button) => (button as types.Button).text.text)).toEqual([
      ...[`${"a".repeat(70)}…`, "b c", "d".repeat(75)],
    ]);
  });

  test.each<[string, ChatButton, string]>([
    ["without a label", { ...OK, label: "\u200B " }, "no words"],
    ["without data", { ...OK, data: "" }, "1 to 2000"],
    ["with too much data", { ...OK, data: "a".repeat(2001) }, "1 to 2000"],
    ["with half a character as data", { ...OK, data: "\uD83D" }, "1 to 2000"],
    ["to http", { ...SOURCE, url: "http://a.example/" }, "no https address"],
    ["to a script", { ...SOURCE, url: "javascript:alert(1)" }, "no https address"],
    ["without a label in a verdict", { ...GOOD, label: "" }, "no words"],
  ])("%s are not written", (_, button, reason) => {
    expect(() => renderMessage(with_([button, BAD]), MARK)).toThrow(reason);
  });

  test("share their blocks where there are many rows", () => {
    const many = actionsOf(with_(...Array.from({ length: 30 }, () => [OK, OK]))) as types.ActionsBlock[];
    expect(many.map(({ elements }) => elements.length)).toEqual([25, 25, 10]);
  });

  test("without any words bear the mark, and their labels are the fallback", () => {
    expect(renderMessage({ ...said(), buttons: [[OK, SOURCE]] }, MARK)).toMatchObject([
      { text: "Да · Источник", blocks: [{ type: "actions", block_id: MARK }] },
    ]);
  });
});

describe("the fallback", () => {
  test("says the words with nothing in them that Slack reads", () => {
    expect(
      textOf(said(paragraph("<!channel> *a* :b: см. ст. 5: @here #x https://evil.example"), quote("> &"))),
    ).toEqual(["&lt;!channel&gt; ＊a＊ ：b: см. ст. 5: ＠here ＃x https：//evil. example\n\n＞ &amp;"]);
  });

  test("is at most 3,900 characters long, and no entity is cut", () => {
    const [text = ""] = textOf(said(paragraph("<".repeat(9000))));
    expect(text).toMatch(/^(?:&lt;)+…\n\n\(1\/7\)$/);
    expect(text.length).toBeGreaterThan(3700);
    expect(text.length).toBeLessThanOrEqual(3900);
  });
});

function countButtons(parts: readonly Part[]): number {
  const ofBlock = (block: types.KnownBlock): number => {
    if (block.type === "actions") return block.elements.length;
    return block.type === "context_actions" ? 2 * block.elements.length : 0;
  };
  return parts.flatMap(({ blocks }) => blocks.map(ofBlock)).reduce((sum, count) => sum + count, 0);
}
