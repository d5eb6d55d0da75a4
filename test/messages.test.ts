import { expect, test } from "vitest";

import { say } from "../src/messages.ts";

test("a gap is filled with its value", () => {
  expect(say({ outOfScope: "Rain on {day}." }, "outOfScope", { day: "14.07.2026" })).toBe("Rain on 14.07.2026.");
});

test("a value is taken as it is, dollar signs included", () => {
  expect(say({ outOfScope: "Rain on {day}." }, "outOfScope", { day: "$& $1" })).toBe("Rain on $& $1.");
});

test("a gap without a value stays to be seen", () => {
  expect(say({ outOfScope: "Rain on {day}." }, "outOfScope")).toBe("Rain on {day}.");
});

test("a sentence that the catalogue lacks is a fault that names it", () => {
  expect(() => say({}, "outOfScope")).toThrow("outOfScope");
});
