import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReferences } from "../src/references.ts";
import { detectLanguage } from "../src/retrieval/detect-language.ts";
import { readText } from "../src/retrieval/reading.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { findDay } from "../src/text/find-day.ts";
import { normalise } from "../src/text/normalise.ts";
import { openSmallAsk, smallKnowledge, TODAY, trainSmall } from "./fakes.ts";

const knowledge = smallKnowledge();
const { model } = trainSmall(knowledge);
const finder = buildConceptFinder(knowledge.thesaurus);
const ask = openSmallAsk({ knowledge });

const codeUnit = fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit));
const pieces = [
  "статья",
  "999",
  "5-бап",
  " ",
  "зонт",
  "қолшатыр",
  "\u200B",
  "\u202E",
  "\uD83D",
  "2026",
  "?",
  "i",
  "ь",
  "1)",
];
/** All of Unicode, lone surrogates, and pieces of real questions in any order. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: codeUnit, maxLength: 200 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((words) => words.join("")),
);

describe("any text at all", () => {
  test("is normalised to a well-formed text", () => {
    fc.assert(fc.property(anyText, (text) => normalise(text).isWellFormed()));
  });

  test("can be read", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(() => readText(text, finder)).not.toThrow();
      }),
    );
  });

  test("can be searched for references", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(() => findReferences(text, knowledge)).not.toThrow();
      }),
    );
  });

  test("can be searched for a day, which is then a real one before today", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const day = findDay(normalise(text), TODAY);
        return day === null || (day < TODAY && new Date(day).toISOString().startsWith(day));
      }),
    );
  });

  test("has a language or none, with a probability", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const detection = detectLanguage(model.language, normalise(text));
        return detection === null || (detection.probability > 0 && detection.probability <= 1);
      }),
    );
  });

  test("gets a reply with words in it", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => (await ask({ text })).text.trim() !== ""),
      { numRuns: 300 },
    );
  });

  test("gets citations that knowledge holds, three at most", async () => {
    const ids = new Set(knowledge.provisions.map(({ id }) => id));
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { citations } = await ask({ text });
        return citations.length <= 3 && citations.every(({ provision }) => ids.has(provision));
      }),
    );
  });

  test("gets the same reply when asked twice", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect(await ask({ text })).toEqual(await ask({ text }));
      }),
    );
  });

  test("may stand before any other", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (previous, text) => (await ask({ text, previous })).text !== ""),
    );
  });

  test("of a hundred thousand characters gets a reply", async () => {
    expect((await ask({ text: "зонт ".repeat(20_000) })).outcome).toBe("answered");
  });
});
