// Dates, numbers of acts, and the articles and points that a text refers to.

import { ORDINAL_WORD, rankOf } from "./twin-numbers.ts";
import { anyOf, type Groups, nameOf, type Read, type Rule, rule } from "./twin-rule.ts";
import { LEVELS, MONTHS, type TwinLanguage } from "./twin-words.ts";

const NUMBER = "\\d+(?: - \\d+)?";
const ITEM = `${NUMBER}(?: \\))?`;
const JOINT = "(?:,|;|(?<=\\) )-|и|или|либо|және|немесе|не|, и|, а также|сондай - ақ)";
const LIST = `${ITEM}(?: ${JOINT} ${ITEM}){0,60}`;

export function dateRules(language: TwinLanguage): Rule[] {
  const month = `(?<month>(?:${MONTHS[language].join("|")})\\p{L}*)`;
  const toDate = ({ day = "", month: name = "", year = "" }: Groups): Read[] => {
    const at = MONTHS[language].findIndex((start) => new RegExp(`^${start}`, "u").test(name));
    const number = /^\d/u.test(name) ? Number(name) : at + 1;
    return [{ kind: "date", value: [Number(day) || "", number, year].join(".") }];
  };
  const written =
    language === "kk"
      ? [`(?<year>\\d{4}) жыл\\p{L}* (?:" )?(?<day>\\d{1,2}) (?:" )?${month}`, `(?<day>\\d{1,2}) ${month}`]
      : [`(?:" )?(?<day>\\d{1,2}) (?:" )?${month}(?: (?<year>\\d{4})(?: года| год| г \\.)?)?`];
  return [
    rule("(?<day>\\d{2}) \\. (?<month>\\d{2}) \\. (?<year>\\d{4})", toDate),
    ...written.map((pattern) => rule(pattern, toDate)),
    rule("№ (?<law>\\d+(?: - \\p{L}+)?)", ({ law = "" }) => [
      { kind: "number", value: `No. ${law.replaceAll(" ", "")}` },
    ]),
  ];
}

export function referenceRules(language: TwinLanguage): Rule[] {
  const level = `(?<level>${anyOf(LEVELS[language])})`;
  const ranks = `(?<ranks>${ORDINAL_WORD[language]}(?: ${JOINT} ${ORDINAL_WORD[language]}){0,9})`;
  const list = `(?<list>${LIST})`;
  const toReferences = ({ level: word = "", list: numbers = "" }: Groups): Read[] =>
    [...numbers.matchAll(new RegExp(`(?<number>${NUMBER})(?<bracket> \\))?`, "gu"))].map(({ groups }) => {
      const name = groups?.["bracket"] ? "subparagraph" : nameOf(LEVELS[language], word);
      return { kind: "reference", value: `${name} ${(groups?.["number"] ?? "").replaceAll(" ", "")}` };
    });
  const toRanked = ({ level: word = "", ranks: written = "" }: Groups): Read[] =>
    written.split(" ").flatMap((one) => {
      const rank = rankOf(one, language);
      return rank === null ? [] : [{ kind: "reference", value: `${nameOf(LEVELS[language], word)} ${rank}` }];
    });
  return language === "kk"
    ? [rule(`${list} (?:- )?${level}`, toReferences), rule(`${ranks} ${level}`, toRanked)]
    : [rule(`${level} ${list}`, toReferences), rule(`${level} ${ranks}`, toRanked)];
}
