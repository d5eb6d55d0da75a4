// Which everyday situation a question describes: a scorer trained on the questions of the situations.

import { countFeatures } from "../text/grams.ts";
import { type Classifier, classify, trainClassifier } from "./classifier.ts";
import { type Reading, topicFeatures } from "./reading.ts";
import { toProbabilities } from "./softmax.ts";

const BITS = 15;

type Sample = { readonly reading: Reading; readonly situation: number };

export function trainSituations(samples: readonly Sample[], count: number): Classifier {
  const examples = samples.map(({ reading, situation }) => ({
    counts: countFeatures(topicFeatures(reading), BITS),
    label: situation,
  }));
  return trainClassifier(examples, {
    ...{ bits: BITS, atLeast: 2, classes: Math.max(1, count), epochs: 10, rate: 2, smoothing: 0.05 },
  });
}

/** Belief in each situation, in the order of `knowledge.situations`; `features` are the topic features of the text. */
export function scoreSituations(scorer: Classifier, features: readonly number[]): Float32Array {
  return toProbabilities(classify(scorer, features));
}
