// How grave a text is: a scorer trained on labelled texts, over words, their order, concepts and features of reality.

import { SEVERITIES, type TriageText } from "../knowledge/schemas.ts";
import { type Classifier, classify, trainClassifier } from "../retrieval/classifier.ts";
import { type Reading, readText } from "../retrieval/reading.ts";
import { toProbabilities } from "../retrieval/softmax.ts";
import type { ConceptFinder } from "../text/concepts.ts";
import { countFeatures, hashFeatures, hashName } from "../text/grams.ts";

const BITS = 16;
const NONE = "none";

export function trainTriage(texts: readonly TriageText[], finder: ConceptFinder): Classifier {
  const examples = texts.map(({ text, severity }) => ({
    counts: countFeatures(triageFeatures(readText(text, finder)), BITS),
    label: SEVERITIES.indexOf(severity),
  }));
  return trainClassifier(examples, {
    ...{ bits: BITS, atLeast: 2, classes: SEVERITIES.length, epochs: 12, rate: 0.5, smoothing: 0.05 },
  });
}

function triageFeatures({ normalised, bones, concepts }: Reading): number[] {
  const edges = [`first ${bones[0] ?? NONE}`, `last ${bones.at(-1) ?? NONE}`, `asks ${normalised.includes("?")}`];
  const names = [...edges, ...concepts.map((concept) => `concept ${concept}`)];
  return [...hashFeatures(bones, { from: 3, to: 5, words: true }), ...names.map(hashName)];
}

/** Probabilities of the severities, mildest first. */
export function scoreSeverity(scorer: Classifier, reading: Reading): Float32Array {
  return toProbabilities(classify(scorer, triageFeatures(reading)));
}
