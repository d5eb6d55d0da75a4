import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import { readText } from "../src/retrieval/reading.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { findClasses, findSignals, type Signal } from "../src/triage/signals.ts";

const NO_CONCEPTS = buildConceptFinder({});
const LEXICON = buildConceptFinder({
  boss: { kk: ["бастық"], ru: ["начальник"], en: ["boss"] },
  take: { kk: ["=алды"], ru: ["взял"], en: ["took"] },
  film: { kk: ["кино"], ru: ["фильм"], en: ["film"] },
});
const TOOK: Signal = { id: "took", all: [["boss"], ["take"]], none: ["film"] };

function signalsOf(text: string, signal: Signal): string[] {
  return findSignals([signal], findClasses(LEXICON, readText(text, NO_CONCEPTS).bones));
}

describe("a signal", () => {
  test.each(["the boss took it", "Начальник взял", "Бастық алды", "nachalnik vzyal", "he took it, our boss"])(
    "is found in «%s»",
    (text) => expect(signalsOf(text, TOOK)).toEqual(["took"]),
  );

  test.each(["the boss came", "someone took it", "in the film the boss took it"])("is not found in «%s»", (text) =>
    expect(signalsOf(text, TOOK)).toEqual([]),
  );

  test("that is near wants its words in order and close together", () => {
    const near: Signal = { ...TOOK, near: 2 };
    expect(signalsOf("the boss quietly took it", near)).toEqual(["took"]);
    expect(signalsOf("he took it to the boss", near)).toEqual([]);
    expect(signalsOf("the boss of our small office took it", near)).toEqual([]);
  });
});

describe("every signal of the knowledge", async () => {
  const { signals, lexicon } = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const finder = buildConceptFinder(lexicon);
  const idsIn = (text: string, signal: Signal): string[] =>
    findSignals([signal], findClasses(finder, readText(text, NO_CONCEPTS).bones));

  test.each(signals.map((signal) => [signal.id, signal] as const))(
    "%s matches what it must and spares what it must",
    (_, signal) => {
      expect(signal.match.filter((text) => idsIn(text, signal).length === 0)).toEqual([]);
      expect(signal.spare.filter((text) => idsIn(text, signal).length > 0)).toEqual([]);
    },
  );
});
