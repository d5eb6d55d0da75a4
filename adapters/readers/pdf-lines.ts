// Joins the pieces of text on a page into lines, and finds the headers, footers and page numbers that pages repeat.

import { cleanText } from "./source-lines.ts";

export type Piece = {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
};

export type PageLine = { readonly text: string; readonly x: number; readonly y: number; readonly size: number };

/** Pieces of about the same height, in the order of the page, with a space where there is a gap. */
export function joinItems(pieces: readonly Piece[]): PageLine[] {
  const lines: PageLine[] = [];
  let open: Piece[] = [];
  const close = (): void => {
    const first = open.find(({ str }) => str.trim() !== "");
    const text = cleanText(joinAcross(open));
    if (first && text !== "") lines.push({ text, x: first.x, y: first.y, size: first.fontSize || 10 });
    open = [];
  };
  for (const piece of pieces) {
    if (piece.str === "") continue;
    const last = open.at(-1);
    const size = Math.max(piece.fontSize, last?.fontSize ?? 0, 1);
    if (last && Math.abs(piece.y - last.y) > size * 0.5) close();
    open.push(piece);
  }
  close();
  return lines;
}

function joinAcross(pieces: readonly Piece[]): string {
  let text = "";
  let end = Number.NaN;
  for (const { str, x, width, fontSize } of pieces) {
    const hasGap = x - end > Math.max(fontSize, 1) * 0.15 || x < end - Math.max(fontSize, 1) * 2;
    text += hasGap ? ` ${str}` : str;
    end = x + width;
  }
  return text;
}

const EDGE = 2;
/** What begins like a provision is never dropped, wherever it stands. */
const UNIT = /^(?:(?:статья|глава|раздел|article|chapter|section)\s+\d|\d+(?:-\d+)?(?:-(?:бап|тарау|бөлім)|[.)]))/iu;

/**
 * Drops lines at the top and bottom that most pages share: the same words, or the same words around a number that grows
 * with the pages. A line of the act that merely looks like a number stays.
 */
export function withoutEdges(pages: readonly (readonly PageLine[])[]): PageLine[][] {
  const filled = pages.filter((lines) => lines.length > 0).length;
  const least = Math.max(2, Math.ceil(filled * 0.6));
  const edges = pages.map(edgesOf);
  const counts = new Map<string, number>();
  edges.forEach((lines, page) => {
    for (const key of new Set([...lines].flatMap((line) => keysOf(line, page))))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const isRepeated = (line: PageLine, page: number): boolean =>
    keysOf(line, page).some((key) => (counts.get(key) ?? 0) >= least);
  return pages.map((lines, page) => lines.filter((line) => !(edges[page]?.has(line) && isRepeated(line, page))));
}

/** By their height on the page: a header may come last in the file. */
function edgesOf(lines: readonly PageLine[]): ReadonlySet<PageLine> {
  const byHeight = lines.toSorted((one, other) => other.y - one.y);
  return new Set([...byHeight.slice(0, EDGE), ...byHeight.slice(-EDGE)]);
}

/** Places on the paper that differ by a hair are the same. */
function keysOf({ text, y }: PageLine, page: number): string[] {
  if (text.length > 200 || UNIT.test(text)) return [];
  const height = Math.round(y / 4);
  const numbers = [...text.matchAll(/\d{1,6}/gu)].slice(0, 5);
  const grown = numbers.map(({ 0: digits, index }) => {
    const rest = text.slice(index + digits.length);
    return `${text.slice(0, index)}\u0000${Number(digits) - page}\u0000${rest}`;
  });
  return [text, ...grown].map((key) => `${height}\u0000${key}`);
}
