import { describe, expect, test } from "vitest";

import { MATCHED_LENGTH, normalise } from "../src/text/normalise.ts";

describe("normalise", () => {
  test("brings case, line breaks and repeated spaces to one form", () => {
    expect(normalise("  ЗОНТ \n\t на   СКЛАДЕ ")).toBe("зонт на складе");
  });

  test.each([
    ["zero-width space", "\u200B"],
    ["zero-width joiner", "\u200D"],
    ["byte-order mark", "\uFEFF"],
    ["soft hyphen", "\u00AD"],
    ["variation selector", "\uFE0F"],
    ["tag character", "\u{E0041}"],
    ["right-to-left override", "\u202E"],
    ["first strong isolate", "\u2068"],
    ["Arabic letter mark", "\u061C"],
  ])("a %s inside a word leaves no trace", (_name, invisible) => {
    expect(normalise(`зо${invisible}нт`)).toBe("зонт");
  });

  test("a NUL and other controls part words", () => {
    expect(normalise("зонт\u0000склад\u0007дождь")).toBe("зонт склад дождь");
  });

  test("composes letters that were typed in two pieces", () => {
    expect(normalise("и\u0306")).toBe("й");
  });

  test("composes letters whose pieces a zero-width space held apart", () => {
    expect(normalise("и\u200B\u0306")).toBe("й");
  });

  test("Latin i inside a Kazakh word becomes the Kazakh letter", () => {
    expect(normalise("қызметшi")).toBe(normalise("қызметші"));
  });

  test("Latin look-alikes inside a Russian word become Cyrillic", () => {
    expect(normalise("cловo")).toBe("слово");
  });

  test("Cyrillic look-alikes inside an English word become Latin", () => {
    expect(normalise("umbrеllа")).toBe("umbrella");
  });

  test("words of one alphabet each stay as they are", () => {
    expect(normalise("the зонт")).toBe("the зонт");
  });

  test("a lone surrogate becomes a well-formed character", () => {
    expect(normalise("зонт \uD83D").isWellFormed()).toBe(true);
  });

  test("an emoji cut in two by the longest matched text stays well-formed", () => {
    const text = `${"я".repeat(MATCHED_LENGTH - 1)}😀`;
    expect(normalise(text).isWellFormed()).toBe(true);
  });

  test("of ten thousand characters only the first are read", () => {
    expect(normalise("ж".repeat(10_000))).toHaveLength(MATCHED_LENGTH);
  });

  test("a text of nothing visible is empty", () => {
    expect(normalise("\u200B\u202E \u0000\n")).toBe("");
  });
});
