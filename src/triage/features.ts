// What the triage scorers see of a text: its word parts, its stems and their order, the classes of its words, its signals.

import type { Reading } from "../retrieval/reading.ts";
import type { ConceptFinder } from "../text/concepts.ts";
import { hashFeatures, hashName } from "../text/grams.ts";
import { type FoundClasses, findClasses, findSignals, type Signal } from "./signals.ts";

export type TriageWords = { readonly lexicon: ConceptFinder; readonly signals: readonly Signal[] };

export type TriageReading = {
  readonly reading: Reading;
  readonly classes: FoundClasses;
  /** Ids of the signals. */
  readonly signals: readonly string[];
};

export function readForTriage(reading: Reading, { lexicon, signals }: TriageWords): TriageReading {
  const classes = findClasses(lexicon, reading.bones);
  return { reading, classes, signals: findSignals(signals, classes) };
}

const NONE = "none";

/** Parts of words, words and pairs of neighbours. */
export function gramFeatures(text: TriageReading): number[] {
  const { normalised, bones, concepts } = text.reading;
  const names = [
    ...[`first ${bones[0] ?? NONE}`, `last ${bones.at(-1) ?? NONE}`, `asks ${normalised.includes("?")}`],
    ...concepts.map((concept) => `concept ${concept}`),
    ...meaningOf(text),
  ];
  return [...hashFeatures(bones, { from: 3, to: 5, words: true }), ...names.map(hashName)];
}

const STEM = 5;

/** Stems, pairs of them up to two apart, endings, which carry person and tense, and how the text is written. */
export function stemFeatures(text: TriageReading): number[] {
  const { normalised, bones, concepts } = text.reading;
  const stems = bones.map((bone) => bone.slice(0, STEM));
  const names = [
    ...stems.flatMap((stem, at) => [`stem ${stem}`, ...pairsFrom(stems, at)]),
    ...bones.flatMap((bone) => (bone.length < STEM ? [] : [`ends ${bone.slice(-3)}`, `ends ${bone.slice(-2)}`])),
    ...[`begins ${bones.slice(0, 2).join(" ")}`, `begins ${bones.slice(0, 3).join(" ")}`],
    ...[`closes ${bones.slice(-2).join(" ")}`, `length ${lengthStep(bones.length)}`],
    ...[`asks ${normalised.includes("?")}`, `first ${bones[0] ?? NONE}`, `last ${bones.at(-1) ?? NONE}`],
    ...writingOf(normalised),
    ...concepts.map((concept) => `concept ${concept}`),
    ...meaningOf(text),
  ];
  return names.map(hashName);
}

function pairsFrom(stems: readonly string[], at: number): string[] {
  const [one, next, second] = stems.slice(at, at + 3);
  return [...(next ? [`pair ${one} ${next}`] : []), ...(second ? [`over ${one} ${second}`] : [])];
}

/** Steps of about a half in the number of words. */
function lengthStep(words: number): number {
  return Math.min(8, Math.floor(Math.log2(words + 1) * 1.5));
}

const MARKS = ["«", '"', "“", "!", "…", "—", ":", ")"];

function writingOf(normalised: string): string[] {
  const marks = MARKS.filter((mark) => normalised.includes(mark)).map((mark) => `mark ${mark}`);
  const end = /[.!?…]$/u.exec(normalised)?.[0] ?? NONE;
  return [...marks, `end ${end}`, ...(/\d/.test(normalised) ? ["digits"] : [])];
}

function meaningOf({ classes, signals }: TriageReading): string[] {
  return [...[...classes.keys()].map((id) => `class ${id}`), ...signals.map((id) => `signal ${id}`)];
}
