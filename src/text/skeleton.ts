// A Latin skeleton on which Kazakh letters, Kazakh typed as Russian, and every common transliteration meet.

const LETTERS: Record<string, string> = {
  ...{ а: "a", ә: "a", б: "b", в: "v", г: "g", ғ: "g", д: "d", е: "e", ё: "e", ж: "j", з: "z", и: "i", й: "i", і: "i" },
  ...{ к: "k", қ: "k", л: "l", м: "m", н: "n", ң: "n", о: "o", ө: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ұ: "u" },
  ...{
    ү: "u",
    ф: "f",
    х: "h",
    һ: "h",
    ц: "ts",
    ч: "c",
    ш: "x",
    щ: "x",
    ъ: "",
    ы: "i",
    ь: "",
    э: "e",
    ю: "iu",
    я: "ia",
  },
  ...{ á: "a", ä: "a", ə: "a", ǵ: "g", ğ: "g", ń: "n", ñ: "n", ó: "o", ö: "o", ú: "u", ü: "u", ū: "u", ý: "u", ı: "i" },
  ...{ ş: "x", ś: "x", š: "x", ç: "c", č: "c", ž: "j", q: "k", w: "u", y: "i" },
};
const DIGRAPHS: readonly [RegExp, string][] = [
  [/shch|sch|sh/g, "x"],
  [/zh/g, "j"],
  [/kh/g, "h"],
  [/gh/g, "g"],
  [/ch/g, "c"],
  [/yo/g, "e"],
  [/ck/g, "k"],
];
const LONG_WORD = /\p{L}{4,}/gu;
const REPEATED = /(\p{L})\1+/gu;

/** Expects normalised text; keeps digits, spaces and punctuation. Doubled letters count once, save in words as short as ТОО. */
export function skeleton(text: string): string {
  let latin = text;
  for (const [digraph, letter] of DIGRAPHS) latin = latin.replace(digraph, letter);
  let mapped = "";
  for (const letter of latin) mapped += LETTERS[letter] ?? letter;
  // ң is typed "n" or "ng", and нг alike, so both count as one.
  return mapped.replaceAll("ng", "n").replace(LONG_WORD, (word) => word.replace(REPEATED, "$1"));
}
