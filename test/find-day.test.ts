import { describe, expect, test } from "vitest";

import { findDay } from "../src/text/find-day.ts";
import { normalise } from "../src/text/normalise.ts";
import { TODAY } from "./fakes.ts";

const dayIn = (text: string): string | null => findDay(normalise(text), TODAY);

describe("findDay", () => {
  test.each([
    ["12.05.2026 я взял зонт", "2026-05-12"],
    ["зонт взят 3.5.2026", "2026-05-03"],
    ["взял 12/05/2026", "2026-05-12"],
    ["umbrella taken on 2026-05-12", "2026-05-12"],
  ])("reads the exact day in «%s»", (text, day) => {
    expect(dayIn(text)).toBe(day);
  });

  test.each([
    ["в мае 2026 года взял зонт", "2026-05-31"],
    ["2026 жылғы мамырда қолшатыр алдым", "2026-05-31"],
    ["I took it in May 2026", "2026-05-31"],
    ["в феврале 2024 года", "2024-02-29"],
    ["2025 жылы қыркүйекте", "2025-09-30"],
  ])("takes the last day of the month in «%s»", (text, day) => {
    expect(dayIn(text)).toBe(day);
  });

  test.each(["в 2024 году", "2024 жылы", "back in 2024"])("takes the last day of the year in «%s»", (text) => {
    expect(dayIn(text)).toBe("2024-12-31");
  });

  test.each(["когда вернуть зонт", "зонт на 3 дня", ""])("finds no day in «%s»", (text) => {
    expect(dayIn(text)).toBeNull();
  });

  // The tests' today is in the summer of 2026.
  test.each([
    ["прошлой осенью взял зонт: что тогда полагалось?", "2025-11-30"],
    ["былтыр күзде алдым, ол кезде қандай ереже болды", "2025-11-30"],
    ["last autumn I took it; which rule did I break at the time?", "2025-11-30"],
    ["в апреле этого года взял: укладывался ли я в тогдашний срок?", "2026-04-30"],
    ["биыл сәуірде алдым, сол кездегі заң не дейді", "2026-04-30"],
    ["what was the rule back then, when I took it last year", "2025-12-31"],
    ["в прошлом году, по тогдашнему закону", "2025-12-31"],
    ["прошлой зимой, в то время", "2026-02-28"],
  ])("a time told from today is read where the law of back then is meant: «%s»", (text, day) => {
    expect(dayIn(text)).toBe(day);
  });

  test.each([
    "прошлой осенью меня наказали, могу ли я теперь уйти",
    "былтыр алдым, енді не істеймін",
    "last year I left",
  ])("«%s» asks about today", (text) => {
    expect(dayIn(text)).toBeNull();
  });

  test("a day to come is no day to judge by", () => {
    expect(dayIn("12.05.2027 возьму зонт")).toBeNull();
  });

  test("today is no day before today", () => {
    expect(dayIn("15.08.2026 взял зонт")).toBeNull();
  });

  test("the running year means today", () => {
    expect(dayIn("в 2026 году")).toBeNull();
  });

  test.each(["закон 2015 года о садах", "заң 2015", "the law 2015", "по закону от 23.11.2015"])(
    "the year in «%s» is the name of an act",
    (text) => {
      expect(dayIn(text)).toBeNull();
    },
  );

  test("a day beside the name of an act is still found", () => {
    expect(dayIn("взял зонт 12.05.2026, а закон 2015 года")).toBe("2026-05-12");
  });

  test("a day that no calendar has is not returned", () => {
    expect(dayIn("взял зонт 31.02.2026")).not.toBe("2026-02-31");
  });

  test.each(["мне дали 2000 тенге", "2020 теңге алдым", "they paid me 2000 tenge"])(
    "the sum in «%s» is not a year",
    (text) => {
      expect(dayIn(text)).toBeNull();
    },
  );

  test.each(["it happened in March of 2024", "I signed the contract 2024"])(
    "the year in «%s» is a year and not an act's",
    (text) => {
      expect(dayIn(text)).toMatch(/^2024-/);
    },
  );

  test.each([
    ["работал в Казани в 2025 году", "2025-12-31"],
    ["я майор, служил в 2025 году", "2025-12-31"],
  ])("no month is heard in «%s»", (text, day) => {
    expect(dayIn(text)).toBe(day);
  });
});
