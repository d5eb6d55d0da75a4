// Periods, shares, sums and whatever else is counted.

import { NUMBER_ENDINGS } from "./twin-number-words.ts";
import { amountOf, NUMBER_WORD } from "./twin-numbers.ts";
import { anyOf, type FactKind, type Groups, nameOf, type Read, type Rule, rule } from "./twin-rule.ts";
import {
  DAY_KINDS,
  FRACTIONS,
  MEASURES,
  NEXT,
  ONE_PERIOD_AFTER,
  PERIOD_ADJECTIVES,
  PERIOD_FILLERS,
  PERIODS,
  type TwinLanguage,
} from "./twin-words.ts";

export function amountRules(language: TwinLanguage): Rule[] {
  const words = `${NUMBER_WORD[language]}(?: ${NUMBER_WORD[language]}){0,5}`;
  const amount = `(?<amount>\\d+(?: , \\d+)?(?: \\( (?:${words}) \\))?|${words})`;
  const measure =
    (kind: FactKind, unitOf: (groups: Groups) => string): Rule["read"] =>
    (groups) => {
      const value = amountOf(groups["amount"] ?? "", language);
      return [value === null ? null : { kind, value: [value, unitOf(groups)].join(" ").trim() }];
    };
  const fractions = FRACTIONS[language].map(([value, pattern]) => rule(pattern, () => [{ kind: "number", value }]));
  const alone =
    language === "kk" ? `${words}|(?:${NUMBER_WORD.kk} ){0,5}${NUMBER_WORD.kk}(?:${NUMBER_ENDINGS})` : words;
  return [
    ...fractions,
    rule(
      `${amount} (?<unit>${anyOf(MEASURES[language])})`,
      measure("number", ({ unit = "" }) => nameOf(MEASURES[language], unit)),
    ),
    ...periodRules(amount, language),
    rule("(?<amount>\\d+(?: - \\d+)?(?: \\))?)", ({ amount: digits = "" }) => [
      { kind: "number", value: digits.replaceAll(" ", "").replace(")", "") },
    ]),
    rule(`(?<amount>${alone})`, ({ amount: written = "" }) => {
      const value = amountOf(written, language);
      // "бір" and "один" are articles and pronouns more often than numbers.
      return [value === null || value < 2 ? null : { kind: "number", value: String(value) }];
    }),
  ];
}

function periodRules(amount: string, language: TwinLanguage): Rule[] {
  const unit = `(?<unit>${anyOf(PERIODS[language])})`;
  const kindOfDay = anyOf(DAY_KINDS[language]);
  const toPeriod: Rule["read"] = ({ amount: written = "", before, after, unit: word = "" }) => {
    const value = amountOf(written, language);
    return [
      value === null
        ? null
        : toDeadline(value, nameOf(PERIODS[language], word), nameOf(DAY_KINDS[language], before ?? after ?? "")),
    ];
  };
  const counted = rule(
    `(?:(?<before>${kindOfDay}) )?${amount} (?:(?:${PERIOD_FILLERS[language]}) )?(?:(?<after>${kindOfDay}) )?${unit}`,
    toPeriod,
  );
  const next = rule(
    `(?:${NEXT[language]}) (?<kind>${kindOfDay}) (?<unit>${anyOf(PERIODS[language])})`,
    ({ kind = "" }) => [{ kind: "deadline", value: `next ${nameOf(DAY_KINDS[language], kind)} day` }],
  );
  return language === "kk" ? [next, counted] : [next, ...russianPeriodRules(), counted];
}

function russianPeriodRules(): Rule[] {
  const stems = PERIOD_ADJECTIVES.map(([, stem]) => stem).join("|");
  const inOneWord = `(?<amount>\\d+ - |(?:${NUMBER_WORD.ru})|одно)?(?<stem>${stems})\\p{L}*(?<noun> срок\\p{L}*| период\\p{L}*)?`;
  const unitOfStem = (stem: string): string => nameOf(PERIOD_ADJECTIVES, stem);
  return [
    rule(inOneWord, ({ amount, stem = "", noun }) => {
      if (amount === undefined) return [noun === undefined ? null : toDeadline(1, unitOfStem(stem), "")];
      const value = amount === "одно" ? 1 : amountOf(amount, "ru");
      return [value === null ? null : toDeadline(value, unitOfStem(stem), "")];
    }),
    rule(
      `(?:${ONE_PERIOD_AFTER}) (?:(?<kind>${anyOf(DAY_KINDS.ru)}) )?(?<unit>${anyOf(PERIODS.ru)})`,
      ({ kind = "", unit = "" }) => [toDeadline(1, nameOf(PERIODS.ru, unit), nameOf(DAY_KINDS.ru, kind))],
    ),
  ];
}

/** A number of four digits before "year" is a date. */
function toDeadline(amount: number, unit: string, kindOfDay: string): Read {
  if (unit === "year" && amount > 1900) return { kind: "date", value: String(amount) };
  const kind = unit === "day" && kindOfDay !== "" ? `${kindOfDay} ` : "";
  return { kind: "deadline", value: `${amount} ${kind}${unit}` };
}
