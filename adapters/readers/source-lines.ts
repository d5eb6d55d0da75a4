// Lines of a source text as every reader makes them: cleaned, numbered, with hints only where the form gives any.

import type { SourceLine } from "../../src/editions/source-text.ts";

export type FoundLine = Omit<SourceLine, "number"> & { readonly number?: number };

const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One space between words, composed letters, and nothing that nobody can see. */
export function cleanText(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .normalize("NFC")
    .replace(/\s+/gu, " ")
    .trim();
}

/** An indent is told from a wrapped line by no-break spaces, a tab or three spaces. */
export function startsIndented(text: string): boolean {
  return /^(?:\u00a0| {3}|\t)/u.test(text);
}

/** Numbers the lines; says `null` for indents where no line of the source has one, for then their absence means nothing. */
export function toSourceLines(found: readonly FoundLine[]): SourceLine[] {
  const hasIndents = found.some(({ isIndented }) => isIndented === true);
  return found.map((line, index) => ({
    ...line,
    number: line.number ?? index + 1,
    isIndented: hasIndents ? line.isIndented : null,
  }));
}
