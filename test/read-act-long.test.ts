import { describe, expect, it } from "vitest";

import { plainText, read } from "./read-act-source.ts";

describe("however long it is", () => {
  it.each([
    ["spaces and digits", "1 ".repeat(500_000)],
    ["one letter", "а".repeat(1_000_000)],
    ["hyphens", "1-".repeat(500_000)],
    ["brackets", `1) ${"(((«".repeat(250_000)}`],
    ["a heading", `Статья 1. ${"Парк ".repeat(200_000)}`],
    ["a note", `Сноска. ${"от 01.01.2020 ".repeat(70_000)}`],
    ["equals signs", "=".repeat(1_000_000)],
    ["dots", `Глава 1. ${".".repeat(1_000_000)}`],
    ["small letters i", `алi${"iі".repeat(500_000)}`],
  ])("a line of a megabyte is read at once: %s", (_name, long) => {
    const found = plainText(`Статья 1. Парк\n\n${long}\n\n2. Парк тих.\n${long}`);
    const before = performance.now();
    read(found);
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it("a code of thousands of articles is read in seconds", () => {
    const rows = (at: number) =>
      `Статья ${at}. Парк\n\n1. Парк открыт:\n\n1) утром;\n\n2) днём.\n\n2. Парк тих.\n\nСноска. Новая.\n`;
    const found = plainText(Array.from({ length: 2000 }, (_, at) => rows(at + 1)).join("\n"));
    const before = performance.now();
    const act = read(found);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(act.units).toHaveLength(2000 * 5);
  });
});
