import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lengthOf, toHtml, toText } from "../adapters/telegram/html.ts";
import { renderMessage } from "../adapters/telegram/render.ts";
import { type Block, bold, italic, link, paragraph, quote, type Span } from "../src/chat/rich.ts";
import { splitBlocks } from "../src/chat/split.ts";
import { clean, toHttps } from "../src/chat/tidy.ts";

type Form = {
  readonly style?: Span["style"] | undefined;
  readonly url?: string | undefined;
  readonly isQuote: boolean;
};
type Run = Form & { readonly text: string };

const TOKEN =
  /<(?<close>\/)?(?<tag>b|i|code|blockquote expandable|blockquote|a)(?: href="(?<href>[^"<>]*)")?>|(?<text>[^<>]+)|(?<foreign>[<>])/gu;
const OUTER: Readonly<Record<string, readonly string[]>> = {
  blockquote: [],
  a: ["blockquote"],
  b: ["blockquote", "a"],
  i: ["blockquote", "a"],
  code: ["blockquote"],
};
const STYLES: Readonly<Record<string, Span["style"]>> = { b: "bold", i: "italic", code: "code" };

/** What Telegram reads out of the HTML: stricter than Telegram, for it takes nothing but what Adep should write. */
function parse(html: string): Run[] {
  const open: { readonly tag: string; readonly href: string }[] = [];
  const runs: Run[] = [];
  for (const { groups = {} } of html.matchAll(TOKEN)) {
    const { close, tag, href, text, foreign } = groups;
    if (foreign !== undefined) throw new Error("a sign that is no tag");
    if (text !== undefined) runs.push({ text: readEscapes(text), ...formOf(open) });
    else if (close !== undefined && open.pop()?.tag !== tag) throw new Error("a tag closed that was not open");
    else if (close === undefined) open.push(openTag(tag ?? "", href, open));
  }
  if (open.length > 0) throw new Error("a tag left open");
  return runs;
}

function openTag(written: string, href: string | undefined, open: readonly { readonly tag: string }[]) {
  const tag = written === "blockquote expandable" ? "blockquote" : written;
  if (written === "blockquote" || (tag === "a") !== (href !== undefined)) throw new Error("a tag of another form");
  if (open.some((outer) => !OUTER[tag]?.includes(outer.tag))) throw new Error("a tag that may not stand here");
  return { tag, href: readEscapes(href ?? "") };
}

function formOf(open: readonly { readonly tag: string; readonly href: string }[]): Form {
  const style = STYLES[open.at(-1)?.tag ?? ""];
  const url = open.find(({ tag }) => tag === "a")?.href;
  return { isQuote: open[0]?.tag === "blockquote", style, url };
}

