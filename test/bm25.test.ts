import { describe, expect, test } from "vitest";

import { buildBm25, searchBm25 } from "../src/retrieval/bm25.ts";
import { wordsOf } from "../src/text/grams.ts";

const TEXTS = [
  "служебный зонт после дождя",
  "служебная лодка для рыбалки",
  "тыква от посетителя",
  "когда вернуть служебный зонт на склад",
];

const index = buildBm25(TEXTS.map((text) => [{ text, weight: 1 }]));
const search = (text: string) => searchBm25(index, wordsOf(text));
const best = (scores: Float32Array): number => scores.indexOf(Math.max(...scores));

describe("bm25", () => {
  test.each(TEXTS.map((text, at) => [text, at] as const))("ranks «%s» first for itself", (text, at) => {
    expect(best(search(text).scores)).toBe(at);
  });

  test("another form of the word still finds the text", () => {
    expect(best(search("тыквой посетителей").scores)).toBe(2);
  });

  test("gives 0 to a text that shares nothing", () => {
    expect(search("тыква").scores[1]).toBe(0);
  });

  test("a title that weighs more ranks higher than the same word in the text", () => {
    const fields = (title: string, text: string) => [
      { text: title, weight: 2.5 },
      { text, weight: 1 },
    ];
    const titled = buildBm25([fields("лодка", "зонт"), fields("зонт", "лодка")]);
    expect(best(searchBm25(titled, ["зонт"]).scores)).toBe(1);
  });

  test("a question of unknown words has mass and no score", () => {
    const { scores, mass } = search("квантовая");
    expect([Math.max(...scores), mass > 0]).toEqual([0, true]);
  });

  test("a question without words has neither", () => {
    const { scores, mass } = search("");
    expect([Math.max(...scores), mass]).toEqual([0, 0]);
  });

  test("an index of nothing can be searched", () => {
    expect(searchBm25(buildBm25([]), ["зонт"]).scores).toHaveLength(0);
  });

  test("a text of average length holding every gram once scores as much as the mass", () => {
    const even = buildBm25(["зонтик", "лодочка", "тыковка"].map((text) => [{ text: text.slice(0, 6), weight: 1 }]));
    const { scores, mass } = searchBm25(even, ["зонтик"]);
    expect(scores[0]).toBeCloseTo(mass, 4);
  });
});
