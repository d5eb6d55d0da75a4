// How our summary of a provision stands to the act's words on a day.

import type { Day } from "../day.ts";
import { wayTo } from "../knowledge/provisions.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import { keyOf, tokensOf } from "./compare-fold.ts";
import { wordsOf } from "./edition.ts";
import { editionOn, newestOn, restated, type Shelf, type Shelved, unitOf, unitsUnder } from "./shelf.ts";

/**
 * `untold`: no text of that day is there. `same`: the summary restates these very words. `changed`: the words are other ones now.
 * `unsure`: there is another edition, and whether these words differ cannot be seen. `excluded`: taken out of the act.
 */
export type Standing = "untold" | "same" | "changed" | "unsure" | "excluded";

type Wanted = { readonly document: ActDocument; readonly id: string; readonly day: Day };

/** Any official language may tell: an act changes in both. */
export function standingOf(shelf: Shelf, { document, id, day }: Wanted): Standing {
  const standings = (["kk", "ru"] as const).map((language) => standingIn(shelf, { document, id, day, language }));
  const order: readonly Standing[] = ["excluded", "changed", "same", "unsure", "untold"];
  return order.find((standing) => standings.includes(standing)) ?? "untold";
}

function standingIn(shelf: Shelf, { document, id, day, language }: Wanted & { readonly language: Language }): Standing {
  const now = editionOn(shelf, { document, language, day });
  if (!now) return newestOn(shelf, { document, day }) > document.edition ? "unsure" : "untold";
  const place = placeOf(now, id);
  if (place && unitOf(now, place)?.isExcluded) return "excluded";
  if (now.edition === document.edition) return place === id ? "same" : "untold";
  const before = restated(shelf, { document, language });
  if (!before) return "unsure";
  if (place && unitOf(before, place) && wordsUnder(before, place) === wordsUnder(now, place)) return "same";
  return unitOf(before, id) ? "changed" : "unsure";
}

/** The provision, or the nearest unit that holds it where the text does not number it; `null` where the text has none. */
function placeOf(edition: Shelved, id: string): string | null {
  return wayTo(id).findLast((place) => unitOf(edition, place) !== null) ?? null;
}

/** Of the unit and all below it; equal where the law is. */
function wordsUnder(edition: Shelved, id: string): string {
  return keyOf(
    tokensOf(
      unitsUnder(edition, id)
        .flatMap((unit) => wordsOf(edition, unit))
        .join(" "),
    ),
  );
}

/** Whether the act itself has taken the provision, or what it lies in, out by that day. */
export function isTakenOut(shelf: Shelf, { document, id, day }: Wanted): boolean {
  if (!wayTo(id).some((place) => shelf.takenOut.has(place))) return false;
  return (["kk", "ru"] as const).some((language) => {
    const now = editionOn(shelf, { document, language, day });
    const place = now && placeOf(now, id);
    return now !== null && place !== null && unitOf(now, place)?.isExcluded === true;
  });
}
