// Small acts with invented words, as editions: what one line says stands under the id before it.

import type { Edition, Unit } from "../src/editions/edition.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";

export const ACT: ActDocument = {
  id: "garden-act",
  title: { kk: "Бақ туралы заң", ru: "Закон о садах", en: "Garden Act" },
  short: { kk: "Бақ туралы заң", ru: "Закон о садах", en: "Garden Act" },
  levels: ["article", "paragraph", "subparagraph"],
  listArticles: [],
  edition: "2025-01-01",
  inForceFrom: "2025-01-01",
  inForceTo: null,
  url: { kk: "https://example.org/kk", ru: "https://example.org/ru", en: "https://example.org/en" },
  names: ["garden act"],
};

/** `"1"`: heading and words of an article as `"Heading | words"`; `"1/2/3"`: words; `null`: excluded. */
export type Lines = Readonly<Record<string, string | null>>;

export function makeEdition(lines: Lines, parts: Partial<Edition> = {}): Edition {
  const units: Unit[] = [];
  let text = "";
  const language = parts.language ?? "ru";
  for (const [place, line] of entriesOf(lines)) {
    const [heading, words] = place.includes("/") ? [null, line ?? ""] : splitHeading(line ?? "");
    const whole =
      line === null
        ? `${numberOf(place, language)} Исключен.`
        : [numberOf(place, language), heading ?? "", `\n${words}`].join(" ");
    const from = text.length;
    text += `${whole}\n`;
    units.push({
      ...{
        id: `garden-act/${place}`,
        kind: place.includes("/") ? "paragraph" : "article",
        heading,
        anchor: null,
        line: 1,
      },
      ...{ spans: [[from, text.length - 1]], isExcluded: line === null },
    });
  }
  return {
    ...{ document: "garden-act", language, edition: "2025-01-01", inForceFrom: "2025-01-01", source: "act.txt" },
    ...{ checksum: "0", importedAt: "2025-01-01T00:00:00.000Z", isApproved: true, text, units, chapters: [] },
    ...parts,
  };
}

export const LATER: Partial<Edition> = { edition: "2026-03-01", inForceFrom: "2026-04-01" };

/** Keys that look like whole numbers come first in an object: the order of the act is that of the numbers. */
function entriesOf(lines: Lines): [string, string | null][] {
  const rank = (place: string): number[] => place.split(/[/-]/).map(Number);
  return Object.entries(lines).sort(([one], [other]) => {
    const [left, right] = [rank(one), rank(other)];
    for (let at = 0; at < 4; at += 1) if (left[at] !== right[at]) return (left[at] ?? -1) - (right[at] ?? -1);
    return 0;
  });
}

function splitHeading(line: string): [string | null, string] {
  const [heading = "", words = ""] = line.split(" | ");
  return [heading === "" ? null : heading, words];
}

function numberOf(place: string, language: string): string {
  const numbers = place.split("/");
  const last = numbers.at(-1) ?? "";
  if (numbers.length === 1) return language === "kk" ? `${last}-бап.` : `Статья ${last}.`;
  return numbers.length === 2 ? `${last}.` : `${last})`;
}
