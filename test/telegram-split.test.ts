import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lengthOf, toText } from "../adapters/telegram/html.ts";
import { type Block, bold, italic, link, paragraph, quote, type Span } from "../src/chat/rich.ts";
import { shorten, splitBlocks } from "../src/chat/split.ts";
import { isShown, textOf, tidy } from "../src/chat/tidy.ts";

const SEED = 20_261;
const FAMILY = "👩‍👩‍👧‍👦";
const URL = "https://adilet.zan.kz/rus/docs/K1500000410";
const GRAPHEMES = new Intl.Segmenter();

const textsOf = (parts: readonly (readonly Block[])[]): string[] => parts.map(toText);
const entitiesOf = (part: readonly Block[]): number =>
  part
    .flatMap(({ kind, spans }) => [kind === "quote", ...spans.flatMap(({ style, url }) => [style, url])])
    .filter(Boolean).length;

const pieces = [
  "слово",
  "ә",
  " ",
  "  ",
  "\n",
  "\n\n",
  ". ",
  "Да",
  "?",
  FAMILY,
  "🇰🇿🇰🇿",
  "e\u0301\u0302",
  "\u0301",
  "\u00AD",
  "\u0600 ",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((words) => words.join("")),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  { weight: 3, arbitrary: text.map((each) => ({ text: each })) },
  text.map(bold),
  text.map(italic),
  text.map((each) => ({ ...link(each, URL), style: "bold" as const })),
);
const block: fc.Arbitrary<Block> = fc.record({
  kind: fc.constantFrom("paragraph", "quote"),
  spans: fc.array(span, { maxLength: 5 }),
});
const tree = fc.array(block, { maxLength: 5 });
const most = fc.oneof(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 13, max: 80 }));

type Letter = { readonly unit: string; readonly form: string };

function lettersOf({ kind, spans }: Block): Letter[] {
  return spans.flatMap(({ text, style, url }) => {
    const form = [kind, style, url].join();
    return Array.from({ length: text.length }, (_, index) => ({ unit: text[index] ?? "", form }));
  });
}

/** Where each piece of a part stands in the whole; throws where a piece is missing, in another order or in another form. */
function locate(parts: readonly (readonly Block[])[], blocks: readonly Block[]) {
  const whole = tidy(blocks).map(lettersOf);
  const gaps: string[] = [];
  const cuts: { readonly at: number; readonly within: string }[] = [];
  let letters = whole.shift() ?? [];
  let at = 0;
  for (const piece of parts.flat()) {
    const own = lettersOf(piece);
    for (;;) {
      const found = indexOf(letters, own, at);
      gaps.push(unitsOf(letters.slice(at, found < 0 ? letters.length : found)));
      const within = unitsOf(letters);
      if (found >= 0) {
        cuts.push({ at: found, within }, { at: found + own.length, within });
        at = found + own.length;
        break;
      }
      const next = whole.shift();
      if (!next) throw new Error("a piece that is not in the whole");
      letters = next;
      at = 0;
    }
  }
  gaps.push(unitsOf(letters.slice(at)), ...whole.map(unitsOf));
  return { gaps, cuts };
}

const unitsOf = (letters: readonly Letter[]): string => letters.map(({ unit }) => unit).join("");

function indexOf(letters: readonly Letter[], own: readonly Letter[], from: number): number {
  const isHere = (start: number): boolean =>
    own.every(
      ({ unit, form }, index) => letters[start + index]?.unit === unit && letters[start + index]?.form === form,
    );
  for (let start = from; start + own.length <= letters.length; start += 1) if (isHere(start)) return start;
  return -1;
}

function isBorder(text: string, at: number): boolean {
  return at === text.length || GRAPHEMES.segment(text).containing(at)?.index === at;
}

