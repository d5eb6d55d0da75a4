import { describe, expect, it } from "vitest";

import { CODE, ids, line, page, read, wordsOf } from "./read-act-source.ts";

describe("editors' notes", () => {
  const act = read(`
Примечание ИЗПИ!

О порядке введения в действие см. ст. 9

Статья 1. Парк

1. Парк открыт.

Сноска. Пункт 1 в редакции Закона РК от 01.01.2020
№ 1-VI
 (вводится в действие с 01.02.2020).

Примечание ИЗПИ!

В пункт 2 предусматривается изменение Законом РК от 01.01.2026.

2. Парк закрыт.

[Прим. составителя, не текст закона: дальше не переписано.]

Нормативным постановлением
 Конституционного Суда РК от 06.03.2023 № 4
пункт 2)
 признан соответствующим.

3. Парк пуст.`);

  it("stand in no text and no unit, but are kept with their line", () => {
    expect(act.text.split("\n")).toEqual(["Статья 1. Парк", "1. Парк открыт.", "2. Парк закрыт.", "3. Парк пуст."]);
    expect(act.notes.map((note) => note.line)).toEqual([1, 3, 9, 13, 15, 19, 21]);
    expect(ids(act)).toEqual(["1", "1/1", "1/2", "1/3"]);
  });

  it("may be announced over a line that looks like a unit", () => {
    const kk = read(
      "1-бап. Саябақ\n\n1) ағаш;\n\nЗҚАИ-ның ескертпесі!\n\n1-1) тармақшамен толықтыру көзделген – ҚР 01.01.2026 Заңымен.\n\n2) гүл.",
      { language: "kk" },
    );
    expect(ids(kk)).toEqual(["1", "1/1", "1/2"]);
  });

  it("do not swallow a line of the law that follows an announcement without words", () => {
    const act = read("Статья 1. Парк\n\nПримечание ИЗПИ!\n\n1. Парк открыт для всех.");
    expect(ids(act)).toEqual(["1", "1/1"]);
  });

  it("are what the page marks, yet a unit that was taken out stays", () => {
    const act = read(
      page(
        line("Статья 1. Парк", { mark: "heading", anchor: "z1" }),
        line("1. Парк открыт."),
        line("2. Исключен Законом РК от 01.01.2020.", { mark: "note", anchor: "z9" }),
        line("Действие пункта 3 приостановлено", { mark: "note" }),
        line("3. Парк пуст."),
      ),
    );
    expect(act.units.map(({ id, isExcluded, anchor }) => [id, isExcluded, anchor])).toEqual([
      ["park-law/1", false, "z1"],
      ["park-law/1/1", false, null],
      ["park-law/1/2", true, "z9"],
      ["park-law/1/3", false, null],
    ]);
    expect(act.notes).toEqual([{ line: 4, text: "Действие пункта 3 приостановлено" }]);
  });
});

describe("notes that are law", () => {
  it("stay with the paragraph they stand after while paragraphs follow", () => {
    const act = read(
      "Статья 1. Парк\n\n1. Парк открыт семьям.\n\nПримечание. Под семьёй понимаются родители и дети.\n\n2. Парк тих.",
    );
    expect(wordsOf(act, "1/1")).toEqual([
      "1. Парк открыт семьям.",
      "Примечание. Под семьёй понимаются родители и дети.",
    ]);
    expect(act.notes).toEqual([]);
  });

  it("belong to the article at its end, with their own numbers", () => {
    const text =
      "Статья 1. Порча\n\n1. Порча лавки, –\n\nвлечет штраф.\n\nПримечания.\n\n1. Лавка – доска.\n\n2. Доска – дерево.\n\nСтатья 2. Шум";
    const act = read(`${text}\n\nШум ночью, –\n\nвлечет штраф.`, { document: CODE });
    expect(ids(act)).toEqual(["1", "1/1", "2"]);
    expect(wordsOf(act, "1").slice(1)).toEqual(["Примечания.", "1. Лавка – доска.", "2. Доска – дерево."]);
  });

  it("are told from editors' notes in Kazakh by their ending, and by their words where the ending is wrong", () => {
    const act = read(
      "1-бап. Саябақ\n\n1. Саябақ ашық.\n\nЕскертпе. Осы тармақта саябақ деп бақ түсініледі.\n\nЕскерту. 1-тармаққа өзгеріс енгізілді – ҚР 01.01.2020 Заңымен.\n\n2. Бақ тыныш.\n\nЕскерту. Осы тармақтың мақсаты үшін бақ деп мыналар түсініледі:\n\n1) орман;\n\n2) дала.",
      { language: "kk" },
    );
    expect(ids(act)).toEqual(["1", "1/1", "1/2"]);
    expect(wordsOf(act, "1/1")).toHaveLength(2);
    expect(wordsOf(act, "1/2").slice(2)).toEqual(["1) орман;", "2) дала."]);
    expect(act.notes.map((note) => note.line)).toEqual([7]);
    expect(act.doubts).toEqual([{ line: 11, about: "named like an editors' note, taken for law" }]);
  });
});
