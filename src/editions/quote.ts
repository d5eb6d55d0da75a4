// The act's own words for a provision, each piece as it stands in the edition.

import { parentOf } from "./compare-bodies.ts";
import type { Span, Unit } from "./edition.ts";
import { leadingLine, verbOfItem } from "./kazakh-list.ts";
import { type Shelved, unitOf, unitsUnder } from "./shelf.ts";

export type Quote = {
  /** Begins with the provision's number and ends with a whole sentence or item, soon after `LONGEST` characters at the latest. */
  readonly words: string;
  /** The words that lead into the list in which the provision stands; `null` where there are none. */
  readonly leadIn: string | null;
  /** The verb that closes a Kazakh list: without it "to accept gifts" lacks "is prohibited". */
  readonly closing: string | null;
  /** The provision goes on after `words`. */
  readonly isCut: boolean;
  /** Name under which the source's page opens at these words. */
  readonly anchor: string | null;
};

const LONGEST = 700;
/** Of a single sentence, which is not cut: its verb or its exception may stand at the end. */
const LONGEST_SENTENCE = 1200;
const LONGEST_LEAD_IN = 800;
/** Less is a bare number with a word or two. */
const SHORTEST = 12;
/** An extract marks so what it leaves out; those are no words of the act. */
const GAP_MARK = "[…]";
/** A whole line, or a whole sentence in one. "–" or "," at a line's end has the penalty still to come, ":" the list. */
const STOPS = /[.;](?=\n|$)|(?<=[\p{Ll})»"])\.(?=\s+\p{Lu})/gu;

/** `null` where the edition has no such provision, only its empty place, or no piece of it that would say the same alone. */
export function quoteOf(edition: Shelved, id: string): Quote | null {
  const unit = unitOf(edition, id);
  if (!unit || unit.isExcluded) return null;
  const units = unitsUnder(edition, id);
  const whole = reachOf(units);
  if (!whole) return null;
  const all = edition.text.slice(...whole).trim();
  const isBroken = units.some(({ isExcluded }) => isExcluded) || all.includes(GAP_MARK);
  const words = cut(all.split(GAP_MARK)[0]?.trimEnd() ?? "", isBroken);
  const leadIn = leadInOf(edition, unit);
  const closing = words === null ? null : closingOf(edition, units, whole[0] + words.length);
  if (words === null || words.length < SHORTEST || leadIn === "unfit" || closing === "missing") return null;
  return { words, leadIn, closing, isCut: isBroken || words.length < all.length, anchor: unit.anchor };
}

/** From the first word to the last, or to where the act took something out: the empty place holds an editor's words. */
function reachOf(units: readonly Unit[]): Span | null {
  const gap = units.findIndex(({ isExcluded }) => isExcluded);
  const end = units[gap]?.spans[0]?.[0] ?? Number.POSITIVE_INFINITY;
  const before = gap < 0 ? units : units.slice(0, gap);
  const spans = before.flatMap((unit) => unit.spans).filter(([from]) => from < end);
  if (spans.length === 0) return null;
  return [Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))];
}

/** Up to the last stop that fits, or else the first one, so that no exception and no verb is cut off its sentence. */
function cut(words: string, isBroken: boolean): string | null {
  if (!isBroken && words.length <= LONGEST) return words;
  const stops = [...words.matchAll(STOPS)].map(({ index }) => index + 1);
  const fitting = stops.filter((stop) => stop <= LONGEST && (isBroken || stop > LONGEST / 3)).at(-1);
  const end = fitting ?? (isBroken ? undefined : [...stops, words.length].find((stop) => stop > LONGEST));
  return end === undefined || end > LONGEST_SENTENCE ? null : words.slice(0, end);
}

/** `unfit` where there are such words and they cannot be shown whole: an item alone would say something else. */
function leadInOf(edition: Shelved, unit: Unit): string | null | "unfit" {
  const parent = unitOf(edition, parentOf(unit.id));
  const line = parent && leadingLine(edition, parent, unit);
  if (!parent || !line?.endsWith(":")) return null;
  const sentence = line.split(/(?<=[\p{Ll})»"]\.)\s+(?=\p{Lu})/u).at(-1) ?? line;
  const above = unitOf(edition, parentOf(parent.id));
  const isNested = above !== null && leadingLine(edition, above, parent)?.endsWith(":") === true;
  return isNested || sentence.includes(GAP_MARK) || sentence.length > LONGEST_LEAD_IN ? "unfit" : sentence;
}

/** Of the list in which the provision stands, or of one in it within which the quote ends; of several it would be unclear whose it is. */
function closingOf(edition: Shelved, units: readonly Unit[], end: number): string | null | "missing" {
  const [first] = units;
  if (!first || edition.language !== "kk") return null;
  const last = units.findLast(({ spans: [own] }) => own !== undefined && own[0] < end) ?? first;
  const around = units.filter((unit) => unit === first || unit === last || last.id.startsWith(`${unit.id}/`));
  const needed = around.map((unit) => verbOfItem(edition, unit)).filter((verb) => verb !== null);
  return needed.length > 1 ? "missing" : (needed[0] ?? null);
}
