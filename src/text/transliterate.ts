// How people type Kazakh and Russian in Latin letters; used to teach the language detector and to test the skeleton.

const COMMON: Record<string, string> = {
  ...{
    а: "a",
    б: "b",
    в: "v",
    г: "g",
    д: "d",
    е: "e",
    ё: "yo",
    ж: "zh",
    з: "z",
    и: "i",
    й: "y",
    к: "k",
    л: "l",
    м: "m",
  },
  ...{ н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "sch" },
  ...{ ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya" },
  ...{ ә: "a", ғ: "g", қ: "k", ң: "n", ө: "o", ұ: "u", ү: "u", һ: "h", і: "i" },
};
const KAZAKH: Record<string, string> = { ...COMMON, ж: "j", қ: "q", ғ: "gh", ң: "ng", у: "w", ә: "a", й: "i", х: "kh" };
const RUSSIAN: Record<string, string> = { ...COMMON, х: "kh", й: "j", ю: "u", щ: "shch", ц: "c" };

/** The usual spellings of one text, in lower case. */
export function transliterations(text: string, language: "kk" | "ru"): string[] {
  const maps = language === "kk" ? [COMMON, KAZAKH] : [COMMON, RUSSIAN];
  return maps.map((map) => [...text.toLowerCase()].map((letter) => map[letter] ?? letter).join(""));
}

const KAZAKH_LETTERS: Record<string, string> = {
  ә: "а",
  ғ: "г",
  қ: "к",
  ң: "н",
  ө: "о",
  ұ: "у",
  ү: "у",
  һ: "х",
  і: "и",
};

/** Kazakh as typed on a Russian keyboard. */
export function withoutKazakhLetters(text: string): string {
  return [...text.toLowerCase()].map((letter) => KAZAKH_LETTERS[letter] ?? letter).join("");
}
