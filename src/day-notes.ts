// What a reader must know about the law of the day: another law today, an edition that is not there, a summary that is older.

import type { Found } from "./ask.ts";
import { documentOf, isProvisionInForce } from "./citation.ts";
import { writeDay } from "./day.ts";
import { newestOn } from "./editions/shelf.ts";
import { standingOf } from "./editions/standing.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import { say } from "./messages.ts";
import { pinpoint } from "./pinpoint.ts";
import type { Citation } from "./question.ts";

export function dayNotes(knowledge: Knowledge, { asked }: Found, citations: readonly Citation[]): string[] {
  const { language, day, today } = asked;
  const messages = knowledge.messages[language];
  const provisions = citations.flatMap(
    ({ provision }) => knowledge.provisions.find(({ id }) => id === provision) ?? [],
  );
  const successors = provisions.flatMap((provision) => {
    if (isProvisionInForce(knowledge, provision, today)) return [];
    const now = successorOf(knowledge, provision);
    return now
      ? [say(messages, "superseded", { day: writeDay(day), provision: namePlace(knowledge, now, language) })]
      : [];
  });
  const gaps = citations.flatMap(({ edition }) =>
    day < edition ? [say(messages, "editionGap", { edition: writeDay(edition), day: writeDay(day) })] : [],
  );
  return [...new Set([...successors.slice(0, 1), ...gaps.slice(0, 1), ...editionNotes(knowledge, asked, citations)])];
}

/** What the edition means for our restatement of it; the act's own caveat speaks of the edition that is restated. */
function editionNotes(
  { shelf, documents, messages }: Knowledge,
  { day, language }: Found["asked"],
  citations: readonly Citation[],
): string[] {
  return citations.flatMap(({ document: documentId, provision: id, edition, kind }) => {
    const document = documents.get(documentId);
    if (!document) return [];
    const standing = standingOf(shelf, { document, id, day });
    const newer = writeDay(newestOn(shelf, { document, day }));
    const days = { edition: writeDay(document.edition), newer, day: writeDay(day) };
    if (standing === "changed" || standing === "unsure") {
      if (day < document.edition) return [say(messages[language], "editionGap", days)];
      return [say(messages[language], standing === "changed" ? "summaryChanged" : "summaryUnsure", days)];
    }
    const isNewer = kind !== "summary" && edition > document.edition;
    return isNewer ? [] : (document.caveat?.[language] ?? []);
  });
}

function successorOf({ correspondence, provisions }: Knowledge, { id }: Provision): Provision | undefined {
  const now = correspondence.find(({ before }) => before === id)?.now;
  return provisions.find((provision) => provision.id === now);
}

/** "Civil Service Law (2026), art. 14(1)(6): Other paid work" */
export function namePlace(knowledge: Knowledge, provision: Provision, language: keyof Provision["title"]): string {
  const document = documentOf(knowledge, provision);
  return `${document.short[language]}, ${pinpoint(provision.id, document, language)}: ${provision.title[language]}`;
}
