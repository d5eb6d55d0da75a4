// Finds the units of an act in its paragraphs: which paragraph opens which unit, and whose words every other one is.

import type { ReadAct } from "./edition.ts";
import { isHeading, isMisnamedNote, isNumbered } from "./line-meaning.ts";
import type { Paragraph } from "./line-paragraphs.ts";
import { readHeading } from "./read-headings.ts";
import { readNumbered } from "./read-numbers.ts";
import { outlooksOf } from "./read-outlook.ts";
import { noteOwner, partOwner } from "./read-parts.ts";
import { type ActShape, type Draft, doubt, emptyPlace, type Reading, type Seen } from "./read-place.ts";

export type Outline = Pick<ReadAct, "chapters" | "doubts"> & { readonly drafts: readonly Draft[] };

export function outlineOf(paragraphs: readonly Paragraph[], document: ActShape): Outline {
  const reading: Reading = { document, place: emptyPlace(), drafts: new Map(), chapters: [], doubts: [] };
  for (const [at, outlook] of outlooksOf(paragraphs).entries()) {
    readOne({ paragraph: paragraphs[at] as Paragraph, previous: paragraphs[at - 1], at, outlook }, reading);
  }
  return { drafts: [...reading.drafts.values()], chapters: reading.chapters, doubts: reading.doubts };
}

function readOne(seen: Seen, reading: Reading): void {
  const { meaning } = seen.paragraph;
  if (isHeading(meaning)) readHeading(seen, meaning, reading);
  else if (isNumbered(meaning)) readNumbered(seen, meaning, reading);
  else if (meaning.what === "law-note") readNote(seen, reading);
  else if (meaning.what === "gap") readGap(seen, reading);
  else readPart(seen, reading);
}

function readGap(seen: Seen, reading: Reading): void {
  reading.place.isAfterGap = true;
  doubt(reading, seen, "words are left out here");
}

/** A note that is law. */
function readNote(seen: Seen, reading: Reading): void {
  const { text } = seen.paragraph;
  const owner = noteOwner(text, reading.place, seen.outlook);
  owner?.own.push(seen.at);
  reading.place.note = { owner, isList: isList(text), lastNumber: null };
  if (isMisnamedNote(text)) doubt(reading, seen, "named like an editors' note, taken for law");
}

function readPart(seen: Seen, reading: Reading): void {
  const { note } = reading.place;
  const owner = note === null ? partOwner(seen, reading) : note.owner;
  owner?.own.push(seen.at);
}

/** "Note:" alone, or a sentence that leads in to what is listed. */
function isList(text: string): boolean {
  return text.endsWith(":") || text.length < 20;
}
