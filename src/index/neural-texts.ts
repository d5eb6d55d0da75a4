// What another embedder is given of each entry, and two texts by which it is known again.

import type { NeuralRole } from "../retrieval/neural-embedder.ts";
import { normalise } from "../text/normalise.ts";
import type { Entry } from "./entries.ts";

export type NeuralText = { readonly text: string; readonly role: NeuralRole };

/**
 * In the order of the entries. An example question is embedded as an asker's question is: the same words then lie in the same
 * place, whatever a model does to passages.
 */
export function listNeuralTexts(entries: readonly Entry[]): NeuralText[] {
  return entries.map(({ kind, title, text }) =>
    kind === "question"
      ? { text: normalise(text), role: "question" }
      : { text: normalise(`${title}. ${text}`), role: "passage" },
  );
}

/** Embedded whenever it is in doubt whether the embedder is still the one the vectors are from. */
export const PROBES: Readonly<Record<NeuralRole, string>> = {
  question: "кто решает, можно ли принять подарок? сыйлықты кім қабылдайды? who may accept a gift?",
  passage: "служащий сообщает руководителю. қызметші басшыға хабарлайды. an employee tells the superior.",
};
