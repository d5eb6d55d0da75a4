// Gathers pieces of text into the lines of a page, and decides which of them are editors' notes.

import { cleanText, type FoundLine } from "./source-lines.ts";

/** How deep a piece of text stands in tags of each kind; 0 is outside. */
type Depth = {
  readonly note: number;
  readonly bold: number;
  readonly link: number;
  readonly heading: number;
  readonly block: number;
  readonly table: number;
};

type Piece = Depth & { readonly text: string };

const isBlank = ({ text }: Piece): boolean => cleanText(text) === "";
const wordsOf = (pieces: readonly Piece[]): string => cleanText(pieces.map(({ text }) => text).join(""));

export type LineMaker = ReturnType<typeof createLineMaker>;

export function createLineMaker() {
  const lines: FoundLine[] = [];
  let pieces: Piece[] = [];
  let cells: string[] = [];
  let anchor: string | null = null;
  let isBlockStart = true;

  const push = (part: readonly Piece[], mark: FoundLine["mark"]): void => {
    const text = wordsOf(part);
    if (text === "") return;
    const raw = part.map((piece) => piece.text).join("");
    const isIndented = /^[ \t\r\n\f]*\u00a0/u.test(raw);
    lines.push({ text, mark, isIndented, isBlockStart, anchor });
    anchor = null;
    isBlockStart = false;
  };

  const flush = (): void => {
    const [law, note] = splitNote(pieces);
    const words = law.filter((piece) => !isBlank(piece));
    const isHeading =
      words.some(({ heading }) => heading > 0) || words.every(({ bold, table }) => bold > 0 && table === 0);
    push(law, isHeading ? "heading" : "plain");
    push(note, "note");
    pieces = [];
  };

  return {
    lines,
    add(text: string, depth: Depth): void {
      // Where paragraphs have no tag of their own, as on older pages and behind notes, their indent begins them.
      if (
        /^[ \t\r\n\f]*\u00a0{3}/u.test(text) &&
        depth.note + depth.block === 0 &&
        pieces.some((piece) => !isBlank(piece))
      )
        flush();
      const { note, bold, link, heading, block, table } = depth;
      pieces.push({ text: text.replace(/[ \t\r\n\f]+/gu, " "), note, bold, link, heading, block, table });
    },
    space: (): void => {
      pieces.push({ text: " ", note: 0, bold: 0, link: 0, heading: 0, block: 0, table: 1 });
    },
    /** Opens the next line under this name, unless words of a line stand before it. */
    anchor(name: string): void {
      if (pieces.every(isBlank)) anchor = name;
    },
    end({ isBlockEnd }: { readonly isBlockEnd: boolean }): void {
      flush();
      if (isBlockEnd) isBlockStart = true;
    },
    startCell: (): void => flush(),
    endCell(): void {
      cells.push(wordsOf(pieces));
      pieces = [];
    },
    endRow(): void {
      const text = cells.filter(Boolean).join(" | ");
      if (text !== "") lines.push({ text, mark: "plain", isIndented: false, isBlockStart: true, anchor });
      if (text !== "") anchor = null;
      cells = [];
    },
  };
}

/**
 * The words of the act, and the note behind them. A line that begins as a note is one to its end, with the links in it;
 * red or grey words in the middle of a sentence stay in the sentence, for without them it would say something else.
 */
function splitNote(pieces: readonly Piece[]): readonly [law: readonly Piece[], note: readonly Piece[]] {
  const first = pieces.findIndex((piece) => !isBlank(piece));
  if (first < 0 || (pieces[first]?.note ?? 0) > 0) return [[], pieces];
  const lastLaw = pieces.findLastIndex((piece) => !isBlank(piece) && piece.note === 0 && piece.link === 0);
  const start = pieces.findIndex((piece, at) => at > lastLaw && piece.note > 0 && !isBlank(piece));
  return start < 0 ? [pieces, []] : [pieces.slice(0, start), pieces.slice(start)];
}
