// What is searched: one entry per provision and language, and one per example question.

import type { Knowledge } from "../knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../language.ts";

export type Entry = {
  /** Position in `knowledge.provisions`. */
  readonly provision: number;
  readonly language: Language;
  readonly kind: "text" | "question";
  /** Position in `knowledge.situations`, where the question comes from one. */
  readonly situation: number | null;
  readonly title: string;
  readonly text: string;
};

/** Always in the same order for the same knowledge: a position in the result is the entry's number in every index. */
export function listEntries(knowledge: Knowledge): Entry[] {
  const position = new Map(knowledge.provisions.map(({ id }, at) => [id, at]));
  const texts = knowledge.provisions.flatMap(({ title, summary }, provision) =>
    LANGUAGES.map(
      (language): Entry => ({
        ...{ provision, language, kind: "text", situation: null },
        ...{ title: title[language], text: summary[language] },
      }),
    ),
  );
  const examples = knowledge.examples.map(({ provision, language, question }) =>
    toQuestion({ provision: position.get(provision) ?? 0, language, situation: null }, question),
  );
  const asked = knowledge.situations.flatMap(({ provisions, questions }, situation) =>
    questions.map(({ language, question }) =>
      toQuestion({ provision: position.get(provisions[0] ?? "") ?? 0, language, situation }, question),
    ),
  );
  return [...texts, ...examples, ...asked];
}

function toQuestion(place: Pick<Entry, "provision" | "language" | "situation">, text: string): Entry {
  return { ...place, kind: "question", title: "", text };
}
