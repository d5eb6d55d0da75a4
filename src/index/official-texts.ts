// The acts' own words as a lexical index beside the trained one: imported texts are searched at once, and nothing is trained anew.

import { wordsOf } from "../editions/edition.ts";
import type { Shelf, Shelved } from "../editions/shelf.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { wayTo } from "../knowledge/provisions.ts";
import { LANGUAGES } from "../language.ts";
import { type Bm25Index, buildBm25 } from "../retrieval/bm25.ts";
import { readText } from "../retrieval/reading.ts";
import { buildConceptFinder } from "../text/concepts.ts";

export type OfficialTexts = {
  readonly lexical: Bm25Index;
  /** Per entry: position in `knowledge.provisions`, and in `LANGUAGES`. */
  readonly provisions: Uint16Array;
  readonly languages: Uint8Array;
};

type Text = { readonly provision: number; readonly language: number; readonly title: string; readonly words: string };

const TITLE_WEIGHT = 2.5;
const NO_CONCEPTS = buildConceptFinder({});

/** Of each act and language the newest edition; `null` where none is there. A unit without a summary counts for the one it lies in. */
export function buildOfficialTexts({
  shelf,
  provisions,
}: Pick<Knowledge, "shelf" | "provisions">): OfficialTexts | null {
  const position = new Map(provisions.map(({ id }, at) => [id, at]));
  const texts = newestOf(shelf).flatMap((edition) => textsOf(edition, position));
  if (texts.length === 0) return null;
  const bones = (text: string): string => readText(text, NO_CONCEPTS).bones.join(" ");
  const fields = texts.map(({ title, words }) => [
    { text: bones(title), weight: TITLE_WEIGHT },
    { text: bones(words), weight: 1 },
  ]);
  return {
    lexical: buildBm25(fields),
    provisions: Uint16Array.from(texts, ({ provision }) => provision),
    languages: Uint8Array.from(texts, ({ language }) => language),
  };
}

/** The shelf holds the newest first. */
function newestOf({ editions }: Shelf): Shelved[] {
  return editions.filter(
    ({ document, language }, at) =>
      editions.findIndex((other) => other.document === document && other.language === language) === at,
  );
}

function textsOf(edition: Shelved, position: ReadonlyMap<string, number>): Text[] {
  const gathered = new Map<number, string[]>();
  for (const unit of edition.units) {
    const provision = nearest(unit.id, position);
    if (provision === null || unit.isExcluded) continue;
    const words = gathered.get(provision) ?? [];
    words.push(...wordsOf(edition, unit));
    gathered.set(provision, words);
  }
  const headings = new Map(edition.units.flatMap(({ id, heading }) => (heading === null ? [] : [[id, heading]])));
  const ids = [...position.keys()];
  return [...gathered].map(([provision, words]) => ({
    ...{ provision, language: LANGUAGES.indexOf(edition.language), words: words.join(" ") },
    title: headings.get((ids[provision] ?? "").split("/").slice(0, 2).join("/")) ?? "",
  }));
}

/** `law-290-viii/70/2/3` counts for `law-290-viii/70` where only the article has a summary; `null` where not even that. */
function nearest(id: string, position: ReadonlyMap<string, number>): number | null {
  const known = wayTo(id).findLast((place) => position.has(place));
  return known === undefined ? null : (position.get(known) ?? null);
}