function readEscapes(text: string): string {
  return text.replace(/&([a-z]*;)?/g, (_, name: string | undefined) => {
    const sign = { "amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"' }[name ?? ""];
    if (sign === undefined) throw new Error("an ampersand that is no escape");
    return sign;
  });
}

/** One letter after the other, each with its form: what a reader sees, whatever the tags look like. */
function lettersOf(runs: readonly Run[]): string[] {
  return runs.flatMap(({ text, style, url, isQuote }) =>
    [...text].map((letter) => JSON.stringify([letter, style ?? "", url ?? "", isQuote])),
  );
}

// What is given, and what of it should be seen.
const PIECES: readonly (readonly [given: string, seen: string])[] = [
  ...["</blockquote><a href=tg://user?id=1>", "<!channel>", "<@U1>", "&lt;", "&amp;lt;", '"', "'", "&", "<b>"].map(
    same,
  ),
  ...[
    "</b></i></code></a>",
    "<a href='https://x.y'>",
    "]]>",
    "<!--",
    "e\u0301",
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "👩🏽‍⚕️",
    "🇰🇿",
    "\t",
  ].map(same),
  ...["ә ғ қ ң ө ұ ү һ і", "ӘҒҚҢӨҰҮҺІ", "статья 5", "אבג", "عرب", "می\u200Cخواهم", "\n", "\n\n", " ", "ab c."].map(
    same,
  ),
  ...(["\0", "\u0001", "\u001B", "\u007F", "\u202E", "\u202A", "\u2066", "\u2069"] as const).map(gone),
  ...(["\u200B", "\u2060", "\uFEFF", "\u{E0041}\u{E007F}", ""] as const).map(gone),
  ["x\uD83D ", "x\uFFFD "],
  ["x\uDE00", "x\uFFFD"],
  ["a\u200Db", "ab"],
  ["👩\u200D!", "👩!"],
  ["x\r\ny\rz\u2028\u000B.", "x\ny\nz\n\n."],
  ["🏴\u{E0067}\u{E007F}", "🏴"],
];

function same(text: string): readonly [string, string] {
  return [text, text];
}

function gone(text: string): readonly [string, string] {
  return [text, ""];
}

const URLS: readonly (readonly [given: string, seen: string | undefined])[] = [
  ["https://adilet.zan.kz/rus/docs/K1500000410#z5", "https://adilet.zan.kz/rus/docs/K1500000410#z5"],
  ['https://a.kz/?a=1&lt;b=2&amp;"><b>', "https://a.kz/?a=1&lt;b=2&amp;%22%3E%3Cb%3E"],
  ["https://a.kz/'x'&quot;", "https://a.kz/'x'&quot;"],
  ["http://a.kz/", undefined],
  ["tg://user?id=1", undefined],
  ["javascript:alert(1)", undefined],
  ["https://adilet.zan.kz@evil.example/", undefined],
  ["", undefined],
  [`https://a.kz/${"x".repeat(2100)}`, undefined],
];

type Expected = { readonly block: Block; readonly seen: readonly Run[] };

const leaf = fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((pieces) => ({
  given: pieces.map(([given]) => given).join(""),
  seen: pieces.map(([, seen]) => seen).join(""),
}));
const style = fc.constantFrom(undefined, "bold", "italic", "code" as const);
const span = fc.record({ leaf, style, url: fc.constantFrom(undefined, ...URLS) });
const block: fc.Arbitrary<Expected> = fc
  .record({ isQuote: fc.boolean(), spans: fc.array(span, { maxLength: 5 }) })
  .map(({ isQuote, spans }) => ({
    block: {
      kind: isQuote ? "quote" : "paragraph",
      spans: spans.map((each) => ({
        text: each.leaf.given,
        ...(each.style ? { style: each.style } : {}),
        ...(each.url ? { url: each.url[0] } : {}),
      })),
    },
    seen: spans.map((each) => {
      const url = each.url?.[1];
      return { text: each.leaf.seen, style: url && each.style === "code" ? undefined : each.style, url, isQuote };
    }),
  }));

/** Without the space around blocks and without blank blocks, and with what stands between blocks. */
function expectedLetters(tree: readonly Expected[]): string[] {
  const blocks = tree.map(({ seen }) => trimmed(lettersOf(seen))).filter((letters) => letters.length > 0);
  return blocks.flatMap((letters, index) => {
    const before = blocks[index - 1];
    const isTight = isQuoted(letters) || (before !== undefined && isQuoted(before));
    const separator = lettersOf([{ text: isTight ? "\n" : "\n\n", isQuote: false }]);
    return index === 0 ? letters : [...separator, ...letters];
  });
}

function isQuoted(letters: readonly string[]): boolean {
  return letters[0]?.endsWith("true]") ?? false;
}

function trimmed(letters: readonly string[]): string[] {
  const isBlank = (letter: string): boolean => String(JSON.parse(letter)[0]).trim() === "";
  const from = letters.findIndex((letter) => !isBlank(letter));
  return from < 0 ? [] : letters.slice(from, letters.findLastIndex((letter) => !isBlank(letter)) + 1);
}

const SEED = 20_260;
const codeUnit = fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit));
const wild = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: codeUnit, maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.map(([given]) => given).join("")),
);
const wildSpan = fc.record({ text: wild, style, url: fc.option(fc.oneof(wild, fc.webUrl()), { nil: undefined }) });
const wildBlock: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom("paragraph", "quote"),
  spans: fc.array(
    wildSpan.map(({ text, style, url }) => ({ text, ...(style ? { style } : {}), ...(url ? { url } : {}) })),
    { maxLength: 4 },
  ),
});
const wildTree = fc.array(wildBlock, { maxLength: 4 });

