// Reads a table of HTML inside Markdown: a row is a line.

import { decodeEntities } from "./markdown-inline.ts";
import { cleanText, type FoundLine } from "./source-lines.ts";

export type Row = { readonly text: string; readonly number: number };

export const joinCells = (cells: readonly string[]): string => cells.map(cleanText).filter(Boolean).join(" | ");

const cellText = (cell: string): string => decodeEntities(cell.replace(/<[^<>]*>/gu, " "));

export function tableLines(rows: readonly Row[], before: string | null): FoundLine[] {
  const lines: FoundLine[] = [];
  let open: string[] = [];
  rows.forEach(({ text, number }, at) => {
    const parts = text.split(/<\/tr\s*>/iu);
    parts.forEach((part, index) => {
      open.push(part);
      if (index === parts.length - 1 && at < rows.length - 1) return;
      const words = joinCells(
        open
          .join(" ")
          .split(/<\/t[dh]\s*>/iu)
          .map(cellText),
      );
      const anchor = lines.length === 0 ? before : null;
      if (words !== "")
        lines.push({ number, text: words, mark: "plain", isIndented: null, isBlockStart: true, anchor });
      open = [];
    });
  });
  return lines;
}
