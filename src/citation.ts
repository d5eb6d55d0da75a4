// A provision made citable: act, place, edition, period, quote and link, all from knowledge/.

import { type Day, isWithin, writeDay } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { ActDocument, Messages } from "./knowledge/schemas.ts";
import type { Language } from "./language.ts";
import { say } from "./messages.ts";
import { pinpoint } from "./pinpoint.ts";
import type { Citation } from "./question.ts";

export function cite(
  knowledge: Knowledge,
  provision: Provision,
  { language, score }: { language: Language; score: number },
): Citation {
  const document = documentOf(knowledge, provision);
  return {
    provision: provision.id,
    document: provision.document,
    title: provision.title[language],
    pinpoint: pinpoint(provision.id, document, language),
    edition: document.edition,
    inForceFrom: document.inForceFrom,
    inForceTo: document.inForceTo,
    kind: "summary",
    quote: provision.summary[language],
    url: document.url[language],
    score: Math.round(score * 1000) / 1000,
  };
}

export function documentOf({ documents }: Knowledge, { document, id }: Provision): ActDocument {
  const found = documents.get(document);
  if (!found) throw new Error(`provision ${id} belongs to no known act`);
  return found;
}

export function isProvisionInForce(knowledge: Knowledge, provision: Provision, day: Day): boolean {
  return isActInForce(documentOf(knowledge, provision), day);
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