describe("the parts of a message", () => {
  test("hold every letter of the whole in its place and form, save space and what shows nothing", () => {
    fc.assert(
      fc.property(tree, most, (blocks, limit) => {
        const { gaps } = locate(splitBlocks(blocks, limit), blocks);
        expect(gaps.filter(isShown)).toEqual([]);
      }),
      { seed: SEED, numRuns: 2500 },
    );
  });

  test("are never empty, and none is over the limits", () => {
    fc.assert(
      fc.property(tree, most, (blocks, limit) => {
        for (const part of splitBlocks(blocks, limit)) {
          expect([isShown(toText(part)), lengthOf(part) <= limit, entitiesOf(part) < 100]).toEqual([true, true, true]);
          expect(part.every(({ spans }) => textOf(spans).isWellFormed())).toBe(true);
        }
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("are not cut within what is seen as one character, unless it is longer than a part", () => {
    fc.assert(
      fc.property(tree, most, (blocks, limit) => {
        const { cuts } = locate(splitBlocks(blocks, limit), blocks);
        for (const { at, within } of cuts.filter(({ at, within }) => !isBorder(within, at))) {
          const grapheme = GRAPHEMES.segment(within).containing(at)?.segment ?? "";
          expect(grapheme.length).toBeGreaterThan(limit);
        }
      }),
      { seed: SEED, numRuns: 2500 },
    );
  });

  test("are one where all fits, and none where nothing would be seen", () => {
    const blocks = [paragraph("a".repeat(3000)), quote("b".repeat(499))];
    expect([splitBlocks(blocks), splitBlocks([paragraph(" "), quote("\u200B")]), splitBlocks([])]).toEqual([
      [blocks],
      [],
      [],
    ]);
  });

  test("begin with a block where the blocks fit whole", () => {
    const blocks = [paragraph("One. Two."), quote("Three. Four."), paragraph("Five. Six.")];
    expect(textsOf(splitBlocks(blocks, 24))).toEqual(["One. Two.\nThree. Four.", "Five. Six."]);
  });

  test("begin with a block that fits no part, where less than half a part is free", () => {
    const parts = splitBlocks([paragraph("A longer title"), quote("one two three four five")], 20);
    expect(textsOf(parts)).toEqual(["A longer title", "one two three four", "five"]);
  });

  test("leave room empty rather than cut a block that fits a part", () => {
    expect(textsOf(splitBlocks([paragraph("Title"), quote("one two three four")], 20))).toEqual([
      "Title",
      "one two three four",
    ]);
  });

  test("count what stands between blocks", () => {
    const blocks = [paragraph("aa"), paragraph("bb"), quote("cc")];
    expect([9, 8].map((limit) => textsOf(splitBlocks(blocks, limit)))).toEqual([["aa\n\nbb\ncc"], ["aa\n\nbb", "cc"]]);
  });

  test("take the beginning of a block that fits no part, where half a part is free", () => {
    const parts = splitBlocks([paragraph("Title"), quote("one two three four five six seven")], 20);
    expect(textsOf(parts)).toEqual(["Title\none two three", "four five six seven"]);
  });

  test.each([
    ["paragraphs", "One two three.\n\nFour\nfive. Six", ["One two three.", "Four\nfive. Six"]],
    ["lines", "One two. Three\nfour. Five six seven", ["One two. Three", "four. Five six seven"]],
    ["sentences", "On gifts: art. 5. Then the Code says", ["On gifts: art. 5.", "Then the Code says"]],
    ["words, where the only line is short", "One.\n\ntwo three four five six", ["One.\n\ntwo three four", "five six"]],
    ["words", "адалдық әділдік құпиялылық жауапкершілік", ["адалдық әділдік", "құпиялылық", "жауапкершілік"]],
    ["characters", `${"э".repeat(18)}${FAMILY}яя`, ["э".repeat(18), `${FAMILY}яя`]],
  ])("are cut between %s", (_, whole, expected) => {
    expect(textsOf(splitBlocks([paragraph(whole)], 22))).toEqual(expected);
  });

  test("of a quote are quotes, with the form and the links of the whole", () => {
    const parts = splitBlocks([quote("aaa ", bold("bbb ccc"), " ", link("ddd eee", URL))], 9);
    expect(parts).toEqual([
      [quote("aaa ", bold("bbb"))],
      [quote(bold("ccc"), " ", link("ddd", URL))],
      [quote(link("eee", URL))],
    ]);
  });

  test("have fewer than a hundred entities", () => {
    const blocks = Array.from({ length: 40 }, () =>
      quote("см. ", link("п. 1", URL), ", ", bold("п. 2"), ", ", italic("п. 3")),
    );
    const many = paragraph(...Array.from({ length: 250 }, (_, index) => (index % 2 ? bold("б ") : italic("и "))));
    expect([splitBlocks(blocks), splitBlocks([many])].map((parts) => parts.map(entitiesOf))).toEqual([
      [96, 64],
      [99, 99, 52],
    ]);
  });

  test("of one endless character are cut between code points", () => {
    const endless = `a${"\u0301".repeat(10)}`;
    expect(
      [splitBlocks([paragraph(endless)], 4), splitBlocks([paragraph(FAMILY)], 4)].map((parts) =>
        textsOf(parts).join("|"),
      ),
    ).toEqual(["a\u0301\u0301\u0301|\u0301\u0301\u0301\u0301|\u0301\u0301\u0301", "👩|👩|👧|👦"]);
  });

  test("of a megabyte are all of it", () => {
    const sentence = "Мемлекеттік қызметші адал болуға міндетті. ";
    const leaves = [
      sentence.repeat(25_000).trim(),
      "ә".repeat(1_000_000),
      FAMILY.repeat(90_000),
      `a${" \n".repeat(500_000)}b`,
    ];
    for (const leaf of leaves) {
      const parts = splitBlocks([quote(leaf)]);
      const words = parts.map((part) => textOf(part.flatMap(({ spans }) => spans)));
      expect(words.join("").replace(/\s/g, "") === leaf.replace(/\s/g, "")).toBe(true);
      expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(3500);
    }
  });
});

describe("a shortened text", () => {
  test("is within its length, whole characters, and says that something is missing", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 40 }), (whole, limit) => {
        const short = shorten(whole, limit);
        const kept = short === whole ? whole : short.slice(0, -1);
        expect([short.length <= limit, whole.startsWith(kept), short === whole || short.endsWith("…")]).toEqual([
          true,
          true,
          true,
        ]);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("ends before a character that does not fit", () => {
    expect([shorten(`abc${FAMILY}`, 10), shorten("Ұсыныс", 6), shorten("абв где", 5)]).toEqual([
      "abc…",
      "Ұсыныс",
      "абв…",
    ]);
  });
});
