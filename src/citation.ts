// A provision made citable: act, place, edition, period, quote and link, all from knowledge/.

import { type Day, isWithin, writeDay } from "./day.ts";
import { quoteOf } from "./editions/quote.ts";
import { editionOn, type Shelved } from "./editions/shelf.ts";
import { isTakenOut, standingOf } from "./editions/standing.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { ActDocument, Messages } from "./knowledge/schemas.ts";
import type { Language } from "./language.ts";
import { say } from "./messages.ts";
import { pinpoint } from "./pinpoint.ts";
import type { Citation } from "./question.ts";

type Citing = { readonly language: Language; readonly score: number; readonly day: Day };

/** The act's own words of that day where they are there, our restatement otherwise. */
export function cite(knowledge: Knowledge, provision: Provision, { language, score, day }: Citing): Citation {
  const document = documentOf(knowledge, provision);
  const summary = provision.summary[language];
  const { edition, ...words } = ownWords(knowledge, provision, { language, day }) ?? {
    ...{ edition: document.edition, kind: "summary" as const, quote: summary, url: document.url[language] },
  };
  return {
    provision: provision.id,
    document: provision.document,
    title: provision.title[language],
    pinpoint: pinpoint(provision.id, document, language),
    edition,
    inForceFrom: document.inForceFrom,
    inForceTo: document.inForceTo,
    ...words,
    score: Math.round(score * 1000) / 1000,
    summary,
  };
}

type OwnWords = Pick<Citation, "edition" | "kind" | "quote" | "leadIn" | "closing" | "isCut" | "url">;

/** What goes out as the act's words is looked up in the stored edition once more, whatever made it. */
function ownWords(
  { shelf, documents }: Knowledge,
  { id, document: documentId }: Provision,
  { language, day }: Omit<Citing, "score">,
): OwnWords | null {
  const document = documents.get(documentId);
  const edition = document && editionOn(shelf, { document, language, day });
  const quote = edition && quoteOf(edition, id);
  if (!quote) return null;
  const { words, leadIn, closing, isCut, anchor } = quote;
  const pieces = [words, leadIn, closing].filter((piece) => piece !== null);
  if (!pieces.every((piece) => edition.text.includes(piece))) return null;
  return {
    ...{ edition: edition.edition, kind: language === "en" ? "unofficial" : "official", quote: words },
    url: linkTo(document.url[language], { edition, anchor }),
    ...(leadIn === null ? {} : { leadIn }),
    ...(closing === null ? {} : { closing }),
    ...(isCut ? { isCut } : {}),
  };
}

/** Names of places hold for the page that the text was read from. */
function linkTo(
  url: string,
  { edition, anchor }: { readonly edition: Pick<Shelved, "source">; readonly anchor: string | null },
): string {
  return anchor !== null && edition.source === url ? `${url}#${anchor}` : url;
}

/** Words left out between what is quoted. */
const GAP = " […] ";

/** The quote with the words of its list before and after it. */
export function writeQuote({ quote, leadIn, closing, isCut }: Citation): string {
  const pieces = [leadIn, quote, closing].filter((piece) => piece !== undefined);
  return pieces.join(GAP) + (isCut && closing === undefined ? GAP.trimEnd() : "");
}

export function kindKey({ kind }: Citation): "summaryLabel" | "officialLabel" | "unofficialLabel" {
  return `${kind}Label`;
}

export function documentOf({ documents }: Knowledge, { document, id }: Provision): ActDocument {
  const found = documents.get(document);
  if (!found) throw new Error(`provision ${id} belongs to no known act`);
  return found;
}

export function isProvisionInForce(knowledge: Knowledge, provision: Provision, day: Day): boolean {
  const document = documentOf(knowledge, provision);
  return isActInForce(document, day) && !isTakenOut(knowledge.shelf, { document, id: provision.id, day });
}

/** Whether the act's words are other ones on that day than those our texts restate. */
export function hasChanged(knowledge: Knowledge, provision: Provision, day: Day): boolean {
  const document = documentOf(knowledge, provision);
  return standingOf(knowledge.shelf, { document, id: provision.id, day }) === "changed";
}

export function isActInForce({ inForceFrom, inForceTo }: ActDocument, day: Day): boolean {
  return isWithin(day, inForceFrom, inForceTo);
}

/** "edition of 14.07.2026, in force from 01.07.2026" */
export function describeEdition({ edition, inForceFrom, inForceTo }: Citation, messages: Messages): string {
  const period =
    inForceTo === null
      ? say(messages, "inForceFrom", { day: writeDay(inForceFrom) })
      : say(messages, "inForceBetween", { from: writeDay(inForceFrom), to: writeDay(inForceTo) });
  return `${say(messages, "editionOf", { day: writeDay(edition) })}, ${period}`;
}
