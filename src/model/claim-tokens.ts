// A sentence as the checks read it: numbers by their value, duties and bans by their kind, people by who they are.

import { amountOf } from "../editions/twin-numbers.ts";
import type { Language } from "../language.ts";
import { normalise } from "../text/normalise.ts";
import { MODALITIES, PHRASES, unitOf } from "./claim-phrases.ts";
import { AND, LIMITING, OPENING, OR, ROLES, YOU } from "./claim-words.ts";

export const TOKEN_KINDS = ["word", "number", "modality", "role", "and", "or", "break"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export type ClaimToken = {
  readonly kind: TokenKind;
  /** What it is compared by: a value, a kind of duty, or the folded word. A break's is its mark. */
  readonly key: string;
  /** It limits what is said: a condition, an exception, a time, a negation. */
  readonly isLimiting: boolean;
  /** At the beginning of a part it ties the part to the words before. */
  readonly isOpening: boolean;
};

const PIECE = /\d+(?:[.,/]\d+)*|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|[%№§]|[,;:()]|[–—](?= |$)|(?<= )-(?= )/gu;
const BREAK = /^[,;:()–—-]$/u;
const CIVIL: Readonly<Record<Language, RegExp>> = {
  en: /^(?:civil|public)$/u,
  ru: /^государственн(?:ый|ого|ому|ым|ом|ые|ых|ыми)$/u,
  kk: /^мемлекеттік$/u,
};
const SERVANT: Readonly<Record<Language, RegExp>> = { en: /^servants?/u, ru: /^служащ/u, kk: /^қызметші/u };

export function foldClaim(text: string): string {
  return normalise(text).replaceAll("ё", "е").replaceAll("’", "'");
}

/** Expects folded text. */
export function readTokens(folded: string, language: Language): ClaimToken[] {
  const pieces = folded.match(PIECE) ?? [];
  const tokens: ClaimToken[] = [];
  let at = 0;
  while (at < pieces.length) {
    const phrase = phraseAt(pieces, at, language);
    const piece = pieces[at] ?? "";
    if (phrase) tokens.push(keyToken(phrase.key));
    else if (!isCivil(pieces, at, language)) tokens.push(readPiece(piece, language));
    at += phrase?.words.length ?? 1;
  }
  return tokens;
}

function phraseAt(pieces: readonly string[], at: number, language: Language) {
  const starting = PHRASES[language].get(pieces[at] ?? "") ?? [];
  return starting.find(({ words }) => words.every((word, index) => pieces[at + index] === word));
}

function keyToken(key: string): ClaimToken {
  const isNegation = key === "#not" || key === "#never";
  const isModality = isNegation || MODALITIES.has(key);
  return { kind: isModality ? "modality" : "word", key, isLimiting: isModality, isOpening: true };
}

/** A civil servant is a servant; a political one is not just any. */
function isCivil(pieces: readonly string[], at: number, language: Language): boolean {
  return CIVIL[language].test(pieces[at] ?? "") && SERVANT[language].test(pieces[at + 1] ?? "");
}

function readPiece(piece: string, language: Language): ClaimToken {
  const limits = { isLimiting: LIMITING[language].test(piece), isOpening: OPENING[language].test(piece) };
  if (BREAK.test(piece)) return { kind: "break", key: /^[—-]$/u.test(piece) ? "–" : piece, ...limits };
  const amount = numberOf(piece, language);
  if (amount !== null) return { kind: "number", key: amount, ...limits, isLimiting: true };
  if (OR[language].has(piece)) return { kind: "or", key: piece, ...limits };
  if (AND[language].has(piece)) return { kind: "and", key: piece, ...limits };
  const word = piece.replace(/^госслужащ/u, "служащ");
  if (ROLES[language].test(word))
    return { kind: "role", key: YOU[language][word] ?? roleForm(word, language), ...limits };
  return { kind: "word", key: unitOf(word, language) ?? word, ...limits };
}

/** One servant or many, in the same case: the rule is the same. */
function roleForm(word: string, language: Language): string {
  if (language === "en") return word.length > 4 ? word.replace(/(?<!s)s$/u, "") : word;
  if (language === "kk") return word.replace(/^қызметшілер/u, "қызметші");
  return word === "служащие" ? "служащий" : word;
}

const ENGLISH =
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
const ENGLISH_TENS = "thirty forty fifty sixty seventy eighty ninety".split(" ");
const ENGLISH_LARGE: Readonly<Record<string, string>> = { hundred: "100", thousand: "1000", million: "1000000" };

/** A word of a number counts by itself: "twenty five" is no "25" here, and only itself. */
function numberOf(piece: string, language: Language): string | null {
  if (/^\d/u.test(piece)) return piece;
  if (language !== "en") return amountOf(piece, language)?.toString() ?? null;
  const [small, tens] = [ENGLISH.indexOf(piece), ENGLISH_TENS.indexOf(piece)];
  if (small >= 0) return String(small + 1);
  return tens >= 0 ? String(tens * 10 + 30) : (ENGLISH_LARGE[piece] ?? null);
}
