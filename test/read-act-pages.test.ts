import { describe, expect, it } from "vitest";

import { CODE, ids, line, page, read } from "./read-act-source.ts";

describe("paragraphs that begin with a reference", () => {
  it.each(["2), 3) и 4) пункта 5 не применяются.", "2) и 3) не применяются.", "2) подпункта не касаются."])(
    "are no units: %s",
    (words) => {
      const act = read(`Статья 1. Парк\n\n1) утром;\n\n${words}`);
      expect(ids(act)).toEqual(["1", "1/1"]);
      expect(act.text).toContain(words);
    },
  );
});

describe("pages that know their paragraphs", () => {
  it("may hold several levels of headings in one", () => {
    const act = read(
      page(
        line("ОБЩАЯ ЧАСТЬ", { mark: "heading" }),
        line("РАЗДЕЛ 1. ПАРКИ", { mark: "heading", isBlockStart: false }),
        line("Глава 1. ВОРОТА И", { mark: "heading", isBlockStart: false }),
        line("ЗАБОРЫ", { mark: "heading", isBlockStart: false }),
        line("Параграф 1. Краска", { mark: "heading" }),
        line("Статья 1. Ворота", { mark: "heading", anchor: "z1" }),
        line("1. Ворота красят.", { anchor: "z99" }),
        line("РАЗДЕЛ 2. ПРУДЫ", { mark: "heading" }),
        line("2. Лишняя строка вне статьи."),
      ),
      { document: CODE },
    );
    expect(act.chapters).toEqual([{ number: "1", title: "ВОРОТА И ЗАБОРЫ", line: 3 }]);
    expect(act.units.map(({ id, anchor }) => [id, anchor])).toEqual([
      ["park-code/1", "z1"],
      ["park-code/1/1", "z99"],
    ]);
    expect(act.text.split("\n").slice(0, 3)).toEqual(["ОБЩАЯ ЧАСТЬ", "РАЗДЕЛ 1. ПАРКИ", "Глава 1. ВОРОТА И ЗАБОРЫ"]);
  });

  it("may call an article by its number alone", () => {
    const act = read(
      page(
        line("1-бап. Саябақ", { mark: "heading" }),
        line("Саябақ ашық."),
        line("2. Тоған", { mark: "heading" }),
        line("Тоған таза."),
      ),
      { language: "kk" },
    );
    expect(act.units.map(({ id, heading }) => [id, heading])).toEqual([
      ["park-law/1", "Саябақ"],
      ["park-law/2", "Тоған"],
    ]);
  });

  it("are read in English too", () => {
    const act = read(
      "Chapter 1. GENERAL\n\nArticle 1. Parks\n\n1. A park shall be:\n\n1) open;\n\n2) excluded by Law No. 1.\n\nFootnote. Article 1 as amended.",
      {
        language: "en",
      },
    );
    expect(ids(act)).toEqual(["1", "1/1", "1/1/1", "1/1/2"]);
    expect(act.notes).toHaveLength(1);
  });
});
