// What people type, made comparable: one Unicode form, no invisible characters, one alphabet within a word.

/** Longest text that is matched, in UTF-16 units; what lies beyond is kept for the record but not read. */
export const MATCHED_LENGTH = 4000;

// Zero-width, joining, bidi and tag characters, soft hyphen, byte-order mark, other controls.
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF\u{E0000}-\u{E007F}]/gu;
const CONTROL = /\p{Cc}+/gu;
const IS_MIXED = /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u;
const MIXED_WORD = /[\p{Script=Cyrillic}\p{Script=Latin}]+/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /\p{Script=Latin}/gu;

const LATIN_TO_CYRILLIC: Record<string, string> = {
  ...{ a: "а", b: "в", c: "с", e: "е", h: "һ", i: "і", k: "к", m: "м", o: "о", p: "р", t: "т", x: "х", y: "у" },
  ...{ ə: "ә", ö: "ө", ü: "ү", ğ: "ғ", ñ: "ң" },
};
const CYRILLIC_TO_LATIN: Record<string, string> = {
  ...{ а: "a", в: "b", с: "c", е: "e", һ: "h", і: "i", к: "k", м: "m", о: "o", р: "p", т: "t", х: "x", у: "y" },
};

/** Well-formed, NFC, lower case, single spaces, nothing invisible, homoglyphs folded. For matching only: never shown. */
export function normalise(text: string): string {
  const visible = text
    .slice(0, MATCHED_LENGTH)
    .toWellFormed()
    .replace(INVISIBLE, "")
    .replace(CONTROL, " ")
    .normalize("NFC")
    .toLowerCase();
  return visible.replace(MIXED_WORD, foldHomoglyphs).replace(/\s+/g, " ").trim();
}

/** A word of two alphabets takes the one most of its letters are from: Latin `i` inside a Kazakh word, Cyrillic `а` in "gаme". */
function foldHomoglyphs(word: string): string {
  if (!IS_MIXED.test(word)) return word;
  const cyrillic = word.match(CYRILLIC)?.length ?? 0;
  const latin = word.match(LATIN)?.length ?? 0;
  if (cyrillic === 0 || latin === 0) return word;
  const map = cyrillic >= latin ? LATIN_TO_CYRILLIC : CYRILLIC_TO_LATIN;
  return [...word].map((letter) => map[letter] ?? letter).join("");
}
