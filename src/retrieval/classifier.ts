// A text classifier: hashed features, their idf, and the softmax over them. Provisions, language and triage use it alike.

import { type Counts, countFeatures } from "../text/grams.ts";
import { type Idf, learnIdf, weigh } from "./features.ts";
import { type Softmax, scoreSoftmax, type Training, trainSoftmax } from "./softmax.ts";

export type Classifier = { readonly bits: number; readonly idf: Idf; readonly softmax: Softmax };

export type Labelled = { readonly counts: Counts; readonly label: number; readonly weight?: number };

export type ClassifierTraining = Omit<Training, "buckets"> & { readonly bits: number; readonly atLeast: number };

export function trainClassifier(examples: readonly Labelled[], training: ClassifierTraining): Classifier {
  const { bits, atLeast } = training;
  const idf = learnIdf(
    examples.map(({ counts }) => counts),
    bits,
    atLeast,
  );
  const vectors = examples.map(({ counts, label, weight = 1 }) => ({ vector: weigh(counts, idf), label, weight }));
  return { bits, idf, softmax: trainSoftmax(vectors, { ...training, buckets: 2 ** bits }) };
}

/** Logits, one per class. */
export function classify({ bits, idf, softmax }: Classifier, hashes: readonly number[]): Float32Array {
  return scoreSoftmax(softmax, weigh(countFeatures(hashes, bits), idf));
}
