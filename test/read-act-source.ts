// Small acts for the tests of the reader, written line by line; the wording is invented.

import type { ReadAct } from "../src/editions/edition.ts";
import { readAct } from "../src/editions/read-act.ts";
import type { SourceForm, SourceLine, SourceText } from "../src/editions/source-text.ts";
import type { Language } from "../src/language.ts";

export const LAW = { id: "park-law", levels: ["article", "paragraph", "subparagraph"] } as const;
export const CODE = { id: "park-code", levels: ["article", "part", "subparagraph"] } as const;

type Kind = { form?: SourceForm; language?: Language; document?: { id: string; levels: readonly string[] } };

/** An indent of five no-break spaces counts, an empty line is left out and leaves its number free. */
export function plainText(text: string, form: SourceForm = "plain"): SourceText {
  const rows = text.replace(/^\n/u, "").split("\n");
  const hasIndents = rows.some((row) => row.startsWith("\u00a0"));
  const lines = rows.flatMap((row, at): SourceLine[] => {
    const words = row.replaceAll(/[\s\u00a0]+/gu, " ").trim();
    const isIndented = hasIndents ? row.startsWith("\u00a0") : null;
    return words === "" ? [] : [{ ...line(words), number: at + 1, isIndented, isBlockStart: null }];
  });
  return { form, title: null, status: null, lines };
}

/** A line of a page that knows its paragraphs. */
export function line(text: string, given: Partial<SourceLine> = {}): SourceLine {
  return { number: 1, text, mark: "plain", isIndented: null, isBlockStart: true, anchor: null, ...given };
}

export function page(...lines: SourceLine[]): SourceText {
  return { form: "adilet", title: null, status: null, lines: lines.map((one, at) => ({ ...one, number: at + 1 })) };
}

export function read(source: string | SourceText, { form, language = "ru", document = LAW }: Kind = {}): ReadAct {
  const text = typeof source === "string" ? plainText(source, form) : source;
  return readAct(text, { document: document as Parameters<typeof readAct>[1]["document"], language });
}

/** Ids without the document, in the order of the text. */
export function ids(act: ReadAct): string[] {
  return act.units.map(({ id }) => id.slice(id.indexOf("/") + 1));
}

export function wordsOf(act: ReadAct, end: string): string[] {
  const unit = act.units.find(({ id }) => id.slice(id.indexOf("/") + 1) === end);
  return (unit?.spans ?? []).map(([from, to]) => act.text.slice(from, to));
}
