// The act's own words for a provision, each piece as it stands in the edition.

import type { Span, Unit } from "./edition.ts";
import { type Shelved, unitOf, unitsUnder } from "./shelf.ts";

export type Quote = {
  /** Begins with the provision's number; at most `LONGEST` characters. */
  readonly words: string;
  /** The words that lead into the list in which the provision stands; `null` where there are none. */
  readonly leadIn: string | null;
  /** The words that close a Kazakh list, where its verb stands: without them "to accept gifts" lacks "is prohibited". */
  readonly closing: string | null;
  /** The provision goes on after `words`. */
  readonly isCut: boolean;
  /** Name under which the source's page opens at these words. */
  readonly anchor: string | null;
};

const LONGEST = 700;
const LONGEST_LEAD_IN = 400;
/** Less is a bare number with a word or two. */
const SHORTEST = 12;
/** An extract marks so what it leaves out; those are no words of the act. */
const GAP_MARK = "[…]";
// A list in Kazakh says at its end what is done with all of its items.
const CLOSERS =
  /(?:тыйым салынады|тыйым салынған|жол берілмейді|міндетті(?: емес)?|құқылы(?: емес)?|құқығы бар|болып табылады|болып танылады|танылады|жатады|жатқызылады|жүзеге асырады|қамтамасыз етеді|тиіс(?: емес)?|алмайды|болмайды)\s*[.;]$/u;

/** `null` where the edition has no such provision, or only its empty place. */
export function quoteOf(edition: Shelved, id: string): Quote | null {
  const unit = unitOf(edition, id);
  if (!unit || unit.isExcluded) return null;
  const { text } = edition;
  const units = unitsUnder(edition, id);
  const whole = reachOf(units);
  if (!whole) return null;
  const all = text.slice(...whole).trim();
  const words = cut(all.split(GAP_MARK)[0]?.trimEnd() ?? "");
  if (words.length < SHORTEST) return null;
  const parent = unitOf(edition, id.split("/").slice(0, -1).join("/"));
  const leadIn = parent && leadInOf(text, parent, whole[0]);
  return {
    ...{ words, leadIn, anchor: unit.anchor },
    closing: leadIn !== null && edition.language === "kk" ? closingOf(edition, id) : null,
    isCut: words.length < all.length || units.some(({ isExcluded }) => isExcluded),
  };
}

/** From the first word to the last, or to where the act took something out: the empty place holds an editor's words. */
function reachOf(units: readonly Unit[]): Span | null {
  const gap = units.findIndex(({ isExcluded }) => isExcluded);
  const spans = (gap < 0 ? units : units.slice(0, gap)).flatMap((unit) => unit.spans);
  if (spans.length === 0) return null;
  return [Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))];
}

/** Whole paragraphs where that leaves something, else whole sentences, else whole words. */
function cut(words: string): string {
  if (words.length <= LONGEST) return words;
  const head = words.slice(0, LONGEST + 1);
  const ends = [/^[\s\S]*(?=\n)/u, /^[\s\S]*[.;:](?=\s)/u, /^[\s\S]*(?=\s)/u];
  const found = ends.map((end) => end.exec(head)?.[0].trimEnd() ?? "").find((piece) => piece.length > LONGEST / 3);
  return found ?? head.slice(0, LONGEST);
}

function leadInOf(text: string, { spans }: Unit, before: number): string | null {
  const leading = spans.filter(([, to]) => to <= before).at(-1);
  const line =
    leading &&
    text
      .slice(...leading)
      .trim()
      .split("\n")
      .at(-1);
  const isWhole = line?.endsWith(":") && line.length <= LONGEST_LEAD_IN && !line.includes(GAP_MARK);
  return isWhole && line !== undefined ? line : null;
}

function closingOf(edition: Shelved, id: string): string | null {
  const parent = id.split("/").slice(0, -1).join("/");
  const depth = id.split("/").length;
  const siblings = unitsUnder(edition, parent).filter(
    (unit) => unit.id.split("/").length === depth && !unit.isExcluded,
  );
  const last = siblings.at(-1);
  if (!last || last.id === id) return null;
  const end = last.spans.at(-1);
  return end ? (CLOSERS.exec(edition.text.slice(...end).trim())?.[0] ?? null) : null;
}
