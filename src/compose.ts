// From what was found to the reply: only text of knowledge/ is ever said.

import type { Found } from "./ask.ts";
import type { Choice } from "./choice.ts";
import { choose } from "./choose.ts";
import { cite, hasChanged, writeQuote } from "./citation.ts";
import type { Day } from "./day.ts";
import { dayNotes, namePlace } from "./day-notes.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { say } from "./messages.ts";
import type { Citation, Parts, Reply } from "./question.ts";
import { writeEmergency } from "./write-emergency.ts";
import { writeReply } from "./write-reply.ts";

export function compose(knowledge: Knowledge, found: Found): Reply {
  const { asked, verdict, triage, retrieval } = found;
  const { language } = asked;
  const messages = knowledge.messages[language];
  if (triage.severity === "critical" && triage.category === "self-harm") return composeForLife(knowledge, found);
  const choice = choose(knowledge, { asked, retrieval, triage: verdict });
  const citations = choice.cited.map(({ provision, score }) =>
    cite(knowledge, provision, { language, score, day: asked.day }),
  );
  const parts: Parts = {
    emergency: writeEmergency(knowledge, triage, language),
    answer:
      choice.situation?.answer[language] ??
      (choice.message
        ? say(messages, choice.message.key, choice.message.values)
        : explain(knowledge, choice, { day: asked.day, citations })),
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
    wording: { by: "adep" } as const,
    day: asked.day,
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
  return {
    language,
    wording: { by: "adep" },
    day: asked.day,
    parts,
    triage,
    related: [],
    text,
    outcome: "no-source",
    citations: [],
  };
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

/** Our restatement, unless the act's words have changed since: then the words themselves. */
function explain(knowledge: Knowledge, { cited }: Choice, { day, citations }: Explained): string {
  const [first, citation] = [cited[0], citations[0]];
  if (!first || !citation) return "";
  const isChanged = hasChanged(knowledge, first.provision, day);
  return isChanged && citation.kind !== "summary" ? writeQuote(citation) : citation.summary;
}

type Explained = { readonly day: Day; readonly citations: readonly Citation[] };

function nearest(knowledge: Knowledge, { asked }: Found, { related }: Choice): string[] {
  if (related.length === 0) return [];
  const messages = knowledge.messages[asked.language];
  return [
    `${say(messages, "related")}: ${related
      .slice(0, 3)
      .map((provision) => namePlace(knowledge, provision, asked.language))
      .join("; ")}`,
  ];
}
