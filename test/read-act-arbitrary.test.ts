import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { ReadAct } from "../src/editions/edition.ts";
import { SOURCE_FORMS, type SourceLine, type SourceText } from "../src/editions/source-text.ts";
import { CODE, LAW, plainText, read } from "./read-act-source.ts";

const POINTS = { id: "decree-153-regulation", levels: ["point", "subparagraph"] };
const PIECES = [
  ...[
    "Глава 1. ПАРКИ",
    "Глава 2",
    "Статья 1. Парк",
    "Статья 2. Пруд и",
    "Статья 1-1.",
    "1-бап. Саябақ",
    "2-тарау. БАҚ",
  ],
  ...[
    "1. Парк открыт.",
    "2. Парк",
    "1) утром;",
    "2) днём,",
    "1)",
    ", 2) и",
    "1-1. Ворота:",
    "9) алып тасталды – ҚР",
    "2. Исключен Законом РК",
  ],
  ...[
    "Сноска. Пункт 1 изменён.",
    "Примечание ИЗПИ!",
    "Примечание. Под парком понимается сад.",
    "Ескерту. Осы бапта бақ:",
    "[…]",
    "[Прим. x]",
  ],
  ...[
    "ОГЛАВЛЕНИЕ",
    "Президент Республики Казахстан",
    "А. САДОВНИК",
    "=== УК РК ===",
    "УТВЕРЖДЕН",
    "ПОЛОЖЕНИЕ об уполномоченном по этике",
  ],
  ...[
    "1. Общие положения",
    "Ворота красят.",
    "влечет штраф.",
    "и забор",
    "7",
    "8",
    "№ 5-VI",
    "(вводится в действие)",
    "----",
  ],
];
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.stringMatching(/^[0-9]{1,6}[-.) ]{0,3}[А-яі ]{0,9}$/u).filter((made) => made !== "") },
);
const line: fc.Arbitrary<SourceLine> = fc.record({
  number: fc.integer({ min: 1, max: 400 }),
  text: text.map((made) => made.normalize("NFC")),
  mark: fc.constantFrom("heading", "note", "plain", "plain"),
  isIndented: fc.constantFrom(true, false, null),
  isBlockStart: fc.constantFrom(true, false, null),
  anchor: fc.constantFrom(null, "z1"),
});
const source: fc.Arbitrary<SourceText> = fc.record({
  form: fc.constantFrom(...SOURCE_FORMS),
  title: fc.constant(null),
  status: fc.constant(null),
  lines: fc.array(line, { maxLength: 60 }),
});

const ACT = Array.from({ length: 12 }, (_, at) => [
  `Статья ${at + 1}. Парк`,
  "",
  "1. Парк открыт:",
  "",
  "1) утром;",
  "",
  "2) днём.",
  "",
  `Сноска. Статья ${at + 1} новая.`,
  "",
  "2. Парк тих.",
  "",
]).flat();
const damaged = fc
  .tuple(fc.shuffledSubarray(ACT.map((_, at) => at)), fc.boolean(), fc.nat({ max: 40 }))
  .map(([order, isShuffled, cut]) => {
    const kept = isShuffled ? order : [...order].sort((a, b) => a - b);
    const rows = kept.map((at) => ACT[at] ?? "");
    return plainText([...rows, ...rows.slice(cut)].join("\n"));
  });

/** Numbers of pages are dropped from between the lines, and spaces are made anew. */
function withoutBareNumbers(words: string): string {
  return words.replaceAll(/(?<!\S)(?:[–—-]|[–—-]?\d{1,4}[–—-]?)(?!\S)/gu, "").replaceAll(/\s+/gu, "");
}

/** What holds of every act, whatever it was read from. */
function expectSound(act: ReadAct, { lines }: SourceText): void {
  const words = withoutBareNumbers(lines.map((one) => one.text).join(" "));
  expect(new Set(act.units.map(({ id }) => id)).size).toBe(act.units.length);
  const spans = act.units.flatMap((unit) => unit.spans);
  for (const [from, to] of spans) {
    expect(from >= 0 && from < to && to <= act.text.length).toBe(true);
    const quote = act.text.slice(from, to);
    expect(words).toContain(withoutBareNumbers(quote));
    expect(quote).not.toMatch(/^(?:Сноска|Примечание ИЗПИ|\[)/u);
  }
  expect(new Set(spans.map(([from]) => from)).size).toBe(spans.length);
  expect(act.units.every((unit) => unit.spans.length > 0 && unit.line >= 1)).toBe(true);
}

describe("whatever the lines are", () => {
  it.each([LAW, CODE, POINTS, { ...CODE, id: "criminal-code" }])(
    "the act that is read is sound (levels of %j)",
    (document) => {
      fc.assert(
        fc.property(source, fc.constantFrom("kk", "ru", "en"), (found, language) => {
          expectSound(read(found, { document, language }), found);
        }),
        { numRuns: 200 },
      );
    },
  );

  it("an act that was cut, shuffled or doubled is sound", () => {
    fc.assert(
      fc.property(damaged, (found) => expectSound(read(found), found)),
      { numRuns: 60 },
    );
  });
});
