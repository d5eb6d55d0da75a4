// Reads plain text: a line is a line, and only indents and blank lines hint at paragraphs.

import type { SourceText } from "../../src/editions/source-text.ts";
import { cleanText, startsIndented, toSourceLines } from "./source-lines.ts";

export function readPlain(text: string): SourceText {
  const rows = text.split(/\r\n|[\n\r\f\u2028\u2029]/u).map((row) => ({ row, words: cleanText(row) }));
  const last = rows.findLastIndex(({ words }) => words !== "");
  const hasBlanks = rows.slice(0, Math.max(last, 0)).some(({ words }, at) => words === "" && at > 0);
  const lines = rows.flatMap(({ row, words }, at) => {
    if (words === "") return [];
    const isBlockStart = hasBlanks ? at === 0 || rows[at - 1]?.words === "" : null;
    return [
      {
        number: at + 1,
        text: words,
        mark: "plain",
        isIndented: startsIndented(row),
        isBlockStart,
        anchor: null,
      } as const,
    ];
  });
  return { form: "plain", title: null, status: null, lines: toSourceLines(lines) };
}
