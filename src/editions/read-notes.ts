// Parts the words of the law from what editors wrote between them: histories of amendments, announcements, contents.

import { foldLetters } from "./line-hints.ts";
import { isExcluded, isHeading, type Meaning } from "./line-meaning.ts";
import type { Paragraph } from "./line-paragraphs.ts";

export type WithoutNotes = {
  readonly law: readonly Paragraph[];
  readonly notes: readonly { readonly line: number; readonly text: string }[];
};

/** What an announcement speaks of; a paragraph without such a word is not taken for its second line. */
const ANNOUNCED =
  /предусм|вводит|введен|приостанов|действ|редакци|изменени|дополн|исключ|утрат|оглавлен|көзделген|қолданысқа|тоқтатыл|толықтыр|өзгер|қараңыз|алып таста|күш|мазмұн|amend|enter|force|suspend|provid/u;
const BARE_LENGTH = 60;
const LOOKED_AT = 600;

export function withoutNotes(paragraphs: readonly Paragraph[]): WithoutNotes {
  const law: Paragraph[] = [];
  const notes: Paragraph[] = [];
  let previous: Paragraph | null = null;
  for (const paragraph of paragraphs) {
    if (isNote(paragraph) || isAnnounced(paragraph, previous)) notes.push(paragraph);
    else if (paragraph.meaning.what !== "contents") law.push(paragraph);
    previous = paragraph;
  }
  return { law, notes: notes.map(({ line, text }) => ({ line, text })) };
}

/** A page marks a unit that was taken out like a note, yet its number is part of the act. */
function isNote({ meaning, mark }: Paragraph): boolean {
  if (meaning.what === "note" || meaning.what === "announcement") return true;
  return mark === "note" && meaning.what !== "law-note" && !isExcluded(wordsOf(meaning));
}

/** "Editors' note!" stands on a line of its own, and what it says on the next. */
function isAnnounced({ text, meaning }: Paragraph, previous: Paragraph | null): boolean {
  if (previous === null || previous.meaning.what !== "announcement" || previous.text.length > BARE_LENGTH) return false;
  return !isHeading(meaning) && ANNOUNCED.test(foldLetters(text.slice(0, LOOKED_AT)));
}

function wordsOf(meaning: Meaning): string {
  if ("rest" in meaning) return meaning.rest;
  return "title" in meaning ? meaning.title : "";
}
