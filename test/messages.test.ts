import { expect, test } from "vitest";

import { say } from "../src/messages.ts";

test("a gap is filled with its value", () => {
  expect(say({ rain: "Rain on {day}." }, "rain", { day: "14.07.2026" })).toBe("Rain on 14.07.2026.");
});

test("a value is taken as it is, dollar signs included", () => {
  expect(say({ rain: "Rain on {day}." }, "rain", { day: "$& $1" })).toBe("Rain on $& $1.");
});

test("a gap without a value stays to be seen", () => {
  expect(say({ rain: "Rain on {day}." }, "rain")).toBe("Rain on {day}.");
});

test("a sentence that the catalogue lacks is a fault that names it", () => {
  expect(() => say({}, "rain")).toThrow("rain");
});
