// What a maintainer reads after an import: what was found, what has no counterpart, and where to look again.

import { writeDay } from "../day.ts";
import type { Provision } from "../knowledge/provisions.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import { type Edition, UNIT_KINDS } from "./edition.ts";
import type { Imported } from "./import-text.ts";

/** Longer lists are cut; `--json` has them whole. */
const MOST_LISTED = 20;

export type ImportReport = {
  readonly document: string;
  readonly language: string;
  readonly edition: string | null;
  readonly inForceFrom: string | null;
  readonly characters: number;
  readonly found: Readonly<Record<string, number>>;
  /** Units of the text that no summary speaks of, and summaries of which the text has no unit. */
  readonly withoutSummary: readonly string[];
  readonly withoutText: readonly string[];
  readonly excluded: readonly string[];
  readonly notes: number;
  readonly doubts: readonly { readonly line: number; readonly about: string }[];
  /** What hinders nothing, yet should be known. */
  readonly remarks: readonly string[];
  readonly refusals: readonly string[];
};

type Claimed = {
  readonly document: ActDocument;
  readonly language: Language;
  readonly provisions: readonly Provision[];
  /** Every edition that is there. */
  readonly installed: readonly Edition[];
};

export function reportImport({ read, edition, refusals }: Imported, claimed: Claimed): ImportReport {
  const { document, language, provisions, installed } = claimed;
  const own = provisions.filter((provision) => provision.document === document.id).map(({ id }) => id);
  const [known, there] = [new Set(own), new Set(read.units.map(({ id }) => id))];
  const counts = UNIT_KINDS.map((kind) => [kind, read.units.filter((unit) => unit.kind === kind).length] as const);
  return {
    ...{
      document: document.id,
      language,
      edition: edition?.edition ?? null,
      inForceFrom: edition?.inForceFrom ?? null,
    },
    characters: read.text.length,
    found: Object.fromEntries([["chapter", read.chapters.length], ...counts.filter(([, count]) => count > 0)]),
    withoutSummary: read.units.filter(({ id, isExcluded }) => !known.has(id) && !isExcluded).map(({ id }) => id),
    withoutText: own.filter((id) => !there.has(id)),
    excluded: read.units.filter(({ isExcluded }) => isExcluded).map(({ id }) => id),
    ...{ notes: read.notes.length, doubts: read.doubts, refusals },
    remarks: edition === null ? [] : remarksOn(edition, document, installed),
  };
}

function remarksOn(edition: Edition, { edition: restated }: ActDocument, installed: readonly Edition[]): string[] {
  const same = installed.find(
    (one) => one.document === edition.document && one.language === edition.language && one.edition === edition.edition,
  );
  const words = same?.text === edition.text ? "the same" : "other";
  return [
    ...(same ? [`it takes the place of the edition of that day, which has ${words} words`] : []),
    ...(edition.edition < restated
      ? [
          `it is older than the edition of ${writeDay(restated)}, which the summaries restate: answers of today do not quote it`,
        ]
      : []),
  ];
}

export function writeImport(report: ImportReport): string {
  const { document, language, edition, inForceFrom, found, notes, doubts, remarks, refusals } = report;
  const edited = edition === null ? "edition unknown" : `edition of ${writeDay(edition)}`;
  const from = inForceFrom === null ? "" : `, law from ${writeDay(inForceFrom)}`;
  const counts = Object.entries(found).map(([kind, count]) => `${count} ${count === 1 ? kind : `${kind}s`}`);
  return [
    `${document}, ${language}, ${edited}${from}`,
    `found: ${counts.join(", ")}; ${report.characters} characters; ${notes} editors' notes left out`,
    ...listed("taken out of the act", report.excluded),
    ...listed("no summary speaks of", report.withoutSummary),
    ...listed("summaries without words in this text", report.withoutText),
    ...(doubts.length === 0 ? [] : [`look again at ${doubts.length} ${doubts.length === 1 ? "spot" : "spots"}:`]),
    ...doubts.slice(0, MOST_LISTED).map(({ line, about }) => `  line ${line}: ${about}`),
    ...more(doubts.length),
    ...remarks.map((remark) => `note: ${remark}`),
    ...refusals.map((reason) => `refused: ${reason}`),
  ].join("\n");
}

function listed(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const shown = ids.slice(0, MOST_LISTED).join(", ");
  const rest = ids.length > MOST_LISTED ? `, and ${ids.length - MOST_LISTED} more (--json lists all)` : "";
  return [`${what} (${ids.length}): ${shown}${rest}`];
}

function more(count: number): string[] {
  return count > MOST_LISTED ? [`  and ${count - MOST_LISTED} more (--json lists all)`] : [];
}
