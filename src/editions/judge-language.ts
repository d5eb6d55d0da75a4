// Whether a text is in the language it is said to be in, from the first to the last paragraph.

import type { Language } from "../language.ts";

/** Why it is not, as one sentence; empty where it is. */
export function judgeLanguage(text: string, language: Language): string[] {
  const found = languageOf(text);
  if (found !== language) return [`the text is in ${NAMES[found]}, not in ${NAMES[language]}`];
  const long = text.split("\n").filter((paragraph) => paragraph.length >= LONG_PARAGRAPH);
  const foreign = long.filter((paragraph) => languageOf(paragraph) !== language);
  if (foreign.length <= MOST_FOREIGN * long.length) return [];
  return [
    `${foreign.length} of its ${long.length} longer paragraphs are not in ${NAMES[language]}: two languages at once?`,
  ];
}

const NAMES: Readonly<Record<Language, string>> = { kk: "Kazakh", ru: "Russian", en: "English" };
/** In Kazakh every tenth letter is one that Russian lacks; names of places bring a few into Russian texts. */
const KAZAKH_SHARE = 0.02;
/** Long enough for the letters of a language to show. */
const LONG_PARAGRAPH = 80;
const MOST_FOREIGN = 0.05;

function languageOf(text: string): Language {
  const count = (letters: RegExp): number => text.match(letters)?.length ?? 0;
  const cyrillic = count(/\p{Script=Cyrillic}/gu);
  if (count(/\p{Script=Latin}/gu) > cyrillic) return "en";
  return count(/[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/gu) > KAZAKH_SHARE * cyrillic ? "kk" : "ru";
}
