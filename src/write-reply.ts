// The reply as a person reads it: answer, sources, next step, label.

import { describeEdition, kindKey, writeQuote } from "./citation.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Language } from "./language.ts";
import { say } from "./messages.ts";
import type { Citation, Parts } from "./question.ts";

export function writeReply(
  knowledge: Knowledge,
  language: Language,
  { parts, citations }: { parts: Parts; citations: readonly Citation[] },
): string {
  const messages = knowledge.messages[language];
  const choices = parts.choices.map((choice) => `• ${choice}`);
  const sources = citations.map((citation, at) =>
    writeSource(knowledge, language, {
      citation,
      number: at + 1,
      isQuoted: citation.kind !== "summary" || citation.quote !== parts.answer,
    }),
  );
  const steps = parts.nextSteps.map((step, at) => (parts.nextSteps.length > 1 ? `${at + 1}. ${step}` : step));
  const blocks = [
    parts.emergency,
    [parts.answer, ...choices],
    sources.length > 0 ? [`${say(messages, "sources")}:`, ...sources] : [],
    parts.notes,
    steps.length > 0 ? [`${say(messages, "nextStep")}:`, ...steps] : [],
    [parts.label],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n");
}

type Source = { readonly citation: Citation; readonly number: number; readonly isQuoted: boolean };

function writeSource(knowledge: Knowledge, language: Language, { citation, number, isQuoted }: Source): string {
  const messages = knowledge.messages[language];
  const act = knowledge.documents.get(citation.document)?.short[language] ?? citation.document;
  const kind = say(messages, kindKey(citation));
  const head = `[${number}] ${act}, ${citation.pinpoint} — ${citation.title} (${describeEdition(citation, messages)})`;
  const quote = isQuoted ? [`    «${writeQuote(citation)}» (${kind})`] : [];
  return [head, ...quote, `    ${citation.url}`].join("\n");
}
