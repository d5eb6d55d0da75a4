// Where the act's own text begins and ends: contents before it, signatures and the heading of what came next after it.

import { isExcluded, isHeading } from "./line-meaning.ts";
import type { Paragraph } from "./line-paragraphs.ts";

export type Extent = {
  readonly law: readonly Paragraph[];
  readonly doubts: readonly { readonly line: number; readonly about: string }[];
};

/** Contents hold hardly anything but headings. */
const HEADINGS_IN_CONTENTS = 0.8;
const NAME = /^\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{L}-]+$/u;

export function extentOf(paragraphs: readonly Paragraph[]): Extent {
  const signed = betweenSignatures(withoutContents(paragraphs));
  const law = [...signed.law];
  const doubts = [...signed.doubts];
  for (let last = law.at(-1); last !== undefined && isLoose(last); last = law.at(-1)) {
    law.pop();
    if (isHeading(last.meaning))
      doubts.push({ line: last.line, about: "a heading at the end with no text below it was left out" });
  }
  return { law, doubts };
}

function withoutContents(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const first = new Map<string, number>();
  for (const [at, { meaning }] of paragraphs.entries()) {
    if (!("title" in meaning)) continue;
    const key = `${meaning.what} ${meaning.number}`;
    const twin = first.get(key);
    if (twin === undefined) first.set(key, at);
    else if (isContents(paragraphs.slice(twin, at))) return [...paragraphs.slice(0, twin), ...paragraphs.slice(at)];
    else return paragraphs;
  }
  return paragraphs;
}

function isContents(paragraphs: readonly Paragraph[]): boolean {
  const headings = paragraphs.filter(({ meaning }) => isHeading(meaning));
  return paragraphs.length > 1 && headings.length >= paragraphs.length * HEADINGS_IN_CONTENTS;
}

/** Of what signatures part, the piece with the most units: a law stands before its signature, approved rules after it. */
function betweenSignatures(paragraphs: readonly Paragraph[]): Extent {
  const pieces: Paragraph[][] = [[]];
  for (const [at, paragraph] of paragraphs.entries()) {
    if (isSignature(paragraph, paragraphs[at + 1])) pieces.push([]);
    else if (!NAME.test(paragraph.text.slice(0, 80))) pieces.at(-1)?.push(paragraph);
  }
  const counts = pieces.map((piece) => piece.filter(({ meaning }) => "number" in meaning).length);
  const law = pieces[counts.indexOf(Math.max(...counts))] ?? [];
  const other = pieces.find((piece, at) => piece !== law && (counts[at] ?? 0) > 0)?.[0];
  if (other === undefined) return { law, doubts: [] };
  return {
    law,
    doubts: [{ line: other.line, about: "a signature parts the text; the part with fewer units was left out" }],
  };
}

function isSignature({ text, meaning }: Paragraph, next: Paragraph | undefined): boolean {
  if (meaning.what === "signature") return true;
  return (
    /^(?:Президент|Қазақстан Республикасының)$/u.test(text) &&
    next !== undefined &&
    /^(?:Республики Казахстан|Президенті)/u.test(next.text)
  );
}

function isLoose({ meaning }: Paragraph): boolean {
  if (meaning.what === "article") return !isExcluded(meaning.title);
  return isHeading(meaning) || meaning.what === "gap";
}
