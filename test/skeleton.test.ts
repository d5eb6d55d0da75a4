import { describe, expect, test } from "vitest";

import { normalise } from "../src/text/normalise.ts";
import { skeleton } from "../src/text/skeleton.ts";
import { transliterations, withoutKazakhLetters } from "../src/text/transliterate.ts";

const bonesOf = (text: string): string => skeleton(normalise(text));

const KAZAKH = ["қолшатыр", "мемлекеттік қызметші", "сыйлық", "жұмыс", "әдеп жөніндегі уәкіл", "үйдің құжаты"];
const RUSSIAN = ["начальник", "взятка", "зонт", "хорошая лодка", "можно ли", "чужой ящик"];

describe("skeleton", () => {
  test.each(KAZAKH)("%s and the same typed without Kazakh letters meet", (word) => {
    expect(bonesOf(withoutKazakhLetters(word))).toBe(bonesOf(word));
  });

  test.each(KAZAKH)("%s and its Latin spellings meet", (word) => {
    for (const spelling of transliterations(word, "kk")) expect(bonesOf(spelling)).toBe(bonesOf(word));
  });

  test.each(RUSSIAN)("%s and its commonest Latin spelling meet", (word) => {
    const [common = ""] = transliterations(word, "ru");
    expect(bonesOf(common)).toBe(bonesOf(word));
  });

  test.each([
    ["шаңғы", "kk"],
    ["митинг", "ru"],
    ["щётка", "ru"],
  ] as const)("%s and its commonest Latin spelling meet too", (word, language) => {
    const [common = ""] = transliterations(word, language);
    expect(bonesOf(common)).toBe(bonesOf(word));
  });

  test("letters of the new Kazakh Latin alphabets meet the Cyrillic word", () => {
    expect(bonesOf("qolşatyr")).toBe(bonesOf("қолшатыр"));
  });

  test("doubled letters of a long word count once", () => {
    expect(bonesOf("мемлекеттік")).toBe(bonesOf("мемлекетік"));
  });

  test("doubled letters of a word as short as ТОО are kept", () => {
    expect(bonesOf("тоо")).toBe("too");
  });

  test("digits, spaces and punctuation stay", () => {
    expect(bonesOf("зонт № 13, 2 дня?")).toBe("zont № 13, 2 dnia?");
  });
});

describe("transliterations", () => {
  test("are lower case", () => {
    expect(transliterations("ЗОНТ", "ru")).toContain("zont");
  });

  test("keep what is no letter", () => {
    expect(transliterations("13-бап?", "kk")).toContain("13-bap?");
  });

  test("know the Kazakh habit of q and j", () => {
    expect(transliterations("қыжым", "kk")).toContain("qyjym");
  });
});
