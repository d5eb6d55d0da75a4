// What became of a unit's words from one edition to the next, piece by piece.

import { type Token, tokensOf } from "./compare-fold.ts";

export type PieceKind = "kept" | "removed" | "added";
export type Piece = { readonly kind: PieceKind; readonly text: string };
export type Run = { readonly kind: PieceKind; readonly count: number };

/** Runs over both lists, in order; `null` where they are too different for that to tell anything. */
export type DiffKeys = (before: readonly string[], after: readonly string[]) => readonly Run[] | null;

/** Kept words are shown as the later edition has them. */
export function diffWords(before: string, after: string, diffKeys: DiffKeys): Piece[] {
  const [old, recent] = [tokensOf(before), tokensOf(after)];
  const runs = diffKeys(
    old.map(({ key }) => key),
    recent.map(({ key }) => key),
  );
  if (!runs) return rewritten(before, after);
  return joinPieces(absorbIslands(toSlices(runs, { old, recent })));
}

export function rewritten(before: string, after: string): Piece[] {
  return [piece("removed", before), piece("added", after)].filter(({ text }) => text !== "");
}

function piece(kind: PieceKind, text: string): Piece {
  return { kind, text };
}

type Slice = { readonly kind: PieceKind; readonly before: readonly Token[]; readonly after: readonly Token[] };

function toSlices(runs: readonly Run[], texts: { old: readonly Token[]; recent: readonly Token[] }): Slice[] {
  let [inOld, inRecent] = [0, 0];
  return runs.map(({ kind, count }) => {
    const before = kind === "added" ? [] : texts.old.slice(inOld, inOld + count);
    const after = kind === "removed" ? [] : texts.recent.slice(inRecent, inRecent + count);
    inOld += before.length;
    inRecent += after.length;
    return { kind, before, after };
  });
}

/** A comma or an "и" that happens to stand on both sides of a rewritten passage tears it into shreds: it goes with the passage. */
function absorbIslands(slices: readonly Slice[]): Slice[] {
  const isEdit = (slice: Slice | undefined): boolean => slice !== undefined && slice.kind !== "kept";
  return slices.flatMap((slice, at) => {
    const isIsland = slice.kind === "kept" && isEdit(slices[at - 1]) && isEdit(slices[at + 1]) && isSlight(slice);
    if (!isIsland) return [slice];
    return [
      { kind: "removed", before: slice.before, after: [] },
      { kind: "added", before: [], after: slice.after },
    ];
  });
}

function isSlight({ after }: Slice): boolean {
  return after.length <= 2 && after.every(({ key }) => key.length <= 3 && !/\p{N}/u.test(key));
}

/** Between two kept pieces first all that is removed, then all that is added. */
function joinPieces(slices: readonly Slice[]): Piece[] {
  const pieces: Piece[] = [];
  let edit = { removed: "", added: "" };
  const closeEdit = (): void => {
    pieces.push(...rewritten(edit.removed, edit.added));
    edit = { removed: "", added: "" };
  };
  for (const { kind, before, after } of slices) {
    if (kind === "removed") edit.removed += textOf(before);
    if (kind === "added") edit.added += textOf(after);
    if (kind !== "kept") continue;
    closeEdit();
    pieces.push(piece("kept", textOf(after)));
  }
  closeEdit();
  return pieces;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join("");
}
