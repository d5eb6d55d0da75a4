// Invented official texts, small enough to read.

import type { Edition, Unit } from "../src/editions/edition.ts";
import { createShelf, type Shelf } from "../src/editions/shelf.ts";
import { smallKnowledge } from "./fakes.ts";

export type SmallUnit = readonly [id: string, words: string];

/** Words of the units in their order, one paragraph each; an empty text makes an excluded unit. */
export function smallEdition({
  units,
  ...facts
}: Partial<Omit<Edition, "units">> & { readonly units: readonly SmallUnit[] }): Edition {
  let text = "";
  const made = units.map(([id, words], at): Unit => {
    const from = text.length;
    text += `${words}\n`;
    const kind = id.split("/").length === 2 ? "article" : id.split("/").length === 3 ? "paragraph" : "subparagraph";
    const spans: Unit["spans"] = words === "" ? [] : [[from, from + words.length]];
    return { id, kind, heading: null, spans, isExcluded: words === "", anchor: null, line: at + 1 };
  });
  return {
    ...{ document: "law-290-viii", language: "ru", edition: "2026-07-14", inForceFrom: "2026-07-01" },
    ...{ source: "act.txt", checksum: "0".repeat(64), importedAt: "2026-08-01T00:00:00.000Z", isApproved: true },
    ...{ chapters: [], ...facts, text, units: made },
  };
}

/** The small knowledge with these official texts on its shelf; nothing needs training for them. */
export function withEditions(...editions: readonly Edition[]): ReturnType<typeof smallKnowledge> & { shelf: Shelf } {
  return { ...smallKnowledge(), shelf: createShelf(editions) };
}
