// What is asked, in which language, and under the law of which day.

import type { Day } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Language } from "./language.ts";
import type { Question } from "./question.ts";
import { findReferences, lastDayOfNamedAct, type References } from "./references.ts";
import type { Classifier } from "./retrieval/classifier.ts";
import { detectLanguage } from "./retrieval/detect-language.ts";
import { type Reading, readText } from "./retrieval/reading.ts";
import { buildConceptFinder, type ConceptFinder } from "./text/concepts.ts";
import { findDay } from "./text/find-day.ts";
import { leansOnPrevious } from "./text/follow-up.ts";

export type ReadDeps = {
  readonly knowledge: Knowledge;
  readonly detector: Classifier;
  /** The day in Kazakhstan. */
  readonly today: () => Day;
};

export type ReadQuestion = {
  /** The question by itself. */
  readonly own: Reading;
  /** The question with the one before it, where it leans on that; otherwise the same as `own`. */
  readonly whole: Reading;
  readonly language: Language;
  readonly day: Day;
  readonly today: Day;
  readonly references: References | null;
};

// A guess about two words is not worth more than the language the conversation is already in.
const SURE = 0.8;

export function createReadQuestion({ knowledge, detector, today }: ReadDeps): (question: Question) => ReadQuestion {
  // Folding the thesaurus takes a third of a second: the first question waits for it, not the start.
  let made: ConceptFinder | null = null;
  return ({ text, language, asOf, previous, preferred }) => {
    made ??= buildConceptFinder(knowledge.thesaurus);
    const finder = made;
    const own = readText(text, finder);
    const before = previous === undefined ? null : readText(previous, finder);
    const isLeaning = before !== null && leansOnPrevious(own.words);
    const detected = detectLanguage(detector, own.normalised);
    const earlier = before && detectLanguage(detector, before.normalised);
    const sure = detected && detected.probability >= SURE ? detected : earlier;
    const wished = preferred !== undefined && isWrittenIn(preferred, text) ? preferred : undefined;
    const day = today();
    return {
      own,
      whole: isLeaning ? readText(`${previous} ${text}`, finder) : own,
      language: language ?? sure?.language ?? wished ?? detected?.language ?? "ru",
      day: asOf ?? findDay(own.normalised, day) ?? lastDayOfNamedAct(own.normalised, knowledge.documents) ?? day,
      today: day,
      references: findReferences(text, knowledge),
    };
  };
}

/** No English is written in Cyrillic letters; Kazakh and Russian are written in both. */
function isWrittenIn(language: Language, text: string): boolean {
  return language !== "en" || !/\p{Script=Cyrillic}/u.test(text);
}
