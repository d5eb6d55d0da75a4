// How grave a text is and what it is about: two scorers of the severity that see different things, and one of the category,
// all trained on labelled texts when the index is built.

import { type Outside, SEVERITIES, type TriageText } from "../knowledge/schemas.ts";
import { type Classifier, classify, trainClassifier } from "../retrieval/classifier.ts";
import { readText } from "../retrieval/reading.ts";
import { toProbabilities } from "../retrieval/softmax.ts";
import type { ConceptFinder } from "../text/concepts.ts";
import { countFeatures } from "../text/grams.ts";
import { gramFeatures, readForTriage, stemFeatures, type TriageReading, type TriageWords } from "./features.ts";

export type TriageScorer = { readonly grams: Classifier; readonly stems: Classifier; readonly category: Classifier };

export const CATEGORIES = [
  ...["bribery", "extortion", "conflict-of-interest", "procurement-affiliation", "bid-rigging", "nepotism"],
  ...["hiring-fraud", "abuse-of-office", "falsification", "misuse-of-state-property", "data-leak", "obstruction"],
  ...["unlawful-order", "retaliation", "harassment", "sexual-harassment", "discrimination", "violence-threat"],
  ...["self-harm", "intoxication-at-work", "other"],
] as const;

const GRAM_BITS = 17;
const STEM_BITS = 17;
const CATEGORY_BITS = 16;
const LINEAR = { atLeast: 2, epochs: 6, averagedFrom: 3, rate: 0.3, smoothing: 0.1 } as const;

/** What Adep declines is harmless, too; each such text counts half. */
const OUTSIDE_WEIGHT = 0.5;

export function trainTriage(
  { triage, outside }: { readonly triage: readonly TriageText[]; readonly outside: readonly Outside[] },
  { concepts, words }: { readonly concepts: ConceptFinder; readonly words: TriageWords },
): TriageScorer {
  const declined = outside.map(({ question }) => ({
    ...{ text: question, severity: SEVERITIES[0], category: "none", weight: OUTSIDE_WEIGHT },
  }));
  const read = [...triage.map((text) => ({ ...text, weight: 1 })), ...declined].map((text) => ({
    ...text,
    seen: readForTriage(readText(text.text, concepts), words),
  }));
  const severityOf = (bits: number, featuresOf: (seen: TriageReading) => number[]): Classifier =>
    trainClassifier(
      read.map(({ seen, severity, weight }) => ({
        weight,
        counts: countFeatures(featuresOf(seen), bits),
        label: SEVERITIES.indexOf(severity),
      })),
      { ...LINEAR, bits, classes: SEVERITIES.length },
    );
  const grave = read.flatMap(({ seen, category }) => {
    const label = (CATEGORIES as readonly string[]).indexOf(category);
    return label < 0 ? [] : [{ counts: countFeatures(stemFeatures(seen), CATEGORY_BITS), label }];
  });
  return {
    grams: severityOf(GRAM_BITS, gramFeatures),
    stems: severityOf(STEM_BITS, stemFeatures),
    category: trainClassifier(grave, { ...LINEAR, bits: CATEGORY_BITS, classes: CATEGORIES.length, rate: 0.5 }),
  };
}

/** Beliefs between 0 and 1, and the likeliest category. */
export type Scores = {
  /** Serious or critical. */
  readonly grave: number;
  readonly critical: number;
  /** Concern rather than routine, among what is not grave. */
  readonly concern: number;
  readonly category: (typeof CATEGORIES)[number];
};

/** The two scorers of the severity count alike: their log-odds are averaged. */
export function scoreText({ grams, stems, category }: TriageScorer, seen: TriageReading): Scores {
  const ofStems = stemFeatures(seen);
  const views = [toProbabilities(classify(grams, gramFeatures(seen))), toProbabilities(classify(stems, ofStems))];
  const meanOf = (belief: (view: Float32Array) => number): number => {
    const odds = views.map((view) => Math.log(clamp(belief(view)) / (1 - clamp(belief(view)))));
    return 1 / (1 + Math.exp(-odds.reduce((sum, one) => sum + one, 0) / odds.length));
  };
  const at = (view: Float32Array, severity: number): number => view[severity] ?? 0;
  const byCategory = classify(category, ofStems);
  return {
    grave: meanOf((view) => at(view, 2) + at(view, 3)),
    critical: meanOf((view) => at(view, 3)),
    concern: meanOf((view) => at(view, 1) / (at(view, 0) + at(view, 1))),
    category: CATEGORIES[byCategory.indexOf(Math.max(...byCategory))] ?? "other",
  };
}

function clamp(belief: number): number {
  return Math.min(Math.max(belief, 1e-6), 1 - 1e-6);
}
