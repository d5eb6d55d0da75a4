// Numbered paragraphs: which unit each one opens, and where its number does not fit.

import type { UnitKind } from "./edition.ts";
import type { Numbered } from "./line-meaning.ts";
import { stepFrom } from "./line-order.ts";
import { readSection } from "./read-headings.ts";
import {
  type ActShape,
  containerAt,
  doubt,
  hasArticles,
  openUnit,
  type Place,
  type Reading,
  type Seen,
  stepAt,
} from "./read-place.ts";

export function readNumbered(seen: Seen, meaning: Numbered, reading: Reading): void {
  const { place } = reading;
  if (place.note !== null && continuesNote(place, meaning)) {
    if (meaning.what === "dotted") place.note.lastNumber = meaning.number;
    place.note.owner?.own.push(seen.at);
  } else if (meaning.what === "bracketed") readItem(seen, meaning, reading);
  else if (!readSection(seen, meaning, reading)) readDotted(seen, meaning, reading);
}

function readDotted(seen: Seen, { number, rest }: Numbered, reading: Reading): void {
  const { document, place, drafts } = reading;
  if (hasArticles(document) && place.article === null) return;
  const below = place.article?.id ?? document.id;
  const step = stepAt(place, place.lastDotted, number);
  if (step === "no" || drafts.has(`${below}/${number}`)) {
    misplace(seen, number, reading);
    return;
  }
  if (step === "later") doubt(reading, seen, `number ${number} follows ${place.lastDotted ?? "no number"}`);
  const dotted = openUnit(seen, { kind: kindOf(document), number, below, words: rest }, reading);
  Object.assign(place, { dotted, item: null, note: null, lastDotted: number, isAfterGap: false });
}

function readItem(seen: Seen, { number, rest }: Numbered, reading: Reading): void {
  const { place, drafts } = reading;
  const container = containerAt(place);
  if (container === null) return;
  const step = stepAt(place, container.lastItem, number);
  if (container.hasSecondList || step === "no" || drafts.has(`${container.id}/${number}`)) {
    container.hasSecondList ||= number === "1";
    place.item = container.hasSecondList ? null : place.item;
    misplace(seen, number, reading);
    return;
  }
  if (step === "later") doubt(reading, seen, `number ${number} follows ${container.lastItem ?? "no number"}`);
  const item = openUnit(seen, { kind: "subparagraph", number, below: container.id, words: rest }, reading);
  container.lastItem = number;
  Object.assign(place, { item, note: null, isAfterGap: false });
}

/** The number does not fit or is taken: the words stay with the unit that is open. */
function misplace(seen: Seen, number: string, reading: Reading): void {
  const { place } = reading;
  (place.item ?? containerAt(place))?.own.push(seen.at);
  doubt(reading, seen, `number ${number} does not fit here`);
}

/** Whether a number after a note that is law goes on with the note's own list. */
function continuesNote({ note, lastDotted, dotted }: Place, { what, number }: Numbered): boolean {
  if (note === null) return false;
  if (what === "bracketed") return note.isList;
  const isNext = stepFrom(note.lastNumber, number) === "next";
  return (isNext && (note.isList || dotted !== null)) || stepFrom(lastDotted, number) === "no";
}

function kindOf({ levels }: ActShape): UnitKind {
  if (levels[0] !== "article") return levels[0] ?? "point";
  return levels.find((level) => level === "part" || level === "paragraph") ?? "paragraph";
}
