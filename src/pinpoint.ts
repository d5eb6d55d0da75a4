// Where a provision stands, in the words of the reader's language.

import type { ActDocument } from "./knowledge/schemas.ts";
import type { Language } from "./language.ts";

type Level = ActDocument["levels"][number];

const WORDS: Readonly<Record<Language, Readonly<Record<Level, (number: string) => string>>>> = {
  ru: {
    article: (number) => `ст. ${number}`,
    point: (number) => `п. ${number}`,
    paragraph: (number) => `п. ${number}`,
    part: (number) => `ч. ${number}`,
    subparagraph: (number) => `пп. ${number})`,
  },
  kk: {
    article: (number) => `${number}-бап`,
    point: (number) => `${number}-тармақ`,
    paragraph: (number) => `${number}-тармақ`,
    part: (number) => `${number}-бөлік`,
    subparagraph: (number) => `${number}) тармақша`,
  },
  en: {
    article: (number) => `art. ${number}`,
    point: (number) => `point ${number}`,
    paragraph: (number) => `(${number})`,
    part: (number) => `(${number})`,
    subparagraph: (number) => `(${number})`,
  },
};

/** `law-290-viii/62/1/10` → `ст. 62, п. 1, пп. 10)`, `62-бап, 1-тармақ, 10) тармақша`, `art. 62(1)(10)`. */
export function pinpoint(id: string, { levels, listArticles }: ActDocument, language: Language): string {
  const numbers = id.split("/").slice(1);
  const [first, ...deeper] = levels;
  const below = listArticles.includes(numbers[0] ?? "") ? deeper.filter((level) => level === "subparagraph") : deeper;
  const named = numbers.map((number, at) =>
    WORDS[language][at === 0 ? (first ?? "article") : (below[at - 1] ?? "subparagraph")](number),
  );
  return named.join(language === "en" ? "" : ", ");
}
