// From the bytes of an official text to an edition that may be kept, with a report for the maintainer.

import { type Day, dayInKazakhstan, writeDay } from "../day.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Edition, ReadAct } from "./edition.ts";
import { findEdition } from "./find-edition.ts";
import { judgeText } from "./judge-text.ts";
import { isOfficialSource } from "./official-source.ts";
import { readAct } from "./read-act.ts";
import type { SourceText } from "./source-text.ts";

export type Origin = {
  /** File name or address. */
  readonly source: string;
  readonly checksum: string;
  /** ISO time. */
  readonly importedAt: string;
};

export type Importing = {
  readonly document: ActDocument;
  readonly language: Language;
  /** `null`: the day of the newest amendment that the text's notes name. */
  readonly edition: Day | null;
  /** `null`: the day of the edition, or that of the act where the edition is older. */
  readonly inForceFrom: Day | null;
  readonly origin: Origin;
  /** Every edition that is there. */
  readonly installed: readonly Edition[];
};

export type Imported = {
  readonly read: ReadAct;
  /** Why it must not be kept; empty where it looks right. */
  readonly refusals: readonly string[];
  /** `null` where the day of the edition is told nowhere. */
  readonly edition: Edition | null;
};

export function importText(
  { provisions }: Pick<Knowledge, "provisions">,
  source: SourceText,
  { document, language, edition, inForceFrom, origin, installed }: Importing,
): Imported {
  const read = readAct(source, { document, language });
  const own = provisions.filter((provision) => provision.document === document.id);
  const today = dayInKazakhstan(new Date(origin.importedAt));
  const day = edition ?? dayOf(findEdition(read, today), { document, source: origin.source, today });
  const refusals = [
    ...judgeText(read, {
      ...{ document, language, provisions: own },
      previous: newestOf(installed, { document: document.id, language }),
    }),
    ...judgeStatus(source, document),
    ...(day === null ? [UNDATED] : []),
    ...(day !== null && day > today ? [`the edition of ${writeDay(day)} is still to come`] : []),
  ];
  if (day === null) return { read, refusals, edition: null };
  const { text, units, chapters } = read;
  const from = inForceFrom ?? (day < document.inForceFrom ? document.inForceFrom : day);
  return {
    ...{ read, refusals },
    edition: {
      ...{ document: document.id, language, edition: day, inForceFrom: from },
      ...{ ...origin, isApproved: false, text, units, chapters },
    },
  };
}

type Dating = { readonly document: ActDocument; readonly source: string; readonly today: Day };

/**
 * The notes name amendments of their own document only, and not all of them: what the official page shows is never older than an
 * edition that is known already.
 */
function dayOf(found: Day | null, { document: { edition: known }, source, today }: Dating): Day | null {
  if (!isOfficialSource(source) || known > today) return found;
  return found === null || found < known ? known : found;
}

const UNDATED = "its notes name no amending act: say which edition it is with --edition <YYYY-MM-DD>";
const REPEALED = /утрати(?:л|вш)|күшін? жой|repealed/iu;

/** The page's own word on the act: one that is repealed is quoted as law no more, unless we know of that. */
function judgeStatus({ status }: SourceText, { inForceTo }: ActDocument): string[] {
  return status !== null && inForceTo === null && REPEALED.test(status)
    ? [`the page says that the act is law no more: ${status}`]
    : [];
}

/** `--force` is for what looks wrong; a text without an edition or without any unit cannot be kept. */
export function keepable({ refusals, edition, read }: Imported, force: boolean): Edition | null {
  if (!edition || read.units.length === 0) return null;
  return refusals.length === 0 || force ? edition : null;
}

export function newestOf(
  installed: readonly Edition[],
  { document, language }: Pick<Edition, "document" | "language">,
): Edition | null {
  const own = installed.filter((edition) => edition.document === document && edition.language === language);
  return own.sort((one, other) => (one.edition < other.edition ? 1 : -1))[0] ?? null;
}
