// Reads the text of a PDF line by line, as it stands on the paper, without what its pages repeat at their edges.

import { extractTextItems, getDocumentProxy } from "unpdf";

import type { SourceText } from "../../src/editions/source-text.ts";
import { joinItems, type PageLine, withoutEdges } from "./pdf-lines.ts";
import { type FoundLine, toSourceLines } from "./source-lines.ts";

const MOST_PAGES = 2000;

/** Throws one readable sentence where the file is encrypted, damaged, too long or a scan. */
export async function readPdf(bytes: Uint8Array): Promise<SourceText> {
  const pdf = await openPdf(bytes);
  try {
    if (pdf.numPages > MOST_PAGES) throw new Error(`The PDF has more than ${MOST_PAGES} pages.`);
    const { items } = await extractTextItems(pdf);
    const pages = withoutEdges(items.map(joinItems));
    const lines = toLines(pages.flat());
    if (!lines.some(({ text }) => /\p{L}/u.test(text)))
      throw new Error("The PDF holds pictures of pages and no text; use a page or document of the act with its text.");
    return { form: "pdf", title: null, status: null, lines: toSourceLines(lines) };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function openPdf(bytes: Uint8Array) {
  try {
    // The reader empties the array it is given.
    return await getDocumentProxy(bytes.slice(), { verbosity: 0, stopAtErrors: false, useSystemFonts: false });
  } catch (cause) {
    const isLocked = cause instanceof Error && cause.name === "PasswordException";
    throw new Error(isLocked ? "The PDF is protected by a password." : "The file is a damaged or cut PDF.", { cause });
  }
}

/** Most lines begin at one margin; those a little to the right of it begin paragraphs. */
function toLines(lines: readonly PageLine[]): FoundLine[] {
  const margin = commonest(lines.map(({ x }) => Math.round(x)));
  return lines.map(({ text, x, size }) => {
    const by = x - margin;
    return { text, mark: "plain", isIndented: by > size && by < size * 6, isBlockStart: null, anchor: null };
  });
}

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}
