// Whether two written words are forms of one word: the same beginning, and endings that bend a word and do not make another.

import type { Language } from "../language.ts";

const SHORTEST_STEM: Readonly<Record<Language, number>> = { en: 4, ru: 5, kk: 4 };

const ENDINGS: Readonly<Record<Language, RegExp>> = {
  en: /^(?:|e|s|es|ed|d|ing)$|^(?:y|ies|ied|ying)$/u,
  ru: /^(?:|а|я|о|е|у|ю|ы|и|ь|й|ой|ей|ом|ем|ам|ям|ами|ями|ах|ях|ов|ев|ия|ие|ию|ии|ий|ый|ая|яя|ое|ее|ые|ого|его|ому|ему|ым|им|ых|их|ую|юю|ыми|ими|ть|ти|ить|ать|ять|еть|ет|ит|ют|ят|ут|ат|ает|яет|ают|яют|ует|уют|ете|ите|аете|яете|уете|ться|ется|ится|ются|ятся|ается|аются|ью)$/u,
  // In Kazakh an ending of a noun says who does it to whom: only forms of a verb in the present count as one.
  kk: /^(?:йды|йді|ады|еді|йсыз|йсіз|асыз|есіз|у|ю|уға|уге|юға|юге|уы|уі)$/u,
};

/** "Қайтарады", "қайтарасыз": he does, you do. */
const PERSON = /^(?:ды|ді|сыз|сіз)$/u;
const PRESENT = /[аей]$/u;
/** "Party" and "parties", but not "parts". */
const IN_Y = /^(?:y|ies|ied|ying)$/u;

/** Never where one of the two says "not" or "without" in its ending: no such ending is listed. */
export function isSameWord(one: string, other: string, language: Language): boolean {
  if (one === other) return true;
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared += 1;
  if (shared < SHORTEST_STEM[language] || shared * 2 < Math.max(one.length, other.length)) return false;
  const [left, right] = [one.slice(shared), other.slice(shared)];
  if (language === "kk" && PERSON.test(left) && PERSON.test(right)) return PRESENT.test(one.slice(0, shared));
  if (language === "en" && IN_Y.test(left) !== IN_Y.test(right)) return false;
  return ENDINGS[language].test(left) && ENDINGS[language].test(right);
}
