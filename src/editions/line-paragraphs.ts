// Joins the lines of a page into the paragraphs that were written: links, narrow pages and headings break lines where no paragraph ends.

import type { Language } from "../language.ts";
import { isHeading, isTitled, type Meaning, meaningOf } from "./line-meaning.ts";
import { begins, type Counted, type Join, type Open, textOf } from "./line-starts.ts";
import type { SourceLine } from "./source-text.ts";

export type Paragraph = {
  readonly text: string;
  readonly meaning: Meaning;
  readonly mark: SourceLine["mark"];
  readonly anchor: string | null;
  /** Line on which it begins. */
  readonly line: number;
};

export function joinLines(lines: readonly SourceLine[], join: Join): Paragraph[] {
  const opened: Open[] = [];
  const counted: Counted = { dotted: null, bracketed: null };
  for (const line of lines) {
    const meaning = meaningOf(line.text, { language: join.language, isMarked: line.mark === "heading" });
    const current = opened.at(-1);
    if (current !== undefined && !begins({ line, meaning }, current, { ...join, counted })) {
      current.lines.push(line);
      continue;
    }
    opened.push({ lines: [line], meaning, dottedBefore: counted.dotted });
    count(meaning, counted);
  }
  return opened.map((open) => closed(open, join.language));
}

function count(meaning: Meaning, counted: Counted): void {
  if (meaning.what === "article") counted.dotted = null;
  if (isHeading(meaning) || meaning.what === "dotted") counted.bracketed = null;
  if (meaning.what === "dotted") counted.dotted = meaning.number;
  if (meaning.what === "bracketed") counted.bracketed = meaning.number;
}

function closed({ lines, meaning }: Open, language: Language): Paragraph {
  const [{ mark, anchor, number }] = lines as [SourceLine];
  const text = textOf(lines);
  return { text, mark, anchor, line: number, meaning: meaningOfAll({ lines, meaning }, { text, language }) };
}

function meaningOfAll(
  { lines, meaning }: Pick<Open, "lines" | "meaning">,
  { text, language }: { text: string; language: Language },
): Meaning {
  if (lines.length === 1) return meaning;
  if (isTitled(meaning)) return { ...meaning, title: `${meaning.title} ${textOf(lines.slice(1))}`.trim() };
  return meaningOf(text, { language, isMarked: lines[0]?.mark === "heading" });
}
