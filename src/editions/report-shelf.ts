// What stands on the shelf of official texts, act by act, and what a maintainer should do next.

import { type Day, dayInKazakhstan } from "../day.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Edition } from "./edition.ts";
import { nextSteps } from "./report-next.ts";
import { createShelf, editionOn, type Shelf } from "./shelf.ts";

export type Stock = {
  readonly documents: readonly ActDocument[];
  /** Of all documents: what our summaries restate. */
  readonly provisionIds: readonly string[];
  /** In any order, approved or not. */
  readonly editions: readonly Edition[];
  readonly today: Day;
};

export type EditionLine = {
  readonly edition: Day;
  readonly inForceFrom: Day;
  readonly isApproved: boolean;
  readonly importedOn: Day;
  readonly ageDays: number;
  readonly source: string;
  readonly units: number;
};

export type TextReport = {
  readonly language: Language;
  /** Newest first. */
  readonly editions: readonly EditionLine[];
  /** The edition that answers of today may quote. */
  readonly used: Day | null;
  /** Of the edition in use; of the newest one where none is. */
  readonly coverage: { readonly found: number; readonly of: number; readonly missing: readonly string[] };
  /** How the newest edition stands to the one that the summaries restate. */
  readonly standing: "none" | "older" | "same" | "newer";
};

export type ShelfReport = {
  readonly document: string;
  readonly name: string;
  readonly restates: Day;
  readonly inForceTo: Day | null;
  readonly texts: readonly TextReport[];
  readonly next: readonly string[];
};

/** One report per document, in the order of the documents: the shape that `--json` prints. */
export function reportShelf({ documents, provisionIds, editions, today }: Stock): ShelfReport[] {
  const shelf = createShelf(editions);
  return documents.map((document) => {
    const ids = provisionIds.filter((id) => id.startsWith(`${document.id}/`));
    const own = editions.filter((edition) => edition.document === document.id);
    const texts = languagesOf(own).map((language) =>
      reportText({ document, language, ids, shelf, today, editions: own.filter((one) => one.language === language) }),
    );
    const { id, short, edition, inForceTo } = document;
    const report = { document: id, name: short.en, restates: edition, inForceTo, texts };
    return { ...report, next: nextSteps(report, today) };
  });
}

/** Acts are made in Kazakh and Russian; an English text is told of where somebody has brought one in. */
function languagesOf(editions: readonly Edition[]): Language[] {
  return editions.some(({ language }) => language === "en") ? ["kk", "ru", "en"] : ["kk", "ru"];
}

type Texts = {
  readonly document: ActDocument;
  readonly language: Language;
  readonly ids: readonly string[];
  readonly shelf: Shelf;
  readonly editions: readonly Edition[];
  readonly today: Day;
};

function reportText({ document, language, ids, shelf, editions, today }: Texts): TextReport {
  const newestFirst = [...editions].sort((one, other) => (one.edition < other.edition ? 1 : -1));
  const [newest] = newestFirst;
  const used = editionOn(shelf, { document, language, day: today });
  return {
    language,
    editions: newestFirst.map((edition) => toLine(edition, today)),
    used: used?.edition ?? null,
    coverage: cover(ids, used ?? newest),
    standing: newest ? compareDays(newest.edition, document.edition) : "none",
  };
}

function compareDays(edition: Day, restated: Day): TextReport["standing"] {
  if (edition === restated) return "same";
  return edition < restated ? "older" : "newer";
}

function toLine({ edition, inForceFrom, isApproved, importedAt, source, units }: Edition, today: Day): EditionLine {
  const importedOn = dayInKazakhstan(new Date(importedAt));
  const ageDays = Math.max(0, Math.round((Date.parse(today) - Date.parse(importedOn)) / 86_400_000));
  return { edition, inForceFrom, isApproved, importedOn, ageDays, source, units: units.length };
}

/** An excluded unit is found: the edition says that its words are gone. */
function cover(ids: readonly string[], edition: Edition | undefined): TextReport["coverage"] {
  const known = new Set(edition?.units.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  return { found: ids.length - missing.length, of: ids.length, missing: edition ? missing : [] };
}
