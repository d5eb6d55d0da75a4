// Which edition a text is, told by its editors' notes alone.

import { expect, test } from "vitest";

import { findEdition } from "../src/editions/find-edition.ts";

const TODAY = "2026-08-15";
const find = (...texts: string[]) => findEdition({ notes: texts.map((text, at) => ({ line: at + 1, text })) }, TODAY);

test("the newest amending act that any note names counts, wherever it stands", () => {
  expect(
    find(
      "Сноска. Статья 2 с изменениями, внесенными законами РК от 05.07.2021 № 63-VII; от 03.04.2025 № 9-VIII.",
      "Сноска. Статья 3 дополнена Законом РК от 02.02.2023 № 1-VIII.",
    ),
  ).toBe("2025-04-03");
});

test.each([
  ["Сноска. Пункт 2 в редакции Закона РК от 05.07.2021 г. № 63-VII.", "2021-07-05"],
  ["Сноска. Пункт 2 в редакции Закона РК от 05.07.2021 года, № 63-VII.", "2021-07-05"],
  ["Ескерту. 2-тармақ жаңа редакцияда – ҚР 05.07.2021 № 63-VII Заңымен.", "2021-07-05"],
  ["Ескерту. 2-тармақ жаңа редакцияда – ҚР 05.07.2021 ж. № 63-VII Заңымен.", "2021-07-05"],
])("%s", (note, day) => {
  expect(find(note)).toBe(day);
});

test("the day on which a change becomes law names no edition", () => {
  expect(find("Сноска. Пункт 2 исключен Законом РК от 05.07.2021 № 63-VII (вводится в действие с 01.01.2026).")).toBe(
    "2021-07-05",
  );
  expect(find("Сноска. Вводится в действие с 01.01.2026.")).toBeNull();
});

test.each([
  "Примечание. В статью 4 предусматривается изменение Законом РК от 05.07.2026 № 63-VIII.",
  "Примечание. В статью 4 вносятся изменения Законом РК от 05.07.2026 № 63-VIII.",
  "Ескерту. 4-бапқа өзгеріс енгізу көзделген – ҚР 05.07.2026 № 63-VIII Заңымен.",
  "Ескерту. 4-бапты өзгерту көзделеді – ҚР 05.07.2026 № 63-VIII Заңымен.",
])("an announced change is not in the text yet: %s", (note) => {
  expect(find(note)).toBeNull();
  expect(find(note, "Сноска. Статья 4 дополнена Законом РК от 02.02.2023 № 1-VIII.")).toBe("2023-02-02");
});

test.each(["31.02.2026", "45.13.2026", "00.01.2025", "01.01.2062"])("%s is a slip of the pen", (written) => {
  const slip = `Сноска. Статья 4 с изменением, внесенным Законом РК от ${written} № 63-VIII.`;
  expect(find(slip)).toBeNull();
  expect(find(slip, "Сноска. Статья 4 дополнена Законом РК от 02.02.2023 № 1-VIII.")).toBe("2023-02-02");
});

test("an act of today counts", () => {
  expect(find("Сноска. Статья 4 дополнена Законом РК от 15.08.2026 № 1-VIII.")).toBe(TODAY);
});

test("a text without notes tells nothing", () => {
  expect(find()).toBeNull();
});
