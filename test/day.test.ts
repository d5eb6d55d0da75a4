import { describe, expect, test } from "vitest";

import { dayInKazakhstan, isWithin, writeDay } from "../src/day.ts";

describe("a day", () => {
  test("begins in Kazakhstan five hours before it begins in Greenwich", () => {
    expect(dayInKazakhstan(new Date("2026-06-30T19:00:00Z"))).toBe("2026-07-01");
  });

  test("has not begun a second earlier", () => {
    expect(dayInKazakhstan(new Date("2026-06-30T18:59:59Z"))).toBe("2026-06-30");
  });

  test("is written with the day first", () => {
    expect(writeDay("2026-07-14")).toBe("14.07.2026");
  });
});

describe("a period", () => {
  test.each(["2026-01-01", "2026-03-15", "2026-06-30"])("holds %s, its ends included", (day) => {
    expect(isWithin(day, "2026-01-01", "2026-06-30")).toBe(true);
  });

  test.each(["2025-12-31", "2026-07-01"])("does not hold %s", (day) => {
    expect(isWithin(day, "2026-01-01", "2026-06-30")).toBe(false);
  });

  test("without an end holds every later day", () => {
    expect(isWithin("2099-01-01", "2026-01-01", null)).toBe(true);
  });
});
