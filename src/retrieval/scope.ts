// The gate of scope: is this about the ethics of the civil service at all, and if not, what is it?

import { OUTSIDE_KINDS, type Outside } from "../knowledge/schemas.ts";
import { countFeatures } from "../text/grams.ts";
import { type Classifier, classify, trainClassifier } from "./classifier.ts";
import { type Reading, topicFeatures } from "./reading.ts";
import { toProbabilities } from "./softmax.ts";

const BITS = 17;
const INSIDE = 0;

/** Belief that a text lies outside, by kind; what is left of 1 is the belief that it lies inside. */
export type OutsideBelief = Readonly<Record<Outside["kind"], number>>;

type Sample = { readonly reading: Reading; readonly kind: Outside["kind"] | null };

/** `kind` is `null` for questions that the knowledge answers. */
export function trainScope(samples: readonly Sample[]): Classifier {
  const examples = samples.map(({ reading, kind }) => ({
    counts: countFeatures(topicFeatures(reading), BITS),
    label: kind === null ? INSIDE : 1 + OUTSIDE_KINDS.indexOf(kind),
  }));
  return trainClassifier(examples, {
    ...{ bits: BITS, atLeast: 2, classes: 1 + OUTSIDE_KINDS.length, epochs: 5, rate: 0.5, smoothing: 0.02 },
  });
}

/** `features` are the topic features of the text. */
export function scoreScope(scope: Classifier, features: readonly number[]): OutsideBelief {
  const beliefs = toProbabilities(classify(scope, features));
  const of = (kind: Outside["kind"]): number => beliefs[1 + OUTSIDE_KINDS.indexOf(kind)] ?? 0;
  return { far: of("far"), near: of("near"), smalltalk: of("smalltalk"), attack: of("attack") };
}
