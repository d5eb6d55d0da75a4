// What the words of a line say it is: a heading, a numbered unit, a note; the place in the text is not looked at.

import type { Language } from "../language.ts";
import { foldLetters } from "./line-hints.ts";

export type Numbered = { readonly what: "dotted" | "bracketed"; readonly number: string; readonly rest: string };
export type Titled = { readonly what: "chapter" | "article"; readonly number: string; readonly title: string };
/** A heading is one of another level, a title one that only the format calls so; at a gap whoever made the extract left words out. */
type Other = "heading" | "title" | "contents" | "gap" | "note" | "announcement" | "law-note" | "signature" | "plain";
export type Meaning = Numbered | Titled | { readonly what: Other };

const NUMBER = String.raw`\d{1,4}(?:-\s?\d{1,3})?`;
const HEADS: Record<Language, { readonly article: RegExp; readonly chapter: RegExp; readonly other: RegExp }> = {
  ru: {
    article: new RegExp(`^(?:Статья|СТАТЬЯ)\\s+(${NUMBER})\\s*(\\.?)(?![\\d-])\\s*(.*)$`, "su"),
    chapter: new RegExp(`^(?:Глава|ГЛАВА)\\s+(${NUMBER}|[IVXLC]+)\\s*([.:]?)(?![\\d-])\\s*(.*)$`, "su"),
    other:
      /^(?:(?:(?:Под)?раздел|ПОДРАЗДЕЛ|РАЗДЕЛ|Раздел|Параграф|ПАРАГРАФ)\s+(?:\d+(?:-\d+)?|[IVXLC]+)\s*\.|(?:ОБЩАЯ|ОСОБЕННАЯ) ЧАСТЬ$|§\s*\d+)/u,
  },
  kk: {
    article: new RegExp(`^(${NUMBER})-\\s?(?:бап|БАП)\\s*(\\.?)(?![\\p{L}-])\\s*(.*)$`, "su"),
    chapter: new RegExp(`^(${NUMBER}|[IVXLC]+)-\\s?(?:тарау|ТАРАУ)\\s*([.:]?)(?![\\p{L}-])\\s*(.*)$`, "su"),
    other:
      /^(?:(?:\d+(?:-\d+)?|[IVXLC]+)-\s?(?:кіші )?(?:бөлім|БӨЛІМ|КІШІ БӨЛІМ|параграф|ПАРАГРАФ)\s*\.|(?:ЖАЛПЫ|ЕРЕКШЕ) БӨЛІК$|§\s*\d+)/u,
  },
  en: {
    article: new RegExp(`^(?:Article|ARTICLE)\\s+(${NUMBER})\\s*(\\.?)(?![\\d-])\\s*(.*)$`, "su"),
    chapter: new RegExp(`^(?:Chapter|CHAPTER)\\s+(${NUMBER}|[IVXLC]+)\\s*([.:]?)(?![\\d-])\\s*(.*)$`, "su"),
    other: /^(?:(?:Section|SECTION|Subsection|SUBSECTION)\s+(?:\d+|[IVXLC]+)\s*\.|(?:GENERAL|SPECIAL) PART$|§\s*\d+)/u,
  },
};
const DOTTED = new RegExp(`^(${NUMBER})\\s?\\.(?:\\s+|(?=[\\p{Lu}"«“])|$)(.*)$`, "su");
const BRACKETED = new RegExp(`^(${NUMBER})\\s?\\)\\s*(.*)$`, "su");
/** After a bracketed number: a list of references, or the word that such a number is named with in running text. */
const REFERENCE = /^(?:[,;)]|(?:и|или|және|мен|немесе|and|or) \d|тармақша|подпункт)/u;
const EXCLUDED =
  /^(?:исключ(?:ен[аоы]?)?\.?(?:$|[;:.(–—-]|\s+(?:[–—(-]|закон|указ|кодекс|конституц|в соответствии|приказ|постановл))|утратил[аои]? силу|(?:алып|алынып) тасталды|күші жойылды|(?:is |was )?excluded(?:$|[\s.;]))/u;
const GAP = /^\[\s*(?:…|\.{3})\s*\]$/u;
/** A line drawn across the page, or one that parts two texts of a file. */
const RULE = /^(?:[_*–—-]{3,}|={3,}.*)$/u;
const CONTENTS = /^(?:оглавление|содержание|пресс-релиз|мазмұны|баспасөз-релиз|contents|table of contents)$/u;
const SIGNATURE =
  /^(?:(?:первый )?(?:президент|премьер-министр)\s+республики казахстан|қазақстан республикасының\s+(?:тұңғыш )?(?:президент|премьер-министр)і|(?:the )?president of the republic of kazakhstan)(?:\s+(?:\|\s+)?\p{L}\.\s?(?:\p{L}\.\s?)?\p{L}+)?$/u;
const ANNOUNCEMENT =
  /^(?:примечани[ея] (?:изпи|рцпи)|(?:зқаи|рқао)-ның ескертпесі|note (?:of|by) (?:rcli|ili)|вниманию пользовател|қолданушылар назарына)/u;
const NOTE =
  /^(?:(?:сноска|ескерту|footnote)\s*[.!:]|нормативн\p{L}+ постановлени\p{L}+ конституционного (?:суда|совета)|қр конституциялық (?:сотының|кеңесінің)|\(?\s*вводится\s+в\s+действие|\[прим)/u;
/** The editors' word over a sentence of the law: only the sentence tells. */
const MISNAMED =
  /^(?:сноска|ескерту)\s*[.:]\s*(?:для целей настоящ|в настоящ\p{L}+ (?:стать|пункт|част|закон|кодекс)|осы (?:заңда|кодексте|бапта|тармақта|бөлікте|\p{L}+ мақсат))/u;
const LAW_NOTE = /^(?:примечани[ея]|ескертпе(?:лер)?|notes?)\s*[.:]/u;
/** Enough of a line to know it by. */
const START = 200;

export function meaningOf(text: string, { language, isMarked }: { language: Language; isMarked: boolean }): Meaning {
  return (
    titled(text, { language, isMarked }) ??
    worded(text, language) ??
    numbered(text) ?? { what: isMarked ? "title" : "plain" }
  );
}

export function isExcluded(words: string): boolean {
  return EXCLUDED.test(foldLetters(words.slice(0, START)));
}

/** Named like an editors' note, worded like the law. */
export function isMisnamedNote(text: string): boolean {
  return MISNAMED.test(foldLetters(text.slice(0, START)));
}

export function isHeading({ what }: Meaning): boolean {
  return what === "chapter" || what === "article" || what === "heading" || what === "title";
}

export function isNumbered(meaning: Meaning): meaning is Numbered {
  return meaning.what === "dotted" || meaning.what === "bracketed";
}

export function isTitled(meaning: Meaning): meaning is Titled {
  return meaning.what === "article" || meaning.what === "chapter";
}

function titled(text: string, { language, isMarked }: { language: Language; isMarked: boolean }): Titled | null {
  for (const what of ["article", "chapter"] as const) {
    const [, number, stop, title = ""] = HEADS[language][what].exec(text) ?? [];
    if (number === undefined) continue;
    if (stop !== "" || title === "" || isMarked || isExcluded(title))
      return { what, number: tidy(number), title: title.trim() };
  }
  return null;
}

function worded(text: string, language: Language): Meaning | null {
  if (HEADS[language].other.test(text)) return { what: "heading" };
  const start = foldLetters(text.slice(0, START));
  if (GAP.test(start)) return { what: "gap" };
  if (RULE.test(start)) return { what: "contents" };
  if (ANNOUNCEMENT.test(start)) return { what: "announcement" };
  if (MISNAMED.test(start)) return { what: "law-note" };
  if (NOTE.test(start)) return { what: "note" };
  if (LAW_NOTE.test(start)) return { what: "law-note" };
  if (text.length < START && CONTENTS.test(start)) return { what: "contents" };
  return text.length < START && SIGNATURE.test(start) ? { what: "signature" } : null;
}

function numbered(text: string): Numbered | null {
  const [, dotted, sentence = ""] = DOTTED.exec(text) ?? [];
  if (dotted !== undefined) return { what: "dotted", number: tidy(dotted), rest: sentence };
  const [, bracketed, rest = ""] = BRACKETED.exec(text) ?? [];
  return bracketed === undefined || rest === "" || REFERENCE.test(rest)
    ? null
    : { what: "bracketed", number: tidy(bracketed), rest };
}

function tidy(number: string): string {
  return number.replaceAll(/\s/gu, "");
}
