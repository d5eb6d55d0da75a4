// Where a list in Kazakh keeps its verb: in the words that lead into it, in each of its items, or once, behind the last one.

import { depthOf, parentOf } from "./compare-bodies.ts";
import type { Unit } from "./edition.ts";
import { type Shelved, unitOf, unitsUnder } from "./shelf.ts";

const VERBS = "тыйым салынады|жол берілмейді|міндетті(?: емес)?|құқылы(?: емес)?|құқығы бар|тиіс(?: емес)?";
/** Up to the end of an item's first sentence; the word before the verb stands in the case that the verb asks of all items. */
const CLOSED = new RegExp(`^[^.]*?[ғгқкн][ае]\\s+((?:${VERBS})\\s*\\.)(?=\\s|$)`, "u");
/** "жағдайды" is a noun in the accusative. */
const FINITE = new RegExp(
  `(?:^|\\s)(?:(?!жағдайды)\\S*[аеий]д[ыі]|${VERBS}|тыйым салынған|болмақ|бар|жоқ|емес|керек|қажет|мүмкін|мыналар)$`,
  "u",
);
const DATIVE = /[ғгқкн][ае]$/u;

/**
 * The verb that the item lacks: "to accept gifts" says nothing without "is prohibited". `null` where it lacks none;
 * `missing` where it lacks one and the text does not tell which.
 */
export function verbOfItem(edition: Shelved, item: Unit): string | null | "missing" {
  const parent = unitOf(edition, parentOf(item.id));
  const leadIn = parent && leadingLine(edition, parent, item);
  if (!leadIn?.endsWith(":") || isWholeSaid(leadIn) || isWholeSaid(ownText(edition, item))) return null;
  return DATIVE.test(bare(ownText(edition, item))) ? (nextVerb(edition, item) ?? "missing") : "missing";
}

/** Groups of one list may each have a verb, where amendments made one of two: the next is the item's own. */
function nextVerb(edition: Shelved, item: Unit): string | null {
  const siblings = unitsUnder(edition, parentOf(item.id)).filter(({ id }) => depthOf(id) === depthOf(item.id));
  for (const sibling of siblings.slice(siblings.findIndex(({ id }) => id === item.id) + 1)) {
    if (sibling.isExcluded) continue;
    const words = ownText(edition, sibling);
    const verb = CLOSED.exec(folded(words))?.[1];
    if (verb !== undefined) {
      const from = folded(words).indexOf(verb);
      return words.slice(from, from + verb.length);
    }
    if (!DATIVE.test(bare(words))) return null;
  }
  return null;
}

/** The last line of the unit's own words that stand before what lies in it. */
export function leadingLine({ text }: Shelved, { spans }: Unit, { spans: [inner] }: Unit): string | null {
  const before = spans.filter(([, to]) => inner !== undefined && to <= inner[0]).at(-1);
  return before
    ? (text
        .slice(...before)
        .trim()
        .split("\n")
        .at(-1) ?? null)
    : null;
}

function ownText({ text }: Shelved, { spans: [own] }: Unit): string {
  return own ? text.slice(...own).trim() : "";
}

function isWholeSaid(words: string): boolean {
  return FINITE.test(bare(words));
}

function bare(words: string): string {
  return folded(words).replace(/[\s.,:;"»]+$/u, "");
}

/** Old texts are typed with the Latin letter; as long as before. */
function folded(words: string): string {
  return words.replaceAll("i", "і");
}
