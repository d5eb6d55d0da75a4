// From what was found to the reply: only text of knowledge/ is ever said.

import type { Found } from "./ask.ts";
import type { Choice } from "./choice.ts";
import { choose } from "./choose.ts";
import { cite, documentOf, isProvisionInForce } from "./citation.ts";
import { writeDay } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import { say } from "./messages.ts";
import { pinpoint } from "./pinpoint.ts";
import type { Citation, Parts, Reply } from "./question.ts";
import { writeEmergency } from "./write-emergency.ts";
import { writeReply } from "./write-reply.ts";

export function compose(knowledge: Knowledge, found: Found): Reply {
  const { asked, triage, retrieval } = found;
  const { language } = asked;
  const messages = knowledge.messages[language];
  if (triage.severity === "critical" && triage.category === "self-harm") return composeForLife(knowledge, found);
  const choice = choose(knowledge, { asked, retrieval, triage });
  const citations = choice.cited.map(({ provision, score }) => cite(knowledge, provision, { language, score }));
  const parts: Parts = {
    emergency: writeEmergency(knowledge, triage, language),
    answer:
      choice.situation?.answer[language] ??
      (choice.message ? say(messages, choice.message.key, choice.message.values) : (citations[0]?.quote ?? "")),
    choices: choice.outcome === "clarify" ? choice.options.map(({ title }) => title[language]) : [],
    notes: [
      ...dayNotes(knowledge, found, citations),
      ...(choice.outcome === "no-source" ? nearest(knowledge, found, choice) : []),
      ...(triage.offer ? [say(messages, "offer")] : []),
    ],
    nextSteps: choice.situation?.steps[language] ?? nextSteps(choice, messages),
    label: say(messages, "automated"),
  };
  const common = {
    language,
    parts,
    triage,
    related: choice.related.map(({ id }) => id),
    text: writeReply(knowledge, language, { parts, citations }),
  };
  const [first, ...rest] = citations;
  if (choice.outcome === "answered" || choice.outcome === "clarify") {
    if (!first) throw new Error("an answer without a citation");
    return { ...common, outcome: choice.outcome, citations: [first, ...rest] };
  }
  return { ...common, outcome: choice.outcome, citations: [] };
}

/** Whoever speaks of ending their life needs safety and a person, not a provision on resigning. */
function composeForLife(knowledge: Knowledge, { asked, triage }: Found): Reply {
  const { language } = asked;
  const messages = knowledge.messages[language];
  const parts: Parts = {
    emergency: writeEmergency(knowledge, triage, language),
    answer: say(messages, "emergency.later"),
    ...{ choices: [], notes: [], nextSteps: [], label: say(messages, "automated") },
  };
  const text = writeReply(knowledge, language, { parts, citations: [] });
  return { language, parts, triage, related: [], text, outcome: "no-source", citations: [] };
}

function nextSteps({ outcome }: Choice, messages: Knowledge["messages"]["ru"]): string[] {
  switch (outcome) {
    case "answered":
      return [say(messages, "nextStep.default")];
    case "no-source":
      return [say(messages, "noSource.next")];
    case "out-of-scope":
    case "smalltalk":
    case "refused":
      return [say(messages, "outOfScope.next")];
    case "clarify":
    case "unavailable":
      return [];
  }
}

/** What a reader must know about the day: another law today, an edition that is younger than the day, the act's own caveat. */
function dayNotes(knowledge: Knowledge, { asked }: Found, citations: readonly Citation[]): string[] {
  const { language, day, today } = asked;
  const messages = knowledge.messages[language];
  const provisions = citations.flatMap(
    ({ provision }) => knowledge.provisions.find(({ id }) => id === provision) ?? [],
  );
  const successors = provisions.flatMap((provision) => {
    if (isProvisionInForce(knowledge, provision, today)) return [];
    const now = successorOf(knowledge, provision);
    return now ? [say(messages, "superseded", { day: writeDay(day), provision: name(knowledge, now, language) })] : [];
  });
  const gaps = citations.flatMap(({ edition }) =>
    day < edition ? [say(messages, "editionGap", { edition: writeDay(edition), day: writeDay(day) })] : [],
  );
  const caveats = citations.flatMap(({ document }) => knowledge.documents.get(document)?.caveat?.[language] ?? []);
  return [...new Set([...successors.slice(0, 1), ...gaps.slice(0, 1), ...caveats])];
}

function successorOf({ correspondence, provisions }: Knowledge, { id }: Provision): Provision | undefined {
  const now = correspondence.find(({ before }) => before === id)?.now;
  return provisions.find((provision) => provision.id === now);
}

function nearest(knowledge: Knowledge, { asked }: Found, { related }: Choice): string[] {
  if (related.length === 0) return [];
  const messages = knowledge.messages[asked.language];
  return [
    `${say(messages, "related")}: ${related
      .slice(0, 3)
      .map((provision) => name(knowledge, provision, asked.language))
      .join("; ")}`,
  ];
}

/** "Civil Service Law (2026), art. 14(1)(6): Other paid work" */
function name(knowledge: Knowledge, provision: Provision, language: keyof Provision["title"]): string {
  const document = documentOf(knowledge, provision);
  return `${document.short[language]}, ${pinpoint(provision.id, document, language)}: ${provision.title[language]}`;
}
