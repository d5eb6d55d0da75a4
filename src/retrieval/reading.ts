// A text as retrieval sees it: its words, the same words on the Latin skeleton, and the concepts they name.

import { type ConceptFinder, findConcepts } from "../text/concepts.ts";
import { hashFeatures, hashName, wordsOf } from "../text/grams.ts";
import { normalise } from "../text/normalise.ts";
import { skeleton } from "../text/skeleton.ts";

export type Reading = {
  readonly normalised: string;
  readonly words: readonly string[];
  /** `words` on the Latin skeleton. */
  readonly bones: readonly string[];
  /** Concept ids, each once. */
  readonly concepts: readonly string[];
};

// A concept says more than one n-gram of the word that named it, so it counts as often.
const CONCEPT_COUNT = 3;

export function readText(text: string, finder: ConceptFinder): Reading {
  const normalised = normalise(text);
  const bones = wordsOf(skeleton(normalised));
  const concepts = findConcepts(finder, bones).map((at) => finder.ids[at] ?? "");
  return { normalised, words: wordsOf(normalised), bones, concepts };
}

/** Hashed features for the topic scorer: n-grams, words and pairs of words on the skeleton, and concepts. */
export function topicFeatures(reading: Reading): number[] {
  return [...hashFeatures(reading.bones, { from: 3, to: 5, words: true }), ...conceptFeatures(reading)];
}

/** Hashed features for the vectors: n-grams of the skeleton, and concepts. */
export function vectorFeatures(reading: Reading): number[] {
  return [...hashFeatures(reading.bones, { from: 4, to: 4, words: false }), ...conceptFeatures(reading)];
}

function conceptFeatures({ concepts }: Reading): number[] {
  return concepts.flatMap((concept) => Array<number>(CONCEPT_COUNT).fill(hashName(`concept ${concept}`)));
}