describe("Telegram's HTML", () => {
  test("writes a tree as Telegram's tags", () => {
    const tree = [
      paragraph("Да: ", bold("не более"), " ", { text: "a<b", style: "code" }),
      quote("«Статья 5» & ", italic("п. 2")),
      paragraph(link("источник", "https://adilet.zan.kz/?a=1&b=2")),
      paragraph("конец"),
    ];
    expect(toHtml(tree)).toBe(
      "Да: <b>не более</b> <code>a&lt;b</code>\n" +
        "<blockquote expandable>«Статья 5» &amp; <i>п. 2</i></blockquote>\n" +
        '<a href="https://adilet.zan.kz/?a=1&amp;b=2">источник</a>\n\nконец',
    );
  });

  test("is read back as the tree that was written, whatever its leaves hold", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), (tree) => {
        const runs = parse(toHtml(tree.map(({ block }) => block)));
        expect(lettersOf(runs)).toEqual(expectedLetters(tree));
      }),
      { seed: SEED, numRuns: 5000 },
    );
  });

  test("holds no tag and no address of a leaf's making, for any text at all", () => {
    fc.assert(
      fc.property(wildTree, (tree) => {
        const runs = parse(toHtml(tree));
        expect(runs.every(({ url }) => url === undefined || url.startsWith("https://"))).toBe(true);
        expect(runs.map(({ text }) => text).join("")).toBe(toText(tree));
      }),
      { seed: SEED, numRuns: 4000 },
    );
  });

  test("is as long, read, as was counted", () => {
    const tree = [paragraph("a&b", bold("<👩‍👧>")), quote("\u200B"), quote("ә\0")];
    expect([lengthOf(tree), parse(toHtml(tree)).map(({ text }) => text)]).toEqual([
      "a&b<👩‍👧>\nә".length,
      ["a&b", "<👩‍👧>", "\n", "ә"],
    ]);
  });

  test("is empty where nothing would be seen", () => {
    const nothing = ["", " \n\t", "\0", "\u200B", "\u200C\u200E", "\u00AD", "\u3164", "\u2800", "\u{E0041}"];
    expect(toHtml(nothing.flatMap((text) => [paragraph(text), quote(bold(text), text)]))).toBe("");
  });

  test("has no tag around nothing and one around neighbours of one form", () => {
    expect(toHtml([paragraph(bold(""), "a", bold("\u200B"), bold("b"), bold("c"))])).toBe("a<b>bc</b>");
  });

  test("writes a megabyte in one go", () => {
    const leaves = ["<&>".repeat(350_000), "\u200B\uD83D".repeat(500_000), "👩‍👩‍👧‍👦 ".repeat(90_000)];
    const lengths = leaves.map((text) => parse(toHtml([quote(text)]))[0]?.text.length);
    expect(lengths).toEqual([1_050_000, 500_000, 12 * 90_000 - 1]);
  });
});

describe("the cleaning of a text", () => {
  test("leaves no half character and nothing in which text is hidden", () => {
    const hidden =
      /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;
    fc.assert(
      fc.property(wild, (text) => clean(text).isWellFormed() && !hidden.test(clean(text))),
      { seed: SEED, numRuns: 3000 },
    );
  });

  test("takes nothing else", () => {
    const visible = /[^\p{C}\p{Z}]/gu;
    fc.assert(
      fc.property(wild, (text) => {
        expect(clean(text).match(visible)).toEqual(text.toWellFormed().match(visible));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("done twice is the same", () => {
    fc.assert(
      fc.property(wild, (text) => clean(clean(text)) === clean(text)),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("keeps the joiners of emoji and the non-joiner of letters", () => {
    const kept = ["👩‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍❤️‍💋‍👩🏾", "❤️‍🔥", "می\u200Cخواهم"];
    expect(kept.map(clean)).toEqual(kept);
  });
});

describe("an address", () => {
  test("is https, in the form in which browsers read it, or none", () => {
    expect(URLS.map(([given]) => toHttps(given))).toEqual(URLS.map(([, seen]) => seen ?? null));
  });
});

describe("any message", () => {
  test("becomes parts that Telegram can read and takes", () => {
    const message = { buttons: [], isProtected: false, wants: null };
    const long = fc.array(wildBlock, { maxLength: 3 }).map((tree) => [...tree, ...tree, ...repeat(tree)]);
    fc.assert(
      fc.property(long, (blocks) => {
        const texts = renderMessage({ ...message, blocks }, { chat: "1" }).map(({ payload }) =>
          String(payload["text"]),
        );
        expect(texts.length > 0).toBe(splitBlocks(blocks).length > 0);
        for (const html of texts) {
          const length = parse(html).reduce((sum, { text }) => sum + text.length, 0);
          const entities = html.match(/<[^/]/g)?.length ?? 0;
          expect([length > 0, length <= 3500, entities <= 100]).toEqual([true, true, true]);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** Each block as one long one. */
function repeat(tree: readonly Block[]): Block[] {
  return tree.map(({ kind, spans }) => ({ kind, spans: Array.from({ length: 40 }, () => spans).flat() }));
}
