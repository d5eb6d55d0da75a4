// How our summary of a provision stands to the act's words on a day.

import type { Day } from "../day.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import { wordsOf } from "./edition.ts";
import { editionOn, restated, type Shelf, type Shelved, unitOf, unitsUnder } from "./shelf.ts";

/**
 * `untold`: no text of that day is there. `same`: the summary restates these very words. `changed`: the words are other ones now.
 * `unsure`: the text is of another edition, and whether these words differ cannot be seen. `excluded`: taken out of the act.
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
  const unit = now && unitOf(now, id);
  if (!now || !unit) return "untold";
  if (unit.isExcluded) return "excluded";
  if (now.edition === document.edition) return "same";
  const before = restated(shelf, { document, language });
  if (!before) return "unsure";
  return plain(before, id) === plain(now, id) ? "same" : "changed";
}

/** The words of the provision and all below it, without what printing adds. */
function plain(edition: Shelved, id: string): string {
  return unitsUnder(edition, id)
    .flatMap((unit) => wordsOf(edition, unit))
    .join(" ")
    .replace(/[«»"“”„]/gu, '"')
    .replace(/[–—−]/gu, "-")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Whether the act itself has taken the provision out by that day. */
export function isTakenOut(shelf: Shelf, { document, id, day }: Wanted): boolean {
  if (!shelf.takenOut.has(id)) return false;
  return (["kk", "ru"] as const).some((language) => {
    const now = editionOn(shelf, { document, language, day });
    return now !== null && unitOf(now, id)?.isExcluded === true;
  });
}
