// An act's words, cut into tokens that are equal wherever the law is: quotes, dashes, spaces and alphabets of look-alike letters do not count.

import { normalise } from "../text/normalise.ts";

export type Token = {
  /** What two tokens are compared by. */
  readonly key: string;
  /** The token and the space after it, as they stand in the text. */
  readonly text: string;
};

const INVISIBLE = /\p{Cf}/gu;
const TOKEN = /[\p{L}\p{N}\p{M}]+\s*|[^\s\p{L}\p{N}\p{M}]\s*/gu;
const QUOTE = /^[«»“”„‟‹›‘’‚'"]$/u;
const DASH = /^[-‐‑‒–—―−]$/u;
// "VI" of law numbers is typed with Latin or Cyrillic letters, or both.
const ROMAN = /^[IVXLCMІХСМ]+$/u;
const ROMAN_LETTERS: Readonly<Record<string, string>> = { І: "I", Х: "X", С: "C", М: "M" };
const IS_MIXED = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;
const LONE_LATIN = /^[aceioxy]$/u;

export function tokensOf(words: string): Token[] {
  const visible = words.replace(INVISIBLE, "").normalize("NFC");
  return (visible.match(TOKEN) ?? []).map((text) => ({ key: foldWord(text.trimEnd()), text }));
}

/** Equal for two texts that differ in typography alone. */
export function keyOf(tokens: readonly Token[]): string {
  return tokens.map(({ key }) => key).join(" ");
}

function foldWord(word: string): string {
  if (QUOTE.test(word)) return '"';
  if (DASH.test(word)) return "-";
  if (ROMAN.test(word)) return [...word].map((letter) => ROMAN_LETTERS[letter] ?? letter).join("");
  // A single Latin "c" between Russian words is the preposition.
  if (LONE_LATIN.test(word)) return normalise(`жж${word}`).slice(2);
  return IS_MIXED.test(word) ? foldMixed(word) : word;
}

/** Keeps capital letters: "Кодекс" and "кодекс" may be two things in an act. */
function foldMixed(word: string): string {
  const folded = [...normalise(word)];
  return [...word]
    .map((letter, at) =>
      letter === letter.toLowerCase() ? (folded[at] ?? letter) : (folded[at] ?? letter).toUpperCase(),
    )
    .join("");
}
