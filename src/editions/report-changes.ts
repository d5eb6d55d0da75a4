// What an amendment did, for the terminal: signs say what is new and what is gone, colours only repeat it.

import { writeDay } from "../day.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import { pinpoint } from "../pinpoint.ts";
import type { ChangeKind, EditionChanges, TopicChanges, UnitChange } from "./compare-editions.ts";
import type { Piece, PieceKind } from "./compare-words.ts";
import { labelOf, type Marked, markPieces, writeSummary } from "./report-labels.ts";

export type ChangesOptions = {
  readonly document: ActDocument;
  /** Whether the terminal shows colours. */
  readonly isColoured: boolean;
};

const SIGNS: Readonly<Record<ChangeKind, string>> = {
  added: "+",
  removed: "-",
  excluded: "-",
  changed: "~",
  moved: ">",
};
const COLOURS: Readonly<Record<PieceKind, string>> = { kept: "", removed: "\u001b[31m", added: "\u001b[32m" };
const PLAIN = "\u001b[0m";
// Text of an imported file must not steer the terminal.
const CONTROL = /[\p{Cc}\p{Cf}]/gu;
// So much is left of kept words on either side of a change.
const CONTEXT = 60;

export function writeChanges(changes: EditionChanges, options: ChangesOptions): string {
  const { document, language, before, after, topics } = changes;
  const title = `${document} (${language}): ${writeDay(before.edition)} → ${writeDay(after.edition)}, in force from ${writeDay(after.inForceFrom)}`;
  const write = writerOf(changes, options);
  return `${[title, writeSummary(changes), ...topics.map(write)].join("\n\n")}\n`;
}

function writerOf(
  { language }: EditionChanges,
  { document, isColoured }: ChangesOptions,
): (topic: TopicChanges) => string {
  const nameUnit = (id: string): string => pinpoint(id, document, language);
  const write = (pieces: readonly Piece[]): string =>
    markPieces(pieces)
      .map((piece) => writePiece(piece, isColoured))
      .join("")
      .trim();
  const writeUnit = (change: UnitChange): string[] => {
    const head = `  ${SIGNS[change.kind]} ${nameUnit(change.id)} (${labelOf(change, nameUnit)})`;
    const words = writeWords(change, write);
    return words === "" ? [head] : [head, `      ${words}`];
  };
  return ({ id, title, heading, units }) => {
    const name = [nameUnit(id), ...(title === null ? [] : [clean(title)])].join(". ");
    const retitled = heading === null ? [] : [`  ~ title: ${write(heading)}`];
    return [name, ...retitled, ...units.flatMap(writeUnit)].join("\n");
  };
}

/** Of words that only moved, none; of a changed unit, the changes and a little around them. */
function writeWords({ kind, pieces }: UnitChange, write: (pieces: readonly Piece[]) => string): string {
  if (kind === "moved" && pieces.every((piece) => piece.kind === "kept")) return "";
  return write(pieces.map((piece, at) => shorten(piece, { isFirst: at === 0, isLast: at === pieces.length - 1 })));
}

function shorten(piece: Piece, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Piece {
  const { kind, text } = piece;
  if (kind !== "kept" || text.length <= 3 * CONTEXT) return piece;
  const head = isFirst ? "" : (/^[\s\S]{0,60}(?=\s)/u.exec(text)?.[0] ?? "");
  const tail = isLast ? "" : (/\s[\s\S]{0,60}$/u.exec(text)?.[0] ?? "");
  return { kind, text: `${head}${head === "" ? "" : " "}…${tail}` };
}

function writePiece({ kind, text, space }: Marked, isColoured: boolean): string {
  const words = clean(text);
  if (kind === "kept") return `${words}${clean(space)}`;
  const sign = kind === "removed" ? "-" : "+";
  const marked = `[${sign}${words}${sign}]`;
  return `${isColoured ? `${COLOURS[kind]}${marked}${PLAIN}` : marked}${clean(space)}`;
}

function clean(text: string): string {
  return text.replace(/\s+/gu, " ").replace(CONTROL, "");
}
