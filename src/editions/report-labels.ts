// The words around a comparison, in which a maintainer reads it: the act's own words stay in their language.

import { CHANGE_KINDS, type ChangeKind, type EditionChanges, type UnitChange } from "./compare-editions.ts";
import type { Piece } from "./compare-words.ts";

const KIND_LABELS: Readonly<Record<ChangeKind, string>> = {
  added: "added",
  removed: "removed",
  excluded: "excluded",
  changed: "changed",
  moved: "renumbered",
};

/** "2 articles changed: 1 unit added, 3 units changed; 40 units unchanged; 5 differ in typography only". */
export function writeSummary({ topics, counts, typography, unchanged }: EditionChanges): string {
  const kinds = CHANGE_KINDS.filter((kind) => counts[kind] > 0).map(
    (kind) => `${count(counts[kind], "unit")} ${KIND_LABELS[kind]}`,
  );
  const law =
    kinds.length > 0
      ? `${count(topics.length, "article or point", "articles or points")} differ: ${kinds.join(", ")}`
      : "the law is the same";
  const print =
    typography.length > 0 ? `; ${count(typography.length, "unit")} in typography only, which is no change of law` : "";
  return `${law}; ${count(unchanged, "unit")} unchanged${print}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export type Marked = Piece & {
  /** White space after the piece, which no mark should stand under. */
  readonly space: string;
};

/** What is gone and what came instead do not run into one word. */
export function markPieces(pieces: readonly Piece[]): Marked[] {
  return pieces.map(({ kind, text }, at) => {
    const bare = text.trimEnd();
    const isReplaced = kind === "removed" && pieces[at + 1]?.kind === "added";
    return { kind, text: bare, space: text.slice(bare.length) || (isReplaced ? " " : "") };
  });
}

/** "changed", "renumbered, was ст. 5, п. 2", "renumbered and changed, was …". */
export function labelOf({ kind, from, pieces }: UnitChange, nameUnit: (id: string) => string): string {
  if (kind !== "moved" || from === null) return KIND_LABELS[kind];
  const isReworded = pieces.some((piece) => piece.kind !== "kept");
  return `${KIND_LABELS[kind]}${isReworded ? " and changed" : ""}, was ${nameUnit(from)}`;
}
