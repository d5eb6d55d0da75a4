import { describe, expect, it } from "vitest";

import { CODE, ids, read, wordsOf } from "./read-act-source.ts";

const I = "\u00a0\u00a0\u00a0\u00a0\u00a0 ";

describe("units", () => {
  const act = read(`
Закон о парках

 Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ
Статья 1. О чём этот закон

${I}В этом законе:

${I}1) парк – место с деревьями;

${I}1-1) сквер – малый парк;

2) исключен Законом РК от 01.02.2020
№ 10-VI
 (вводится в действие с 01.03.2020);

${I}3) сторож – тот, кто хранит ключ.

${I}Ключ описывается другим законом.

Статья 2. Сторож

${I}1. Сторож обязан:

${I}1) запирать ворота;

${I}Ворота запираются дважды.

${I}2) хранить ключ.

${I}Иные обязанности устанавливает парк.

${I}1-1. Сторож отдыхает.

 Глава 1-1. ВОРОТА И
ЗАБОРЫ
Статья 2-1. Ворота

${I}Ворота красят.`);

  it("numbers articles, paragraphs and subparagraphs, also where an article has no paragraphs", () => {
    expect(ids(act)).toEqual(["1", "1/1", "1/1-1", "1/2", "1/3", "2", "2/1", "2/1/1", "2/1/2", "2/1-1", "2-1"]);
    expect(act.units.map(({ kind }) => kind).slice(5, 8)).toEqual(["article", "paragraph", "subparagraph"]);
    expect(act.doubts).toEqual([]);
  });

  it("gives each unit its own words: a lead-in and a tail to what holds the list, a second part to the item", () => {
    expect(wordsOf(act, "1")).toEqual([
      "Статья 1. О чём этот закон",
      "В этом законе:",
      "Ключ описывается другим законом.",
    ]);
    expect(wordsOf(act, "2/1")).toEqual(["1. Сторож обязан:", "Иные обязанности устанавливает парк."]);
    expect(wordsOf(act, "2/1/1")).toEqual(["1) запирать ворота;", "Ворота запираются дважды."]);
    expect(act.units[5]?.heading).toBe("Сторож");
  });

  it("keeps the number of a unit that was taken out", () => {
    expect(act.units.filter(({ isExcluded }) => isExcluded).map(({ id }) => id)).toEqual(["park-law/1/2"]);
  });

  it("finds chapters and joins a wrapped heading", () => {
    expect(act.chapters.map(({ number, title }) => [number, title])).toEqual([
      ["1", "ОБЩИЕ ПОЛОЖЕНИЯ"],
      ["1-1", "ВОРОТА И ЗАБОРЫ"],
    ]);
  });

  it("calls the numbered parts of a code parts, and leaves a sanction with the part above it", () => {
    const code = read(
      "Статья 7. Порча лавки\n\n1. Порча лавки:\n\n1) ночью;\n\n2) зимой, –\n\nнаказывается уборкой.\n\n2. То же, –\n\nвлечет штраф.",
      { document: CODE },
    );
    expect(code.units.map(({ kind }) => kind)).toEqual(["article", "part", "subparagraph", "subparagraph", "part"]);
    expect(wordsOf(code, "7/1")).toEqual(["1. Порча лавки:", "наказывается уборкой."]);
    expect(wordsOf(code, "7/2")).toEqual(["2. То же, –", "влечет штраф."]);
  });

  it("gives no ids to the items of a second list in the same paragraph, and says so", () => {
    const twice = read(
      "Статья 1. Парк\n\n1. Можно:\n\n1) бегать;\n\n2) петь.\n\nНельзя:\n\n1) рубить;\n\n2) жечь;\n\n3) рыть.",
    );
    expect(ids(twice)).toEqual(["1", "1/1", "1/1/1", "1/1/2"]);
    expect(wordsOf(twice, "1/1")).toEqual(["1. Можно:", "Нельзя:", "1) рубить;", "2) жечь;", "3) рыть."]);
    expect(twice.doubts.map(({ about }) => about)).toContain("number 1 does not fit here");
  });
});

describe("excluded units", () => {
  it.each([
    ["ru", "2) исключен Законом РК от 01.01.2020"],
    ["ru", "2) Исключен законом РК от 01.01.2020"],
    ["ru", "2) исключ Законом РК от 01.01.2020"],
    ["ru", "2) исключена;"],
    ["kk", "2) алып тасталды – ҚР 01.01.2020 Заңымен;"],
    ["kk", "2) Алып тасталды - ҚР 01.01.2020 Заңымен."],
    ["en", "2) excluded by Law of the RK of 01.01.2020;"],
  ] as const)("are known by their words (%s: %s)", (language, words) => {
    const heading = { ru: "Статья 1. Парк", kk: "1-бап. Саябақ", en: "Article 1. Park" }[language];
    const act = read(`${heading}\n\n1) xxx;\n\n${words}`, { language });
    expect(act.units.map(({ id, isExcluded }) => [id, isExcluded])).toEqual([
      ["park-law/1", false],
      ["park-law/1/1", false],
      ["park-law/1/2", true],
    ]);
  });

  it("are not units that merely speak of exclusion", () => {
    const act = read("Статья 1. Список\n\n1) исключения из списка;\n\n2) исключен из списка сторож.");
    expect(act.units.some(({ isExcluded }) => isExcluded)).toBe(false);
  });

  it("may be whole articles", () => {
    const act = read(
      "Статья 1. Парк\n\nПарк открыт.\n\nСтатья 2. Исключена Законом РК от 01.01.2020.\n\nСтатья 3. Пруд\n\nПруд чист.",
    );
    expect(act.units.map(({ heading, isExcluded }) => [heading, isExcluded])).toEqual([
      ["Парк", false],
      [null, true],
      ["Пруд", false],
    ]);
  });
});

describe("gaps", () => {
  it("leave numbers as they stand and are told as doubts", () => {
    const act = read(
      "Статья 3. Парк\n\n[…]\n4. Парк чист.\n1) и тих;\n[…]\n9) и зелен.\n\nСтатья 8. Пруд\n\nПруд глубок.",
    );
    expect(ids(act)).toEqual(["3", "3/4", "3/4/1", "3/4/9", "8"]);
    expect(act.doubts.map(({ line, about }) => [line, about])).toEqual([
      [3, "words are left out here"],
      [6, "words are left out here"],
    ]);
    expect(act.text).not.toContain("[…]");
  });

  it("are told where a number is skipped without a mark", () => {
    const act = read("Статья 1. Парк\n\n1. Парк чист.\n\n4. Парк тих.");
    expect(act.doubts).toEqual([{ line: 5, about: "number 4 follows 1" }]);
  });
});
