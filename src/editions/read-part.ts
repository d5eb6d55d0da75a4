// Takes the lines of one act out of a file that holds several.

import { foldLetters, isFinished } from "./line-hints.ts";
import { PART_OPENING, PART_OPENING_LINE, PART_TITLES } from "./read-part-titles.ts";
import type { SourceLine } from "./source-text.ts";

type Part = { readonly lines: readonly SourceLine[]; readonly doubts: readonly string[] };

const SEPARATOR = /^={3,}\s*(\S[^=]*?)\s*={3,}$/u;
/** A file of ours may say in its first line where it comes from. */
const SOURCE_NOTE = /^SOURCE: /u;
/** Longer than any title. */
const TITLE_LENGTH = 200;
const TITLE_LINES = 3;
/** A title has its first numbered line or heading close below; the same words in running text have not. */
const NEAR = 20;
const BEGINNING = /^(?:1\. |1-тарау|1-бап|Глава (?:1|I)(?:\.|$)|Статья 1(?:\.|$)|Chapter 1|Article 1)/iu;

export function takePart(lines: readonly SourceLine[], document: string): Part {
  const without = lines.filter(({ text }, at) => at > 2 || !SOURCE_NOTE.test(text.slice(0, TITLE_LENGTH)));
  const extract = takeExtract(without, document);
  const annexed = takeAnnexed(extract.lines, document);
  return { lines: annexed.lines, doubts: [...extract.doubts, ...annexed.doubts] };
}

function takeExtract(lines: readonly SourceLine[], document: string): Part {
  const marks = lines.flatMap((line, at) => (nameIn(line) === null ? [] : [at]));
  if (marks.length === 0) return { lines, doubts: [] };
  const wanted = PART_TITLES[document]?.names ?? [];
  const taken = marks.flatMap((at, index) => {
    const name = foldLetters(nameIn(lines[at]) ?? "");
    return wanted.some((word) => name.includes(foldLetters(word)))
      ? lines.slice(at + 1, marks[index + 1] ?? lines.length)
      : [];
  });
  if (taken.length > 0) return { lines: taken, doubts: [] };
  return { lines, doubts: ["several texts in one file, and none of them names this act"] };
}

function nameIn(line: SourceLine | undefined): string | null {
  if (line === undefined || line.text.length > TITLE_LENGTH) return null;
  return SEPARATOR.exec(line.text)?.[1] ?? null;
}

function takeAnnexed(lines: readonly SourceLine[], document: string): Part {
  const titles = foldedTitles(PART_TITLES[document]?.titles);
  for (let at = 0; at < lines.length; at += 1) {
    const length = titleLength(lines, at, titles);
    if (length === 0 || !beginsBelow(lines, at + length)) continue;
    return { lines: lines.slice(at + length, endOf(lines, at + length)), doubts: [] };
  }
  return {
    lines,
    doubts: titles.size === 0 ? [] : ["the title of this act was not found, so all of the text was taken"],
  };
}

/** How many lines from here make up one of the titles; 0 where none begins here. */
function titleLength(lines: readonly SourceLine[], at: number, titles: ReadonlySet<string>): number {
  let joined = "";
  for (let count = 1; count <= TITLE_LINES; count += 1) {
    const text = lines[at + count - 1]?.text;
    if (text === undefined || joined.length + text.length > TITLE_LENGTH) return 0;
    joined = joined === "" ? text : `${joined} ${text}`;
    if (titles.has(foldLetters(joined))) return count;
  }
  return 0;
}

function beginsBelow(lines: readonly SourceLine[], from: number): boolean {
  return lines.slice(from, from + NEAR).some(({ text }) => BEGINNING.test(text.slice(0, TITLE_LENGTH)));
}

/** Up to the next approved or annexed document, whose block of approval may begin above the word. */
function endOf(lines: readonly SourceLine[], from: number): number {
  const others = foldedTitles(Object.values(PART_TITLES).flatMap(({ titles }) => titles));
  for (let at = from; at < lines.length; at += 1) {
    const { text } = lines[at] as SourceLine;
    const isOpening = text.length < TITLE_LENGTH && PART_OPENING.test(text) && !isFinished(text);
    if (!isOpening && titleLength(lines, at, others) === 0) continue;
    let end = at;
    while (end > from && PART_OPENING_LINE.test((lines[end - 1] as SourceLine).text.slice(0, TITLE_LENGTH))) end -= 1;
    return end;
  }
  return lines.length;
}

function foldedTitles(titles: readonly string[] = []): ReadonlySet<string> {
  return new Set(titles.map(foldLetters));
}
