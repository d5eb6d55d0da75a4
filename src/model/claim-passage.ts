// A passage as the checks read it: sentences, cut into the parts between commas, and what each sentence may not be said without.

import type { Language } from "../language.ts";
import { type ClaimToken, foldClaim, readTokens } from "./claim-tokens.ts";
import { EXCEPTING, LAPSED, LEANING, LIMITING_WHAT_IT_LEANS_ON, QUALIFYING } from "./claim-words.ts";

export type Passage = {
  readonly token: string;
  /** Our restatement; `null` where the act's words are other ones now. */
  readonly summary: string | null;
  /** The act's own words with what leads into them and closes them; `null` where there are none, or not all. */
  readonly quote: string | null;
};

export type Part = {
  /** The mark before the part; empty at the beginning. */
  readonly mark: string;
  readonly tokens: readonly ClaimToken[];
  /** Which item of the list after a colon; 0 before it. */
  readonly item: number;
};

export type PassageSentence = {
  /** Of the passage's texts; sentences of different texts are no neighbours. */
  readonly text: number;
  readonly at: number;
  readonly parts: readonly Part[];
  /** Says nothing without the sentence before it. */
  readonly leans: boolean;
  /** Limits the sentence before it. */
  readonly qualifies: boolean;
  /** Limits everything before it. */
  readonly excepts: boolean;
  /** Tells that the act is law no more, or from when it is. */
  readonly tellsForce: boolean;
};

// "ст. 5", "п. 2", "г. Алматы", "т.б. ": no sentence ends after a word as short as that.
const SENTENCE_END = /(?<=[\p{L}\p{N})»"%]{3}[.!?…]|[)»"%][.!?…])\s+(?=[«"(]?[\p{Lu}\p{N}])/u;

export function splitSentences(text: string): string[] {
  return text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

export function readPassage({ summary, quote }: Passage, language: Language): PassageSentence[] {
  return [summary, quote].flatMap((text, index) =>
    text === null
      ? []
      : splitSentences(text.replace(LIST_MARK, "")).map((sentence, at) =>
          readSentence(sentence, { text: index, at, language }),
        ),
  );
}

/** "2) " at the beginning of a line. */
const LIST_MARK = /^\s*\d+(?:-\d+)?[).]\s+/gmu;

type Place = { readonly text: number; readonly at: number; readonly language: Language };

function readSentence(sentence: string, { text, at, language }: Place): PassageSentence {
  const folded = foldClaim(sentence);
  const parts = partsOf(readTokens(folded, language));
  const hasRole = parts.some(({ tokens }) => tokens.some(({ kind }) => kind === "role"));
  const bare = folded.replace(/^[^\p{L}\p{N}]+/u, "");
  const leans = at > 0 && (LEANING[language].test(bare) || !hasRole);
  const limits = QUALIFYING[language].test(bare) || (leans && LIMITING_WHAT_IT_LEANS_ON[language].test(bare));
  return {
    ...{ text, at, parts, leans },
    qualifies: at > 0 && limits,
    excepts: at > 0 && EXCEPTING[language].test(bare),
    tellsForce: LAPSED[language].test(folded),
  };
}

export function partsOf(tokens: readonly ClaimToken[]): Part[] {
  const parts: { mark: string; tokens: ClaimToken[]; item: number }[] = [{ mark: "", tokens: [], item: 0 }];
  let item = 0;
  for (const token of tokens) {
    if (token.kind !== "break") {
      parts.at(-1)?.tokens.push(token);
      continue;
    }
    if (token.key === ":") item = 1;
    if (token.key === ";" && item > 0) item += 1;
    const last = parts.at(-1);
    if (last && last.tokens.length === 0 && parts.length > 1) last.mark += token.key;
    else parts.push({ mark: token.key, tokens: [], item });
    const newest = parts.at(-1);
    if (newest) newest.item = item;
  }
  return parts.filter((part) => part.tokens.length > 0);
}
