// "он бес", "двадцати пяти", "25": what a number in words or digits amounts to.

import { NUMBER_ENDINGS, NUMBERS, ORDINALS } from "./twin-number-words.ts";
import type { TwinLanguage } from "./twin-words.ts";

function valuesOf(forms: readonly (readonly [number, string])[]): Map<string, number> {
  return new Map(forms.flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)));
}

const VALUES = { kk: valuesOf(NUMBERS.kk), ru: valuesOf(NUMBERS.ru) };
const RANKS = { kk: valuesOf(ORDINALS.kk), ru: valuesOf(ORDINALS.ru) };
const RUN_ENDING = new RegExp(`(?:${NUMBER_ENDINGS})$`, "u");

/** Longer words first: a pattern takes the first that fits. */
function alternatives(words: Iterable<string>): string {
  return [...words].sort((one, other) => other.length - one.length).join("|");
}

/** Of one word of a number, as it stands before a noun. */
export const NUMBER_WORD: Readonly<Record<TwinLanguage, string>> = {
  kk: `(?:${alternatives(VALUES.kk.keys())})`,
  ru: `(?:${alternatives(VALUES.ru.keys())})`,
};
export const ORDINAL_WORD: Readonly<Record<TwinLanguage, string>> = {
  kk: `(?:${alternatives(RANKS.kk.keys())})`,
  ru: `(?:${alternatives(RANKS.ru.keys())})`,
};

export function rankOf(word: string, language: TwinLanguage): number | null {
  return RANKS[language].get(word) ?? null;
}

/** `null` where it is no number. Digits win over the words in brackets after them. */
export function amountOf(written: string, language: TwinLanguage): number | null {
  const digits = /\d+(?: , \d+)?/u.exec(written);
  if (digits) return Number(digits[0].replace(" , ", "."));
  const values = written
    .split(" ")
    .map((word) => VALUES[language].get(word) ?? VALUES[language].get(word.replace(RUN_ENDING, "")));
  return values.every((value) => value !== undefined) ? sum(values) : null;
}

/** "екі жүз" is two times a hundred, "жүз екі" a hundred and two. */
function sum(values: readonly number[]): number {
  let [total, below] = [0, 0];
  for (const value of values) {
    if (value === 1000) [total, below] = [total + (below || 1) * 1000, 0];
    else if (value === 100 && below > 0 && below < 10) below *= 100;
    else below += value;
  }
  return total + below;
}
