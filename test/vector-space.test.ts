import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { type Reading, readText } from "../src/retrieval/reading.ts";
import { type Statement, toVector, trainVectorSpace } from "../src/retrieval/vector-space.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";

// The same matter in Kazakh, Russian and English.
const MATTERS: readonly (readonly [string, string, string])[] = [
  ["қызметтік қолшатыр жаңбыр", "служебный зонт дождь", "office umbrella rain"],
  ["қызметтік қайық балық аулау", "служебная лодка рыбалка", "service boat fishing"],
  ["келушінің асқабағы бақша", "тыква посетителя сад", "visitor pumpkin garden"],
  ["түнгі кезекші шам таң", "ночной дежурный фонарь рассвет", "night watch lantern dawn"],
  ["залдағы күйсандық үзіліс", "пианино в зале перерыв", "piano hall break"],
];

const finder = buildConceptFinder({});
const read = (text: string): Reading => readText(text, finder);

// Every text stands there twice, as text and as question: features met in one document only are not learnt.
const STATEMENTS: readonly Statement[] = MATTERS.flatMap((matter, provision) =>
  LANGUAGES.flatMap((language, at) =>
    (["text", "question"] as const).map((kind) => ({ provision, language, kind, reading: read(matter[at] ?? "") })),
  ),
);
const space = trainVectorSpace(STATEMENTS);

function similarity(one: string, other: string): number {
  const [a, b] = [toVector(space, read(one)), toVector(space, read(other))];
  if (!a || !b) throw new Error("nothing of the text is known");
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
}

describe("the vector space", () => {
  test.each([
    ["қолшатыр", "зонт"],
    ["зонт", "umbrella"],
    ["қайық", "boat"],
    ["фонарь", "lantern"],
    ["күйсандық", "пианино"],
  ])("brings %s and %s together", (one, other) => {
    expect(similarity(one, other)).toBeGreaterThan(0.9);
  });

  test.each([
    ["зонт", "boat"],
    ["қайық", "тыква"],
    ["lantern", "пианино"],
  ])("keeps %s and %s apart", (one, other) => {
    expect(similarity(one, other)).toBeLessThan(0.3);
  });

  test("gives vectors of unit length", () => {
    expect(Math.hypot(...(toVector(space, read("зонт и лодка")) ?? []))).toBeCloseTo(1, 5);
  });

  test("has no vector for a text of which it knows nothing", () => {
    expect(toVector(space, read("xyzzy"))).toBeNull();
  });

  test("has no more dimensions than documents", () => {
    expect(space.lsi.dimensions).toBe(2 * MATTERS.length);
  });

  test("is the same for the same statements", () => {
    const { lsi } = trainVectorSpace(STATEMENTS);
    expect(Buffer.from(lsi.rows.buffer).equals(Buffer.from(space.lsi.rows.buffer))).toBe(true);
  });
});
