import { describe, expect, it } from "vitest";

import { CODE, ids, read, wordsOf } from "./read-act-source.ts";

const I = "\u00a0\u00a0\u00a0\u00a0\u00a0 ";
const WRAPPED = `
Глава 1. ОБЩИЕ
ПОЛОЖЕНИЯ
Статья 1. Парк и его сторож, а также
ворота
1. Сторож парка, названный в пунктах 2),
3) и 4) статьи 2 закона, хранит ключи от
ворот и:
1) запирает ворота на ночь, если нет
7
дождя;
2) отпирает их утром согласно статье
2. закона.
8
2. Ворота красят раз в год.
Краска зелёная.
Сноска. Статья 1 с изменениями от
01.01.2020 № 1-VI (вводится в действие).
Статья 2. Пруд
Пруд глубок, и лодок в нём нет, и рыбы
в нём тоже нет.`;

describe("lines that links broke", () => {
  it("are joined, and a reference alone on a line is no unit", () => {
    const act = read(`
Статья 1. Сторож

${I}1. Сторож, кроме названного в подпунктах 
1)
, 
2), 3) и 
4)
 пункта 2 
статьи 5
 закона, хранит ключ.

2. Исключен Законом РК от 01.01.2020 
№ 1-VI
.

${I}3. Ключ один.`);
    expect(ids(act)).toEqual(["1", "1/1", "1/2", "1/3"]);
    expect(wordsOf(act, "1/1")).toEqual([
      "1. Сторож, кроме названного в подпунктах 1), 2), 3) и 4) пункта 2 статьи 5 закона, хранит ключ.",
    ]);
  });

  it("do not turn a Kazakh reference into a heading", () => {
    const act = read(`1-бап. Саябақ\n\n${I}1. Тәртібін \n5-баптан\n қараңыз.\n\n${I}2. Саябақ ашық.`, {
      language: "kk",
    });
    expect(ids(act)).toEqual(["1", "1/1", "1/2"]);
  });
});

describe("lines without empty lines between them", () => {
  it("begin paragraphs by their indents, and notes by their words", () => {
    const act = read(
      `Статья 1. Парк\n${I}1. Парк открыт\n${I}для семей и\n${I}2. Парк тих.\nСноска. Пункт 2 новый.\n${I}3. Парк чист.`,
    );
    expect(act.text.split("\n")).toEqual([
      "Статья 1. Парк",
      "1. Парк открыт",
      "для семей и",
      "2. Парк тих.",
      "3. Парк чист.",
    ]);
    expect(act.notes).toEqual([{ line: 5, text: "Сноска. Пункт 2 новый." }]);
  });

  it("part a sanction from what it punishes, and items that end with a comma", () => {
    const act = read("Статья 1. Порча\n1. Порча:\n1) ночью,\n2) зимой, –\nвлечет штраф.\n2. Шум, –\nвлечет штраф.", {
      document: CODE,
    });
    expect(ids(act)).toEqual(["1", "1/1", "1/1/1", "1/1/2", "1/2"]);
    expect(wordsOf(act, "1/1")).toEqual(["1. Порча:", "влечет штраф."]);
  });

  it("never join over a gap", () => {
    const act = read("Статья 1. Парк\n1. Парк открыт для\n[…]\nсемей.");
    expect(wordsOf(act, "1/1")).toEqual(["1. Парк открыт для", "семей."]);
  });

  it("may hold the title of a chapter or an article below its number", () => {
    const act = read("Глава 1\nО парках\nСтатья 1.\nПарк и сад\nПарк открыт.");
    expect(act.chapters.map(({ title }) => title)).toEqual(["О парках"]);
    expect(act.units.map(({ heading }) => heading)).toEqual(["Парк и сад"]);
  });
});

describe("lines that a narrow page broke", () => {
  const act = read(WRAPPED, { form: "pdf" });

  it("are joined without indents and empty lines, by endings, widths and expected numbers", () => {
    expect(ids(act)).toEqual(["1", "1/1", "1/1/1", "1/1/2", "1/2", "2"]);
    expect(act.chapters.map(({ title }) => title)).toEqual(["ОБЩИЕ ПОЛОЖЕНИЯ"]);
    expect(act.units[0]?.heading).toBe("Парк и его сторож, а также ворота");
    expect(wordsOf(act, "1/1/2")).toEqual(["2) отпирает их утром согласно статье 2. закона."]);
    expect(wordsOf(act, "1/2")).toEqual(["2. Ворота красят раз в год.", "Краска зелёная."]);
  });

  it("lose the numbers of the pages between them", () => {
    expect(wordsOf(act, "1/1/1")).toEqual(["1) запирает ворота на ночь, если нет дождя;"]);
  });

  it("keep a note apart to its end", () => {
    expect(act.notes.map(({ text }) => text)).toEqual([
      "Сноска. Статья 1 с изменениями от 01.01.2020 № 1-VI (вводится в действие).",
    ]);
  });
});

describe("one line for each unit", () => {
  it("needs neither indents nor empty lines", () => {
    const act = read(
      "Статья 1. Парк\n1. Парк открыт:\n1) утром;\n2) днём.\nНочью он закрыт.\n2. Парк тих.\nСтатья 2. Пруд\nПруд чист.",
    );
    expect(ids(act)).toEqual(["1", "1/1", "1/1/1", "1/1/2", "1/2", "2"]);
    expect(wordsOf(act, "1/1")).toEqual(["1. Парк открыт:", "Ночью он закрыт."]);
  });
});
