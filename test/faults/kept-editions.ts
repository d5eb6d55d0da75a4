// What may be wrong with an edition that would be kept, next to the one that was there before.

import { type Edition, wordsOf } from "../../src/editions/edition.ts";

/** An edition as it should be, and how many doubts its reader had. */
export type Good = { readonly edition: Edition; readonly doubts: number };

/** `null` where it is whole enough to take the earlier one's place. */
export function faultIn({ units, text }: Edition, before: Edition): string | null {
  if (units.length * 2 < before.units.length) return `${units.length} units instead of ${before.units.length}`;
  if (new Set(units.map(({ id }) => id)).size < units.length) return "one id stands there twice";
  const isWithin = units.every(({ spans }) => spans.every(([from, to]) => 0 <= from && from < to && to <= text.length));
  return isWithin ? null : "words that are not in the text";
}

/** Units under a known id that hold less than half of the words which that id had. */
export function countDisplaced(kept: Edition, before: Edition): number {
  const known = new Map(before.units.map((unit) => [unit.id, wordsIn(before, unit)]));
  return kept.units.filter((unit) => {
    const [wanted, found] = [known.get(unit.id), wordsIn(kept, unit)];
    if (!wanted || unit.isExcluded) return false;
    return [...wanted].filter((word) => found.has(word)).length * 2 < wanted.size;
  }).length;
}

function wordsIn(edition: Edition, unit: Edition["units"][number]): ReadonlySet<string> {
  return new Set(
    wordsOf(edition, unit)
      .join(" ")
      .match(/\p{L}{4,}/gu),
  );
}
