// What the words around a word tell: a post, an introduction, a street, a cue that somebody acts.

import type { Word } from "./mask-name-tokens.ts";
import { beginsWith, type NameKind, type PreparedNames } from "./mask-name-words.ts";

/** Kinds of first names. */
export const FIRST: readonly NameKind[] = ["first", "capitalFirst", "wordFirst", "shortFirst"];
const CERTAIN: readonly NameKind[] = ["first", "surname", "patronymic"];
const NEAR = /^ {1,3}$/;
const AFTER_TRIGGER = /^ {0,2}[:,-]? {0,2}["«“„]?$/;
const ABBREVIATED_POST = /^(?:tov|gr|zav|zam|mr|mrs|ms|dr|nac)$/;

export type Reading = { readonly words: readonly Word[]; readonly names: PreparedNames; readonly text: string };

/** «Мақсат» between quotation marks is a firm. */
export function isQuoted({ start, end }: Word, { text }: Reading): boolean {
  return /["«“„]/.test(text[start - 1] ?? "") && /["»”“]/.test(text[end] ?? "");
}

/** A street, a school, a region that bears the name. */
export function isPlace(at: number, reading: Reading): boolean {
  const { words, names } = reading;
  if (followsIntroduction(at, reading)) return false;
  const [before, word, next, second] = [words[at - 1], words[at], words[at + 1], words[at + 2]];
  if (before && word && /^[ .]{1,2}["«“„]?$/.test(word.gap) && beginsWith(names.placesBefore, before.key)) return true;
  if (next && /^["»”]? {1,2}["»”]?$/.test(next.gap) && beginsWith(names.placesAfter, next.key)) return true;
  return (
    !!next &&
    !!second &&
    NEAR.test(next.gap) &&
    NEAR.test(second.gap) &&
    beginsWith(names.placesAfter, second.key) &&
    next.isCapital
  );
}

export function hasCue(at: number, { words, names }: Reading): boolean {
  const next = words[at + 1];
  return !!next && NEAR.test(next.gap) && !next.isCapital && beginsWith(names.cues, next.key);
}

export function followsIntroduction(at: number, { words, names }: Reading): boolean {
  const word = words[at];
  if (!word || !AFTER_TRIGGER.test(word.gap)) return false;
  return names.introductions.some((phrase) =>
    phrase.every((part, index) => words[at - phrase.length + index]?.key === part),
  );
}

function followsPost(at: number, { words, names }: Reading): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (!before || !word || !/^\.? {1,2}$/.test(word.gap)) return false;
  const isAbbreviated = !word.gap.includes(".") || ABBREVIATED_POST.test(before.key);
  return isAbbreviated && beginsWith(names.posts, before.key);
}

function precedesTitle(at: number, { words, names }: Reading): boolean {
  const next = words[at + 1];
  return !!next && /^(?: {1,2}|-)$/.test(next.gap) && names.titlesAfter.has(next.key);
}

/** Known name or unknown capitalised word after "my name is" or a post, or before "мырза". */
export function isIntroduced(at: number, reading: Reading): boolean {
  const word = reading.words[at];
  if (!word) return false;
  const isKnown = CERTAIN.includes(word.kind) || (word.isCapital && FIRST.includes(word.kind));
  const isProper = word.isCapital && !word.isUpper && word.key.length > 2;
  if (followsIntroduction(at, reading)) return isProper || isKnown || FIRST.includes(word.kind);
  if (followsPost(at, reading)) return isProper || isKnown;
  return precedesTitle(at, reading) && (isKnown || (isProper && !word.opens));
}
