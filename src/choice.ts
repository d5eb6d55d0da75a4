// A choice of what to say, and the few things both ways of choosing share.

import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { Situation } from "./knowledge/situations.ts";
import type { MessageKey } from "./messages.ts";
import type { Outcome } from "./question.ts";
import type { Candidate } from "./retrieval/retrieve.ts";

export type Cited = { readonly provision: Provision; readonly score: number };

export type Choice = {
  readonly outcome: Outcome;
  readonly cited: readonly Cited[];
  readonly related: readonly Provision[];
  /** Topics to choose from, when the question is to be made clearer. */
  readonly options: readonly Provision[];
  readonly situation: Situation | null;
  /** What is said where no provision speaks. */
  readonly message: { readonly key: MessageKey; readonly values?: Record<string, string> } | null;
};

export const MOST_CITATIONS = 3;
export const MOST_RELATED = 7;
export const NOTHING: Omit<Choice, "outcome" | "message"> = { cited: [], related: [], options: [], situation: null };

export function provisionsOf(knowledge: Knowledge, candidates: readonly Candidate[]): Provision[] {
  return candidates.map((candidate) => provisionOf(knowledge, candidate));
}

export function provisionOf(knowledge: Knowledge, { provision }: Candidate): Provision {
  const found = knowledge.provisions[provision];
  if (!found) throw new Error("the index knows a provision that knowledge/ does not hold");
  return found;
}
