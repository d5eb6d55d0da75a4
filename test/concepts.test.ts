import { describe, expect, test } from "vitest";

import { buildConceptFinder, findConcepts, type Thesaurus } from "../src/text/concepts.ts";
import { wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";
import { skeleton } from "../src/text/skeleton.ts";

function conceptsIn(text: string, thesaurus: Thesaurus): string[] {
  const finder = buildConceptFinder(thesaurus);
  return findConcepts(finder, wordsOf(skeleton(normalise(text)))).map((at) => finder.ids[at] ?? "");
}

const BOAT: Thesaurus = { boat: { kk: ["қайық"], ru: ["лодк"], en: ["boat"] } };
const BROTHER: Thesaurus = { brother: { kk: [], ru: ["=брат"], en: [] } };
const WATCH: Thesaurus = {
  "night watch": { kk: [], ru: ["ночн дежур"], en: [] },
  "night guest": { kk: [], ru: ["ночн гост"], en: [] },
};

describe("findConcepts", () => {
  test.each(["Лодку дали", "на лодках", "қайықпен жүзді", "two boats"])(
    "a stem matches the beginning of a word: «%s»",
    (text) => {
      expect(conceptsIn(text, BOAT)).toEqual(["boat"]);
    },
  );

  test("a stem does not match the middle of a word", () => {
    expect(conceptsIn("подлодка", BOAT)).toEqual([]);
  });

  test("`=` matches the whole word", () => {
    expect(conceptsIn("мой брат пришёл", BROTHER)).toEqual(["brother"]);
  });

  test("`=` spares a longer word", () => {
    expect(conceptsIn("братский подарок", BROTHER)).toEqual([]);
  });

  test("a phrase matches neighbours, each by its beginning", () => {
    expect(conceptsIn("я на ночном дежурстве", WATCH)).toEqual(["night watch"]);
  });

  test("a phrase spares words that stand apart", () => {
    expect(conceptsIn("ночное долгое дежурство", WATCH)).toEqual([]);
  });

  test("of two phrases with the same first word the second is found too", () => {
    expect(conceptsIn("ночной гость", WATCH)).toEqual(["night guest"]);
  });

  test("both phrases with the same first word are found in one text", () => {
    expect(conceptsIn("ночной гость на ночном дежурстве", WATCH)).toEqual(["night watch", "night guest"]);
  });

  test("a phrase cut off by the end of the text is not found", () => {
    expect(conceptsIn("дежурю ночью, ночной", WATCH)).toEqual([]);
  });

  test("a `=` word inside a phrase asks for the whole word", () => {
    const abroad = { abroad: { kk: ["шет =ел"], ru: [], en: [] } };
    expect([conceptsIn("шет ел", abroad), conceptsIn("шет елу", abroad)]).toEqual([["abroad"], []]);
  });

  test("a concept named twice is told once", () => {
    expect(conceptsIn("лодка, лодка и boat", BOAT)).toEqual(["boat"]);
  });

  test("words typed without Kazakh letters name the concept", () => {
    expect(conceptsIn("кайыкты бердим", BOAT)).toEqual(["boat"]);
  });

  test("`=` matches a word of more than sixteen letters", () => {
    expect(conceptsIn("водолазоспасательный", { diver: { kk: [], ru: ["=водолазоспасательный"], en: [] } })).toEqual([
      "diver",
    ]);
  });

  test("a stem written with a hyphen matches the word written with it", () => {
    expect(conceptsIn("дай лодка-плоскодонку", { punt: { kk: [], ru: ["лодка-плоскодонк"], en: [] } })).toEqual([
      "punt",
    ]);
  });
});
