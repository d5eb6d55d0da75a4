// The words of a text with what their neighbourhood tells about names.

import { nameKindOf } from "./mask-name-kind.ts";
import { keyOf, type NameKind, type PreparedNames } from "./mask-name-words.ts";

export type Word = {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly kind: NameKind;
  /** What stands between this word and the one before. */
  readonly gap: string;
  readonly isCapital: boolean;
  readonly isUpper: boolean;
  /** First of a sentence, where a capital tells nothing. */
  readonly opens: boolean;
  readonly isInitial: boolean;
};

const WORD = /\p{L}+(?:['-]\p{L}+)*/gu;
const SENTENCE_END = /[.!?…\n:;•·*|]|\s-\s|["«“„(]$/u;
const ABBREVIATION = /^(?:г|гр|тов|нач|зам|им|ул|dr|mr|mrs|ms|г-н|г-жа)$/iu;
const TWO_LETTER_INITIAL = /^(?:Zh|Sh|Ch|Kh|Yu|Ya|Ye|Дж)$/;

export function readWords(text: string, names: PreparedNames): Word[] {
  const read = new Map<string, { readonly key: string; readonly kind: NameKind }>();
  const words: Word[] = [];
  let before = { raw: "", end: 0, isInitial: false };
  for (const match of text.matchAll(WORD)) {
    const [raw] = match;
    const start = match.index;
    const end = start + raw.length;
    const known = read.get(raw) ?? { key: keyOf(raw.slice(0, 80)), kind: nameKindOf(raw.slice(0, 80), names) };
    read.set(raw, known);
    const gap = text.slice(before.end, start);
    const isCapital = /^\p{Lu}/u.test(raw);
    const isUpper = /^\p{Lu}{2,}(?:-|$)/u.test(raw);
    const isInitial = isCapital && (raw.length === 1 || TWO_LETTER_INITIAL.test(raw)) && text[end] === ".";
    const isAbbreviated = /^\. ?$/.test(gap) && (before.isInitial || ABBREVIATION.test(before.raw));
    const opens = words.length === 0 ? !gap.includes("\uFFFC") : !isAbbreviated && SENTENCE_END.test(gap);
    words.push({ start, end, ...known, gap, isCapital, isUpper, opens, isInitial });
    before = { raw, end, isInitial };
  }
  return words;
}
