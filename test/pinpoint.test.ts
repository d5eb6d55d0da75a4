import { describe, expect, test } from "vitest";

import type { ActDocument } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import { pinpoint } from "../src/pinpoint.ts";
import { smallKnowledge } from "./fakes.ts";

const { documents } = smallKnowledge();
const [law, code] = ["law-290-viii", "decree-153-code"].map((id) => documents.get(id)) as [ActDocument, ActDocument];
const honeyCode: ActDocument = { ...law, id: "honey-code", levels: ["article", "part", "subparagraph"] };

const inAll = (id: string, act: ActDocument): string[] => LANGUAGES.map((language) => pinpoint(id, act, language));

describe("pinpoint, in Kazakh, Russian and English", () => {
  test("names an article", () => {
    expect(inAll("law-290-viii/62", law)).toEqual(["62-бап", "ст. 62", "art. 62"]);
  });

  test("names paragraph and subparagraph of an article", () => {
    expect(inAll("law-290-viii/62/1/10", law)).toEqual([
      "62-бап, 1-тармақ, 10) тармақша",
      "ст. 62, п. 1, пп. 10)",
      "art. 62(1)(10)",
    ]);
  });

  test("calls the second number of a list article a subparagraph", () => {
    expect(inAll("law-290-viii/17/9", law)).toEqual(["17-бап, 9) тармақша", "ст. 17, пп. 9)", "art. 17(9)"]);
  });

  test("names points and subparagraphs of the decree", () => {
    expect(inAll("decree-153-code/6/3", code)).toEqual(["6-тармақ, 3) тармақша", "п. 6, пп. 3)", "point 6(3)"]);
  });

  test("names parts of the articles of a code", () => {
    expect(inAll("honey-code/366/2", honeyCode)).toEqual(["366-бап, 2-бөлік", "ст. 366, ч. 2", "art. 366(2)"]);
  });

  test("keeps a number with a dash", () => {
    expect(inAll("law-290-viii/12-1/3", law)).toEqual(["12-1-бап, 3-тармақ", "ст. 12-1, п. 3", "art. 12-1(3)"]);
  });
});
