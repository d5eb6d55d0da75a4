// What comes next: for every paragraph the numbered unit or heading that follows, which decides where parts without a number belong.

import { isHeading, isNumbered, type Meaning } from "./line-meaning.ts";
import type { Paragraph } from "./line-paragraphs.ts";

/** The next numbered unit of each kind before the next heading; `null` where none comes. */
export type Outlook = { readonly dotted: string | null; readonly bracketed: string | null };

const NOTHING: Outlook = { dotted: null, bracketed: null };

/** One for each paragraph, in their order; a bracketed number is seen only up to the next dotted one. */
export function outlooksOf(paragraphs: readonly Paragraph[]): readonly Outlook[] {
  const outlooks: Outlook[] = [];
  let ahead = NOTHING;
  for (const { meaning } of [...paragraphs].reverse()) {
    outlooks.push(ahead);
    ahead = beyond(meaning, ahead);
  }
  return outlooks.reverse();
}

function beyond(meaning: Meaning, ahead: Outlook): Outlook {
  if (isHeading(meaning)) return NOTHING;
  if (!isNumbered(meaning)) return ahead;
  const { what, number } = meaning;
  return what === "dotted" ? { dotted: number, bracketed: null } : { dotted: ahead.dotted, bracketed: number };
}
