// The official texts that a person has approved, and which of them was law on a day.

import type { Day } from "../day.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Edition, Unit } from "./edition.ts";

export type Shelved = Edition & {
  /** Position in `units` by id. */
  readonly places: ReadonlyMap<string, number>;
};

export type Shelf = {
  /** Newest first. */
  readonly editions: readonly Shelved[];
  /** Ids of units that are an empty place in any of them; which edition counts on a day is asked for these alone. */
  readonly takenOut: ReadonlySet<string>;
};

export const EMPTY_SHELF: Shelf = { editions: [], takenOut: new Set() };

export function createShelf(all: readonly Edition[]): Shelf {
  const editions = all
    .filter(({ isApproved }) => isApproved)
    .map((edition) => ({ ...edition, places: placesOf(edition.units) }))
    .sort((one, other) => (one.edition < other.edition ? 1 : -1));
  const takenOut = editions.flatMap(({ units }) => units.filter(({ isExcluded }) => isExcluded).map(({ id }) => id));
  return { editions, takenOut: new Set(takenOut) };
}

/** Where an id stands twice, the first counts. */
function placesOf(units: readonly Unit[]): Map<string, number> {
  const places = new Map<string, number>();
  units.forEach(({ id }, at) => {
    if (!places.has(id)) places.set(id, at);
  });
  return places;
}

type Wanted = { readonly document: ActDocument; readonly language: Language; readonly day: Day };

/**
 * The act's words as they were law on the day; `null` where they are not there, or where a later edition is known to have
 * been law by then: of another language, or the one that our summaries restate. An older text is never passed off as current.
 */
export function editionOn(shelf: Shelf, { document, language, day }: Wanted): Shelved | null {
  const standing = shelf.editions.filter((edition) => edition.document === document.id && edition.inForceFrom <= day);
  const newest = standing.find((edition) => edition.language === language);
  if (!newest) return null;
  const latest = standing[0] ?? newest;
  const isOutrun = newest.edition < latest.edition || (document.edition <= day && newest.edition < document.edition);
  return isOutrun ? null : newest;
}

/** Day of the newest edition known to be law on the day, in any language; that of our summaries where there is none newer. */
export function newestOn(shelf: Shelf, { document, day }: Omit<Wanted, "language">): Day {
  const newest = shelf.editions.find((edition) => edition.document === document.id && edition.inForceFrom <= day);
  return newest && newest.edition > document.edition ? newest.edition : document.edition;
}

/** The edition whose words our summaries restate; `null` where its text is not there. */
export function restated(shelf: Shelf, { document, language }: Omit<Wanted, "day">): Shelved | null {
  return (
    shelf.editions.find(
      (edition) =>
        edition.document === document.id && edition.language === language && edition.edition === document.edition,
    ) ?? null
  );
}

export function unitOf({ units, places }: Shelved, id: string): Unit | null {
  const place = places.get(id);
  return place === undefined ? null : (units[place] ?? null);
}

/** The unit and all below it, in the order of the text. */
export function unitsUnder({ units }: Pick<Edition, "units">, id: string): Unit[] {
  return units.filter((unit) => unit.id === id || unit.id.startsWith(`${id}/`));
}
