// The claims of a model that may be said: each rests on its passage, and none is torn from the sentences it needs.

import type { Language } from "../language.ts";
import { restsOn } from "./check-claim.ts";
import { readForm } from "./check-form.ts";
import { type Passage, type PassageSentence, readPassage } from "./claim-passage.ts";

export type Claim = { readonly text: string; readonly passage: string };

export type CheckClaims = {
  readonly passages: readonly Passage[];
  readonly language: Language;
  /** `null` where it cannot tell. */
  readonly detectLanguage: (text: string) => Language | null;
};

type Resting = { readonly claim: Claim; readonly places: readonly Place[] };
type Place = { readonly passage: string; readonly sentence: PassageSentence };

/** In the order they came; what is dropped is dropped whole. */
export function checkClaims(claims: readonly Claim[], { passages, language, detectLanguage }: CheckClaims): Claim[] {
  const sentences = new Map(passages.map((passage) => [passage.token, readPassage(passage, language)]));
  const resting = claims.flatMap((claim) => {
    const told = readForm(claim.text, language);
    if (told.length === 0 || detectLanguage(claim.text) !== language) return [];
    const places = told.map((sentence) => placeOf(sentence, claim.passage, { sentences, language }));
    return places.every((place) => place !== null) ? [{ claim, places }] : [];
  });
  return withoutTorn(resting, sentences).map(({ claim }) => claim);
}

type Sentences = ReadonlyMap<string, readonly PassageSentence[]>;
type Within = { readonly sentences: Sentences; readonly language: Language };

function placeOf(told: string, passage: string, { sentences, language }: Within): Place | null {
  const sentence = (sentences.get(passage) ?? []).find((source) => restsOn(told, source, language));
  return sentence ? { passage, sentence } : null;
}

/** Dropping one may tear another: until nothing more is dropped. */
function withoutTorn(resting: readonly Resting[], sentences: Sentences): readonly Resting[] {
  const told = resting.flatMap(({ places }) => places);
  let from = 0;
  const whole = resting.filter(({ places }) => {
    const start = from;
    from += places.length;
    return places.every((place, index) => isWhole(place, { told, at: start + index, sentences }));
  });
  return whole.length === resting.length ? whole : withoutTorn(whole, sentences);
}

type Telling = { readonly told: readonly Place[]; readonly at: number; readonly sentences: Sentences };

function isWhole({ passage, sentence }: Place, { told, at, sentences }: Telling): boolean {
  const neighbours = (sentences.get(passage) ?? []).filter(({ text }) => text === sentence.text);
  const before = neighbours.find((other) => other.at === sentence.at - 1);
  const after = neighbours.find((other) => other.at === sentence.at + 1);
  if (sentence.leans && told[at - 1]?.sentence !== before) return false;
  if (after?.qualifies && told[at + 1]?.sentence !== after) return false;
  const needed = neighbours.filter((other) => other.tellsForce || (other.excepts && other.at > sentence.at));
  return needed.every((one) => told.some((place) => place.sentence === one));
}
