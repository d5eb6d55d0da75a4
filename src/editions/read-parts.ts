// Whose words a part without a number is: the item above it, or the unit that holds the list.

import { foldLetters, startsSmall } from "./line-hints.ts";
import { stepFrom } from "./line-order.ts";
import type { Outlook } from "./read-outlook.ts";
import { containerAt, type Draft, doubt, type Place, type Reading, type Seen } from "./read-place.ts";

const OF_ITEM = /настоящ\p{L}+ подпункт|осы тармақша|this subparagraph/u;
const OF_PARAGRAPH = /настоящ\p{L}+ (?:пункт|част)|осы (?:тармақ(?!ша)|тармағ|бөлі)|this (?:paragraph|part)/u;
/** Enough of a part to see what it speaks of. */
const LOOKED_AT = 2000;

export function partOwner(seen: Seen, reading: Reading): Draft | null {
  const { place, document } = reading;
  const { item } = place;
  const container = containerAt(place);
  if (item === null || container === null) return container;
  if (belongsToItem(seen, item, document.levels.includes("part"))) return item;
  if (place.isAfterGap) doubt(reading, seen, `words after a gap were taken for ${container.id}`);
  else if (seen.previous?.text.endsWith(";"))
    doubt(reading, seen, `words after an unfinished list were taken for ${container.id}`);
  place.item = null;
  return container;
}

/** Between two items, named by its words, or the list inside an item; a sanction belongs to the part above. */
function belongsToItem({ paragraph, previous, outlook }: Seen, item: Draft, hasSanctions: boolean): boolean {
  if (outlook.bracketed !== null && stepFrom(item.number, outlook.bracketed) !== "no") return true;
  if (OF_ITEM.test(foldLetters(paragraph.text.slice(0, LOOKED_AT)))) return true;
  return (
    !hasSanctions &&
    (previous?.text.endsWith(":") || (previous?.text.endsWith(";") && startsSmall(paragraph.text))) === true
  );
}

/** A note that is law belongs to the paragraph it speaks of or stands in, at the end to the article. */
export function noteOwner(text: string, place: Place, outlook: Outlook): Draft | null {
  const { item, dotted, article } = place;
  const words = foldLetters(text.slice(0, LOOKED_AT));
  if (item !== null && OF_ITEM.test(words)) return item;
  if (dotted === null || article === null) return dotted ?? article;
  if (OF_PARAGRAPH.test(words)) return dotted;
  return outlook.dotted !== null && stepFrom(dotted.number, outlook.dotted) !== "no" ? dotted : article;
}
