// What a line shows by itself, whatever it says: where it ends, how it begins, whether the page broke it.

import type { SourceLine, SourceText } from "./source-text.ts";

/** What the lines of a whole text have in common, which decides how far each hint can be trusted. */
export type PageHints = {
  /** Whether the format knows paragraphs; of plain text and of a printed page only empty lines are known. */
  readonly hasBlocks: boolean;
  readonly hasIndents: boolean;
  /** Longest line of a text whose lines were broken to fit; `null` where lines end with their sentence. */
  readonly width: number | null;
  /** Whether an empty line between two lines parts two paragraphs. */
  readonly countsBlanks: boolean;
  /** Lines that hold nothing but the number of a page. */
  readonly pageLines: ReadonlySet<number>;
};

const FINISHED = /(?:[.;:!?…]|[,)] ?[–—−-])["»”')\]]*\s*$/u;
const SMALL = /^["«“(]?[\p{Ll},;:)(№–—-]/u;
/** Letters in a line of a page that somebody prints. */
const NARROWEST = 40;
const WIDEST = 160;
/** As far as an ending or a beginning can be told; keeps a line of a megabyte cheap. */
const EDGE = 80;

export function isFinished(text: string): boolean {
  return FINISHED.test(text.slice(-EDGE));
}

/** Begins like the middle of a sentence. */
export function startsSmall(text: string): boolean {
  return SMALL.test(text.slice(0, EDGE));
}

export function isAllCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}{2}/u.test(text);
}

/** The next line's first word would still have fitted, so nothing but a new paragraph explains the break. */
export function endsEarly(text: string, next: string, width: number): boolean {
  const word = next.indexOf(" ") === -1 ? next.length : next.indexOf(" ");
  return text.length + 1 + word < width * 0.95;
}

/** For comparing words of the law, never for quoting them: Kazakh texts mix a Latin i into Cyrillic words. */
export function foldLetters(text: string): string {
  return text.toLowerCase().replaceAll(/(?<=\p{Script=Cyrillic})i|i(?=\p{Script=Cyrillic})/gu, "і");
}

/** Of lines without blocks: whether the source has an empty line between the two. */
export function isAfterBlank(line: SourceLine, before: SourceLine | undefined): boolean {
  return line.isBlockStart === true || (before !== undefined && line.number > before.number + 1);
}

export function hintsOf({ form, lines }: SourceText): PageHints {
  const width = widthOf(lines, form === "pdf");
  const gaps = lines.filter((line, at) => isAfterBlank(line, lines[at - 1])).length;
  return {
    hasBlocks: form === "adilet" || form === "markdown" || form === "docx",
    hasIndents: lines.some(({ isIndented }) => isIndented === true),
    width,
    countsBlanks: width === null || gaps < lines.length * 0.8,
    pageLines: width === null ? new Set() : pageLinesOf(lines),
  };
}

function widthOf(lines: readonly SourceLine[], isPdf: boolean): number | null {
  const lengths = lines.map(({ text }) => text.length).sort((a, b) => a - b);
  const longest = lengths[Math.floor(lengths.length * 0.97)] ?? 0;
  if (longest > WIDEST || (longest < NARROWEST && !isPdf)) return null;
  const full = lines.filter(({ text }) => text.length > longest * 0.75);
  const broken = full.filter(({ text }) => !isFinished(text));
  return isPdf || (full.length >= 4 && broken.length > full.length * 0.4) ? longest : null;
}

/** A number alone on a line is a page's only where the page before or after has one too. */
function pageLinesOf(lines: readonly SourceLine[]): ReadonlySet<number> {
  const pages = new Set(lines.flatMap(({ text }) => pageNumber(text) ?? []));
  const isPage = (page: number | null) => page !== null && (pages.has(page - 1) || pages.has(page + 1));
  return new Set(lines.filter(({ text }) => isPage(pageNumber(text))).map(({ number }) => number));
}

function pageNumber(text: string): number | null {
  const [, page] = (text.length < 20 && /^(?:стр\. |page |[–—-] ?)?(\d{1,4})(?: ?[–—-])?$/iu.exec(text)) || [];
  return page === undefined ? null : Number(page);
}
