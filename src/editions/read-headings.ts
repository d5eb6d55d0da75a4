// Headings close what is open: chapters, articles, sections of an act of points.

import { isExcluded, isTitled, type Meaning, type Numbered, type Titled } from "./line-meaning.ts";
import { stepFrom } from "./line-order.ts";
import { closeAll, doubt, hasArticles, openUnit, type Reading, type Seen, stepAt } from "./read-place.ts";

/** No title of a section is longer. */
const SECTION_LENGTH = 200;
const TITLE_LENGTH = 400;

export function readHeading(seen: Seen, meaning: Meaning, reading: Reading): void {
  closeAll(reading);
  if (!isTitled(meaning)) return;
  const { what, number, title } = meaning;
  if (what === "chapter") reading.chapters.push({ number, title, line: seen.paragraph.line });
  else if (hasArticles(reading.document)) readArticle(seen, meaning, reading);
}

function readArticle(seen: Seen, { number, title }: Pick<Titled, "number" | "title">, reading: Reading): void {
  const { document, drafts, place } = reading;
  if (drafts.has(`${document.id}/${number}`)) {
    doubt(reading, seen, `article ${number} stands here again`);
    return;
  }
  const step = stepFrom(place.lastArticle, number);
  if (step === "no") doubt(reading, seen, `article ${number} follows article ${place.lastArticle}`);
  if (title.length > TITLE_LENGTH) doubt(reading, seen, `the title of article ${number} may hold words of the article`);
  const heading = title === "" || isExcluded(title) ? null : title;
  place.article = openUnit(seen, { kind: "article", number, below: document.id, heading, words: title }, reading);
  place.lastArticle = number;
}

/** A title numbered like a point: only the format or the numbers after it tell. */
export function readSection(seen: Seen, { number, rest }: Numbered, reading: Reading): boolean {
  const { document, place, chapters } = reading;
  const isMarked = seen.paragraph.mark === "heading" && seen.paragraph.text.length <= SECTION_LENGTH;
  if (hasArticles(document)) return isMarked && readUnnamedArticle(seen, { number, title: rest }, reading);
  if (document.levels[0] !== "point" || !(isMarked || isSection(seen, number, reading))) return false;
  closeAll(reading);
  place.section = Number.parseInt(number, 10);
  chapters.push({ number, title: rest, line: seen.paragraph.line });
  return true;
}

/** A short title after which the numbering of points goes on as if it were not there. */
function isSection({ paragraph, outlook }: Seen, number: string, { place }: Reading): boolean {
  if (number !== String(place.section + 1) || paragraph.text.length > SECTION_LENGTH) return false;
  if (/[.;:,]$/u.test(paragraph.text) || outlook.dotted === null || outlook.bracketed !== null) return false;
  return stepAt(place, place.lastDotted, outlook.dotted) === "next";
}

/** Some copies leave the word "article" out of a heading. */
function readUnnamedArticle(seen: Seen, meaning: Pick<Titled, "number" | "title">, reading: Reading): boolean {
  if (stepFrom(reading.place.lastArticle, meaning.number) !== "next") return false;
  closeAll(reading);
  readArticle(seen, meaning, reading);
  return true;
}
