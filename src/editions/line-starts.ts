// Where a paragraph begins: by the format's own marks, else by empty lines and indents, else by words and numbers.

import type { Language } from "../language.ts";
import { endsEarly, isAfterBlank, isAllCapitals, isFinished, type PageHints, startsSmall } from "./line-hints.ts";
import { isHeading, isNumbered, type Meaning, type Numbered } from "./line-meaning.ts";
import { stepFrom } from "./line-order.ts";
import type { SourceLine } from "./source-text.ts";

export type Join = { readonly language: Language; readonly hints: PageHints; readonly hasPoints: boolean };
export type Read = { readonly line: SourceLine; readonly meaning: Meaning };
export type Open = { readonly lines: SourceLine[]; readonly meaning: Meaning; readonly dottedBefore: string | null };
export type Counted = { dotted: string | null; bracketed: string | null };

const SHORT = 150;
/** The last line of a wrapped title is seldom this full; the first line of an article mostly is. */
const FULL = 0.85;
/** Begins with a small letter and yet a paragraph: what an offence is punished with. */
const SANCTION = /^(?:наказыва|влеч[её]т|влекут)/u;

/** After a number: what numbers of other provisions are numbers of. */
const CITED = /^(?:част|пункт|стать|настоящ|тармақ|бөлі)/u;

const CLOSING = /^[,.;:)!?]/u;

/** Whether a line opens a paragraph after the one that is open. */
export function begins(read: Read, current: Open, join: Join & { counted: Counted }): boolean {
  const { line, meaning } = read;
  const last = current.lines.at(-1) as SourceLine;
  if (standsAlone(meaning) || standsAlone(current.meaning) || meaning.what === "announcement") return true;
  if (isBareHeading(current) && isTitleLike(read)) return false;
  if (isHeading(meaning) && (meaning.what !== "title" || line.isBlockStart !== false)) return true;
  const { hasBlocks, countsBlanks, width } = join.hints;
  if (hasBlocks && line.isBlockStart === true) return true;
  if (goesOnInCapitals(read, current)) return false;
  if (line.isIndented === true) return true;
  if (hasBlocks && line.isBlockStart === false) return beginsInside(read, last, join);
  const isApart = countsBlanks && isAfterBlank(line, last) && !isAfterPage(line, last, join.hints);
  if (isApart && (width === null || isFinished(last.text) || !startsSmall(line.text))) return true;
  return beginsUnaided(read, current, join);
}

/** A title in capitals that was wrapped, perhaps to a line in the middle of the page. */
function goesOnInCapitals({ line, meaning }: Read, current: Open): boolean {
  if (!isHeading(current.meaning) || (meaning.what !== "plain" && meaning.what !== "title")) return false;
  return isAllCapitals(line.text) && isAllCapitals(titleOf(current));
}

/** A heading without its first word, which need not be in capitals. */
function titleOf({ lines, meaning }: Open): string {
  const own = "title" in meaning ? meaning.title : (lines[0]?.text ?? "");
  return [own, ...lines.slice(1).map(({ text }) => text)].join(" ");
}

function isAfterPage(line: SourceLine, last: SourceLine, { pageLines }: PageHints): boolean {
  return [1, 2, 3].some((above) => line.number - above > last.number && pageLines.has(line.number - above));
}

/** Inside one paragraph of the format: only what cannot be a continuation. */
function beginsInside({ line, meaning }: Read, last: SourceLine, { counted }: { counted: Counted }): boolean {
  if (line.mark === "heading" || last.mark === "heading") return line.mark !== last.mark;
  if (!isFinished(last.text)) return false;
  if (isNamed(meaning)) return true;
  if (isNumbered(meaning)) return isPlausible(meaning, counted);
  return line.mark !== last.mark && !startsSmall(line.text);
}

/** No empty line, no indent and no format tells: the words and the numbers must. */
function beginsUnaided(read: Read, current: Open, join: Join & { counted: Counted }): boolean {
  const { line, meaning } = read;
  const last = current.lines.at(-1) as SourceLine;
  const { width, hasIndents } = join.hints;
  const isEnd = isFinished(last.text);
  const early = width === null || endsEarly(last.text, line.text, width);
  if (isNumbered(meaning)) {
    if (isHeading(current.meaning) || goesOnAfterTitle(meaning, current, join)) return true;
    if (isEnd && (isPlausible(meaning, join.counted) || isSectionTitle(read, join))) return true;
    const isApart = width === null ? last.text.endsWith(",") && !CITED.test(meaning.rest) : early;
    return isApart && isNext(meaning, join.counted);
  }
  if (isNamed(meaning))
    return isEnd || (!line.text.startsWith("(") && (isHeading(current.meaning) || (early && width !== null)));
  if (isEnd && SANCTION.test(line.text.slice(0, SHORT))) return true;
  if (hasIndents || startsSmall(line.text)) return false;
  if (isHeading(current.meaning)) {
    return early || line.text.length > (width ?? 0) * FULL;
  }
  if (current.meaning.what === "note" || current.meaning.what === "announcement")
    return isEnd && /\.$/u.test(last.text);
  return isEnd && early;
}

/** A note or a signature, which says so itself. */
function isNamed({ what }: Meaning): boolean {
  return what === "note" || what === "law-note" || what === "signature";
}

function standsAlone({ what }: Meaning): boolean {
  return what === "gap" || what === "contents";
}

/** "Chapter 1" or "Article 5." whose title stands on the line below. */
function isBareHeading({ lines, meaning }: Open): boolean {
  return lines.length === 1 && (meaning.what === "chapter" || meaning.what === "article") && meaning.title === "";
}

function isTitleLike({ line, meaning }: Read): boolean {
  if (line.text.length > SHORT || line.mark === "note" || startsSmall(line.text)) return false;
  return (meaning.what === "plain" || meaning.what === "title") && !/[.;:,]$/u.test(line.text);
}

function isPlausible({ what, number }: Numbered, counted: Counted): boolean {
  return stepFrom(counted[what], number) !== "no" || (what === "bracketed" && number === "1");
}

function isNext({ what, number }: Numbered, counted: Counted): boolean {
  return stepFrom(counted[what], number) === "next";
}

/** In acts of points a section may be numbered like a point: "2. Tasks of the council". */
function isSectionTitle({ line, meaning }: Read, { hasPoints }: Join): boolean {
  return hasPoints && meaning.what === "dotted" && line.text.length < SHORT && !isFinished(line.text);
}

/** The line above was such a title if the numbers go on as though it were not there. */
function goesOnAfterTitle(meaning: Meaning, current: Open, { hasPoints }: Join): boolean {
  if (!hasPoints || meaning.what !== "dotted" || current.meaning.what !== "dotted") return false;
  return isNext(meaning, { dotted: current.dottedBefore, bracketed: null });
}

/** One space where a line ended, none before a mark that closes what stands above it. */
export function textOf(lines: readonly SourceLine[]): string {
  return lines.map(({ text }, at) => (at === 0 || CLOSING.test(text) ? text : ` ${text}`)).join("");
}
