import { describe, expect, it } from "vitest";

import { CODE, ids, read, wordsOf } from "./read-act-source.ts";

const POINTS = ["point", "subparagraph"] as const;
const CODE_OF_ETHICS = { id: "decree-153-code", levels: POINTS };
const REGULATION = { id: "decree-153-regulation", levels: POINTS };

const DECREE = `
Об утверждении правил парка

1. Утвердить прилагаемые:

1) Этический кодекс;

2) Положение.

УТВЕРЖДЕН
Указом Президента
Республики Казахстан
№ 153

Этический кодекс государственных
служащих Республики Казахстан

Глава 1. Начало

1. Будь вежлив.

2. Требования:

1) улыбаться;

2) молчать.

Глава 2. Конец

3. Всё.

УТВЕРЖДЕНО
Указом Президента

ПОЛОЖЕНИЕ об уполномоченном по этике

1. Общие положения

1. Уполномоченный слушает.

2. Уполномоченный молчит.

2. Задачи уполномоченного

3. Уполномоченный:

1) советует;

2) ждёт.

ПРИЛОЖЕНИЕ

1. Старый указ.`;

describe("the part of a file that is the act", () => {
  it("is the annexed document that was asked for, up to the next block of approval", () => {
    const code = read(DECREE, { document: CODE_OF_ETHICS });
    expect(ids(code)).toEqual(["1", "2", "2/1", "2/2", "3"]);
    expect(code.text.split("\n").at(-1)).toBe("3. Всё.");
    expect(code.units[0]?.kind).toBe("point");
  });

  it("tells sections that are numbered like points from the points, by the numbers that follow", () => {
    const regulation = read(DECREE, { document: REGULATION });
    expect(ids(regulation)).toEqual(["1", "2", "3", "3/1", "3/2"]);
    expect(regulation.chapters.map(({ number, title }) => [number, title])).toEqual([
      ["1", "Общие положения"],
      ["2", "Задачи уполномоченного"],
    ]);
    expect(regulation.text.split("\n").at(-1)).toBe("2) ждёт.");
  });

  it("is found in Kazakh where Latin letters stand in its title", () => {
    const kk = read(
      "Жарлық\n\n1. Бекітілсін.\n\nҚазақстан Республикасы\nПрезидентінің\n№ 153 Жарлығымен\nБЕКІТІЛГЕН\n\nӘдеп жөнiндегi уәкiл туралы ЕРЕЖЕ\n\n1. Жалпы ережелер\n\n1. Уәкіл тыңдайды.\n\nҚазақстан Республикасы\nПрезидентінің\nҚОСЫМША\n\n1. Ескі жарлық.",
      { document: REGULATION, language: "kk" },
    );
    expect(kk.text).toBe("1. Жалпы ережелер\n1. Уәкіл тыңдайды.");
    expect(ids(kk)).toEqual(["1"]);
  });

  it("is the extract between two lines that part a file, without the heading of what came next", () => {
    const file =
      "=== УК РК, статья 5 ===\nСтатья 5. Порча\n\nПорча лавки, –\n\nвлечет штраф.\n\nГлава 2. ШУМ\n=== ГК РК ===\nСтатья 9. Дар\n\n1. Дарить можно.";
    const act = read(file, { document: { ...CODE, id: "criminal-code" } });
    expect(ids(act)).toEqual(["5"]);
    expect(act.text).toBe("Статья 5. Порча\nПорча лавки, –\nвлечет штраф.");
    expect(act.doubts).toEqual([{ line: 8, about: "a heading at the end with no text below it was left out" }]);
    expect(ids(read(file, { document: { ...CODE, id: "civil-code" } }))).toEqual(["9", "9/1"]);
  });

  it("is all of the text, with a doubt, where its title is not found", () => {
    const act = read("1. Будь вежлив.\n\n2. Молчи.", { document: CODE_OF_ETHICS });
    expect(ids(act)).toEqual(["1", "2"]);
    expect(act.doubts).toEqual([
      { line: 1, about: "the title of this act was not found, so all of the text was taken" },
    ]);
  });

  it("is told as a doubt where no line that parts a file names the act", () => {
    const act = read("=== Парк ===\nСтатья 1. Парк\n\nПарк открыт.\n\n=== Пруд ===\nСтатья 2. Пруд\n\nПруд чист.");
    expect(act.doubts.map(({ about }) => about)).toContain(
      "several texts in one file, and none of them names this act",
    );
  });
});

describe("the act's own text", () => {
  it("begins after its contents and ends at the signature", () => {
    const act = read(
      "ОГЛАВЛЕНИЕ\nГлава 1. ПАРКИ\nСтатья 1. Парк\nСтатья 2. Пруд\nГлава 1. ПАРКИ\n\nСтатья 1. Парк\n\nПарк открыт.\n\nСтатья 2. Пруд\n\nПруд чист.\n\nПрезидент\nРеспублики Казахстан\n\nА. САДОВНИК",
    );
    expect(act.text.split("\n")).toEqual([
      "Глава 1. ПАРКИ",
      "Статья 1. Парк",
      "Парк открыт.",
      "Статья 2. Пруд",
      "Пруд чист.",
    ]);
    expect(ids(act)).toEqual(["1", "2"]);
    expect(act.doubts).toEqual([]);
  });

  it("is what a resolution approves, where that holds more than the resolution", () => {
    const act = read(
      "1. Утвердить правила.\n\nПремьер-Министр Республики Казахстан А. Садовник\n\nПравила парка\n\n1. Гуляй тихо.\n\n2. Не мусори.",
      {
        document: { id: "rules", levels: POINTS },
      },
    );
    expect(wordsOf(act, "1")).toEqual(["1. Гуляй тихо."]);
    expect(act.doubts[0]?.about).toBe("a signature parts the text; the part with fewer units was left out");
  });

  it("has every article once, and says where one stands again", () => {
    const act = read(
      "Статья 1. Парк\n\nПарк открыт.\n\nСтатья 2. Пруд\n\nПруд чист.\n\nСтатья 1. Парк\n\n1. Парк открыт.",
    );
    expect(ids(act)).toEqual(["1", "2"]);
    expect(act.doubts).toEqual([{ line: 9, about: "article 1 stands here again" }]);
  });
});
