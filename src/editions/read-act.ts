// Reads an act out of a text as it was found: its words without what editors put between them, and the place of every numbered unit.

import type { Language } from "../language.ts";
import type { ReadAct, Span, Unit } from "./edition.ts";
import { hintsOf } from "./line-hints.ts";
import { joinLines } from "./line-paragraphs.ts";
import { extentOf } from "./read-extent.ts";
import { withoutNotes } from "./read-notes.ts";
import { takePart } from "./read-part.ts";
import type { ActShape, Draft } from "./read-place.ts";
import { outlineOf } from "./read-units.ts";
import type { SourceText } from "./source-text.ts";

export type { ActShape } from "./read-place.ts";

/** Never throws: what cannot be understood is told as a doubt. Unit ids are unique; every span is one paragraph of the text. */
export function readAct(
  source: SourceText,
  options: { readonly document: ActShape; readonly language: Language },
): ReadAct {
  const { document, language } = options;
  const hints = hintsOf(source);
  const part = takePart(
    source.lines.filter(({ number }) => !hints.pageLines.has(number)),
    document.id,
  );
  const join = { language, hints, hasPoints: document.levels[0] === "point" };
  const { law, notes } = withoutNotes(joinLines(part.lines, join));
  const extent = extentOf(law);
  const { drafts, chapters, doubts } = outlineOf(extent.law, document);
  const words = extent.law.filter(({ meaning }) => meaning.what !== "gap");
  const places = placesOf(extent.law.map(({ text, meaning }) => (meaning.what === "gap" ? null : text)));
  const guessed =
    hints.width === null ? [] : ["lines were broken to fit a page: where parts without a number end is guessed"];
  const general = [...part.doubts, ...guessed].map((about) => ({ line: part.lines[0]?.number ?? 1, about }));
  return {
    text: words.map(({ text }) => text).join("\n"),
    units: drafts.map((draft) => unitOf(draft, places)),
    chapters,
    notes,
    doubts: [...general, ...extent.doubts, ...doubts].sort((a, b) => a.line - b.line),
  };
}

/** Where each paragraph stands in the text; `null` for one that is not in it. */
function placesOf(texts: readonly (string | null)[]): readonly (Span | null)[] {
  let from = 0;
  return texts.map((text) => {
    if (text === null) return null;
    const span: Span = [from, from + text.length];
    from += text.length + 1;
    return span;
  });
}

function unitOf({ id, kind, heading, own, isExcluded, anchor, line }: Draft, places: readonly (Span | null)[]): Unit {
  const spans = own.map((at) => places[at]).filter((span) => span !== undefined && span !== null);
  return { id, kind, heading, spans, isExcluded, anchor, line };
}
