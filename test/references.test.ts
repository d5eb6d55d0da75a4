import { describe, expect, test } from "vitest";

import type { ActDocument } from "../src/knowledge/schemas.ts";
import { findReferences } from "../src/references.ts";
import { documentsOf, smallKnowledge } from "./fakes.ts";

const { documents } = smallKnowledge();
const idsIn = (text: string): readonly string[] =>
  findReferences(text, { documents, otherActs: ["labour code"] })?.ids ?? [];
/** Without an act several laws are tried; these are the ids in the one that is in force today. */
const inNewLaw = (text: string): string[] => idsIn(text).filter((id) => id.startsWith("law-290-viii/"));

describe("findReferences", () => {
  test.each([
    "статья 7",
    "что говорит ст. 7?",
    "по ст.7",
    "в статье № 7",
    "согласно 7-статье",
    "7-бап",
    "7-бабында не жазылған",
    "бап 7",
    "article 7",
    "art. 7",
    "section 7",
    "statya 7",
    "7 bap",
  ])("«%s» names article 7, first of the law in force", (text) => {
    expect(idsIn(text)[0]).toBe("law-290-viii/7");
  });

  test.each([
    "ст. 5, п. 1, пп. 2)",
    "подпункт 2 пункта 1 статьи 5",
    "5-бап, 1-тармақ, 2) тармақша",
    "5-баптың 1-тармағының 2-тармақшасы",
    "статья 5 пункт 1 подпункт 2",
    "5 статья, 1 пункт, 2 подпункт",
    "2 подпункт 1 пункта 5 статьи",
    "пункт 1 подпункт 2 статьи 5",
    "article 5 paragraph 1 subparagraph 2",
  ])("«%s» is read down to the subparagraph, most specific first", (text) => {
    expect(inNewLaw(text)).toEqual(["law-290-viii/5/1/2", "law-290-viii/5/1", "law-290-viii/5"]);
  });

  test("an article with a dash is one number", () => {
    expect(inNewLaw("статья 12-1")).toEqual(["law-290-viii/12-1"]);
  });

  test("an article that does not exist is still named", () => {
    expect(inNewLaw("article 999")).toEqual(["law-290-viii/999"]);
  });

  test("a number is read whole, whatever stands behind it", () => {
    expect(inNewLaw("статья 62 пункт 1")).toEqual(["law-290-viii/62/1", "law-290-viii/62"]);
  });

  test.each(["статья 11 старого закона", "ескі заңның 11-бабы", "ескі заңда 11-бап не дейді", "ескі заң 11-бап"])(
    "«%s»: a law called by its name is preferred to the law by default",
    (text) => {
      expect(idsIn(text)).toEqual(["law-416-v/11"]);
    },
  );

  test.each(["пункт 6 кодекса", "кодекстің 6-тармағы", "point 6 of the code", "статья 6 садового кодекса"])(
    "«%s» is point 6 of the code",
    (text) => {
      expect(idsIn(text)).toEqual(["decree-153-code/6"]);
    },
  );

  test("a subparagraph of a point of the code is found", () => {
    expect(idsIn("подпункт 1 пункта 3 кодекса")).toEqual(["decree-153-code/3/1", "decree-153-code/3"]);
  });

  test("an article that is a list is followed by its subparagraph", () => {
    expect(inNewLaw("статья 17, подпункт 2")).toEqual(["law-290-viii/17/2", "law-290-viii/17"]);
  });

  test("a longer name wins where another act's name is part of it", () => {
    const honey: ActDocument = {
      ...smallKnowledge().documents.get("law-290-viii"),
      ...{ id: "honey-code", levels: ["article"], names: ["медовый кодекс", "медового кодекса"] },
    } as ActDocument;
    const acts = documentsOf([...documents.values(), honey]);
    expect(findReferences("статья 7 медового кодекса", { documents: acts, otherActs: [] })?.ids).toEqual([
      "honey-code/7",
    ]);
  });

  test("an article of an act that Adep does not hold is no reference", () => {
    expect(
      findReferences("what does article 7 of the labour code say", { documents, otherActs: ["labour code"] }),
    ).toBeNull();
  });

  test("a point without an act is no reference", () => {
    expect(findReferences("в пункте 6 приказа", { documents, otherActs: ["labour code"] })).toBeNull();
  });

  test.each(["когда вернуть зонт", "мне 45 лет, ставка 2", "прибыл в 7 часов", ""])("«%s» names nothing", (text) => {
    expect(findReferences(text, { documents, otherActs: ["labour code"] })).toBeNull();
  });

  test("it is known whether the act was named", () => {
    expect(findReferences("Статья 7", { documents, otherActs: ["labour code"] })?.isActNamed).toBe(false);
  });

  test.each(["5-бап 1-тармақ", "5 статья 1 пункт", "5-бап 1-тармақ 2) тармақша"])(
    "«%s» is article 5 also without a comma",
    (text) => {
      expect(idsIn(text)).toContain("law-290-viii/5/1");
    },
  );

  test.each(["art. 5(1)(2)", "article 5 (1)(2)"])("«%s» is read as Adep itself writes it", (text) => {
    expect(idsIn(text)).toContain("law-290-viii/5/1/2");
  });
});
