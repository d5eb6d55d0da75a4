// Acts whose words are our own summaries: they read as the act does, and hold no word of it.

import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Provision } from "../src/knowledge/provisions.ts";
import type { Language } from "../src/language.ts";

/** Editors' notes that name an amending act and announce a later one. */
export const NOTES: Readonly<Record<"kk" | "ru", readonly string[]>> = {
  kk: [
    "Ескерту. 1-бапқа өзгеріс енгізілді – ҚР 04.03.2026 № 7-VIII Заңымен.",
    "Ескерту. 1-бапқа өзгеріс енгізу көзделген – ҚР 05.09.2026 № 9-VIII Заңымен.",
  ],
  ru: [
    "Сноска. Статья 1 с изменением, внесенным Законом РК от 04.03.2026 № 7-VIII.",
    "Сноска. В статью 1 предусматривается изменение Законом РК от 05.09.2026 № 9-VIII.",
  ],
};

export type Wanted = { readonly document: string; readonly language: "kk" | "ru" };

/** One line for each unit, in the order of the summaries. */
export function actLines({ provisions, documents }: Knowledge, { document, language }: Wanted): string[] {
  const levels = documents.get(document)?.levels ?? [];
  return provisions
    .filter((provision) => provision.document === document)
    .flatMap((provision) => linesOf(provision, language, levels[0] === "article"));
}

function linesOf({ id, title, summary }: Provision, language: Language, hasArticles: boolean): string[] {
  const numbers = id.split("/").slice(1);
  const [number = ""] = numbers.slice(-1);
  const words = summary[language].replace(/[.;:]$/u, "");
  if (numbers.length === 1 && hasArticles) {
    const heading = language === "kk" ? `${number}-бап. ${title.kk}` : `Статья ${number}. ${title[language]}`;
    return [heading, `${words}.`];
  }
  const isItem = numbers.length === (hasArticles ? 3 : 2);
  return [isItem ? `${number}) ${words};` : `${number}. ${words}.`];
}

/** Lines of a file, with the notes below the first article. */
export function actText(knowledge: Knowledge, wanted: Wanted): string {
  const [first = "", ...rest] = actLines(knowledge, wanted);
  return `${[first, ...NOTES[wanted.language], ...rest.slice(0, -1), (rest.at(-1) ?? "").replace(/;$/u, ".")].join("\n")}\n`;
}
