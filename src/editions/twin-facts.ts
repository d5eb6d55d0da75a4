// What a provision says that must be the same in Kazakh and Russian: references, periods, dates, amounts.

import { tokensOf } from "./compare-fold.ts";
import { amountRules } from "./twin-amounts.ts";
import { dateRules, referenceRules } from "./twin-references.ts";
import type { Fact, Groups, Rule } from "./twin-rule.ts";
import type { TwinLanguage } from "./twin-words.ts";

/** Rules take their words out of the text, so that no number is read twice. */
export function factsOf(words: string, language: TwinLanguage): Fact[] {
  const facts: Fact[] = [];
  let text = ` ${foldedOf(words)} `;
  for (const { pattern, read } of RULES[language]) {
    text = text.replace(pattern, (...match) => {
      const groups: Groups = match.at(-1);
      const found = read(groups);
      if (found.includes(null)) return match[0];
      for (const fact of found) if (fact) facts.push({ ...fact, words: unfold(match[0]) });
      return " ¦ ";
    });
  }
  return facts;
}

/** Each token between single spaces: `50 - баптың 1 ) тармақшасы`. */
function foldedOf(words: string): string {
  const keys = tokensOf(words).map(({ key }) => key.toLowerCase().replaceAll("ё", "е"));
  return keys.join(" ").replace(/(?<=\d) (?=\d{3}(?!\d))/gu, "");
}

function unfold(words: string): string {
  return words
    .trim()
    .replaceAll(" - ", "-")
    .replace(/ (?=[),;%])/gu, "")
    .replace(/(?<=[(№]) /gu, "");
}

const RULES: Readonly<Record<TwinLanguage, readonly Rule[]>> = {
  kk: [...dateRules("kk"), ...referenceRules("kk"), ...amountRules("kk")],
  ru: [...dateRules("ru"), ...referenceRules("ru"), ...amountRules("ru")],
};
