import { describe, expect, test } from "vitest";

import { leansOnPrevious } from "../src/text/follow-up.ts";
import { wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";

const leans = (text: string): boolean => leansOnPrevious(wordsOf(normalise(text)));

describe("leansOnPrevious", () => {
  test.each([
    "А если зонт сломал мой брат?",
    "Ал егер қолшатырды қонақ алып кетсе ше?",
    "And if it is my boss who asks?",
    "what about an umbrella broken by the wind",
    "Ағам қайықты сұраса да сол ма ше?",
  ])("«%s» leans", (text) => {
    expect(leans(text)).toBe(true);
  });

  test.each([
    "он мой родственник и просит дать лодку",
    "бұл жұмыс уақытында болса не істеу керек",
    "is this allowed on a rainy day too",
  ])("«%s» points back with a pronoun", (text) => {
    expect(leans(text)).toBe(true);
  });

  test("four words are too few to stand alone", () => {
    expect(leans("зонт на два дня")).toBe(true);
  });

  test.each([
    "Можно ли взять служебный зонт домой на выходные",
    "Қызметтік қолшатырды демалыс күні үйге апаруға бола ма",
    "May I take the office umbrella home over the weekend",
  ])("«%s» stands alone", (text) => {
    expect(leans(text)).toBe(false);
  });

  test("a long text stands alone even where it begins with «а»", () => {
    expect(leans("а вчера после дождя я забыл свой служебный зонт дома у брата")).toBe(false);
  });

  test("a text without words leans on nothing", () => {
    expect(leans("?!")).toBe(false);
  });
});
