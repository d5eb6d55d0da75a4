import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { restsOn } from "../src/model/check-claim.ts";
import { type Claim, checkClaims } from "../src/model/check-claims.ts";
import { readForm } from "../src/model/check-form.ts";
import { type Passage, readPassage, splitSentences } from "../src/model/claim-passage.ts";
import { mutantsOf } from "./claim-mutations.ts";

const { provisions } = await readKnowledge(new URL("../knowledge", import.meta.url).pathname, "spoken");
const SAYABLE = 300;
/** Every so many-th provision: a slice in each run, so that the whole test stays short. */
const STEP = { mutated: 31, plain: 5 };

type Sample = { readonly passage: Passage; readonly sentences: readonly string[]; readonly other: string };

function samples(language: Language, step: number): Sample[] {
  const summaries = provisions.map(({ summary }) => summary[language]);
  return summaries.flatMap((summary, at) => {
    const other = splitSentences(summaries[(at * 7 + 11) % summaries.length] ?? "")[0] ?? "";
    const sentences = splitSentences(summary);
    return at % step === 0 ? [{ passage: { token: "P1", summary, quote: null }, sentences, other }] : [];
  });
}

function keep(language: Language, passage: Passage, texts: readonly string[]): Claim[] {
  const claims = texts.map((text) => ({ passage: "P1", text }));
  return checkClaims(claims, { passages: [passage], language, detectLanguage: () => language });
}

describe.each(LANGUAGES)("of the summaries in %s", (language) => {
  test("every sentence of a length that may be said rests on its summary", () => {
    const fallen = samples(language, STEP.plain).flatMap(({ passage, sentences }) => {
      const sources = readPassage(passage, language);
      return sentences
        .filter(({ length }) => length <= SAYABLE)
        .filter((sentence) => !sources.some((source) => restsOn(sentence, source, language)));
    });
    expect(fallen).toEqual([]);
  });

  test("all that is said whole and in order is kept whole", () => {
    const whole = samples(language, STEP.plain).filter(({ sentences }) =>
      sentences.every((sentence) => readForm(sentence, language).length === 1),
    );
    const torn = whole.filter(({ passage, sentences }) => keep(language, passage, sentences).length < sentences.length);
    expect(whole.length).toBeGreaterThan(100);
    expect(torn.map(({ passage }) => passage.summary)).toEqual([]);
  });

  test("no sentence made wrong in one respect is kept, in thousands", () => {
    const tried = samples(language, STEP.mutated).flatMap(({ passage, sentences, other }) => {
      const sources = readPassage(passage, language);
      const sayable = sentences.filter(({ length }) => length <= SAYABLE);
      return sayable
        .flatMap((sentence) => mutantsOf(sentence, language, other))
        .map(({ kind, text }) => {
          const told = readForm(text, language);
          const isKept = told.every((sentence) => sources.some((source) => restsOn(sentence, source, language)));
          return { kind, text, isKept: told.length > 0 && isKept };
        });
    });
    expect(tried.length).toBeGreaterThan(2000);
    expect(new Set(tried.map(({ kind }) => kind)).size).toBe(14);
    expect(tried.filter(({ isKept }) => isKept)).toEqual([]);
  });
});
