// The thesaurus at work: everyday words of three languages become the same concepts.

import { wordsOf } from "./grams.ts";
import { normalise } from "./normalise.ts";
import { skeleton } from "./skeleton.ts";

/** Concept id → stems per language. A stem matches the beginning of a word; `=` before it asks for the whole word. */
export type Thesaurus = Readonly<
  Record<string, { readonly kk: string[]; readonly ru: string[]; readonly en: string[] }>
>;

type Stem = { readonly text: string; readonly whole: boolean };
type Phrase = { readonly concept: number; readonly rest: readonly Stem[]; readonly whole: boolean };

export type ConceptFinder = {
  readonly ids: readonly string[];
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
};

const LONGEST_STEM = 32;

export function buildConceptFinder(thesaurus: Thesaurus): ConceptFinder {
  const ids = Object.keys(thesaurus);
  const phrases = new Map<string, Phrase[]>();
  ids.forEach((id, concept) => {
    const { kk = [], ru = [], en = [] } = thesaurus[id] ?? {};
    for (const [first, ...rest] of [kk, ru, en].flatMap(toPhrases)) {
      if (!first) continue;
      const list = phrases.get(first.text) ?? [];
      list.push({ concept, rest, whole: first.whole });
      phrases.set(first.text, list);
    }
  });
  return { ids, phrases };
}

/** The entries of one language; folded together, because thousands are folded at every start. */
function toPhrases(entries: readonly string[]): Stem[][] {
  const folded = skeleton(normalise(entries.join(" | "))).split("|");
  return folded.map((entry) =>
    entry.split(" ").flatMap((word) => wordsOf(word).map((text) => ({ text, whole: word.startsWith("=") }))),
  );
}

/** Positions of the found concepts in `ids`, ascending. Words are expected on the skeleton. */
export function findConcepts(finder: ConceptFinder, words: readonly string[]): number[] {
  const found = new Set(locateConcepts(finder, words).map(({ concept }) => concept));
  return [...found].sort((one, other) => one - other);
}

/** A concept and the word where it begins. */
export type Located = { readonly concept: number; readonly at: number };

/** In the order of the text. */
export function locateConcepts({ phrases }: ConceptFinder, words: readonly string[]): Located[] {
  const found: Located[] = [];
  words.forEach((word, at) => {
    for (let length = 1; length <= Math.min(word.length, LONGEST_STEM); length += 1) {
      const starting = phrases.get(word.slice(0, length));
      if (!starting) continue;
      for (const { concept, rest, whole } of starting) {
        if (whole && length !== word.length) continue;
        if (rest.every((stem, index) => matches(words[at + 1 + index], stem))) found.push({ concept, at });
      }
    }
  });
  return found;
}

function matches(word: string | undefined, { text, whole }: Stem): boolean {
  if (word === undefined) return false;
  return whole ? word === text : word.startsWith(text);
}
