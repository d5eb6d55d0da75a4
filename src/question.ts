// What comes in and what goes out.

import type { Day } from "./day.ts";
import type { Severity } from "./knowledge/schemas.ts";
import type { Language } from "./language.ts";

export type Question = {
  readonly text: string;
  /** The language the asker chose; without it, the language of the text. */
  readonly language?: Language;
  /** The day whose law is asked about; without it, today. */
  readonly asOf?: Day;
  /** The language the asker chose for Adep's own words: decides where the text itself tells none. */
  readonly preferred?: Language;
  /** Whose budget of model calls it is; stays in this process. */
  readonly asker?: string;
  /** What the same asker asked just before: "and if it is my boss?" leans on it. */
  readonly previous?: string;
};

export const OUTCOMES = [
  "answered",
  "clarify",
  "no-source",
  "out-of-scope",
  "smalltalk",
  "refused",
  "unavailable",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes that give no answer from the law. */
export const DECLINED: ReadonlySet<Outcome> = new Set(["no-source", "out-of-scope", "smalltalk", "refused"]);

export type Citation = {
  readonly provision: string;
  readonly document: string;
  readonly title: string;
  /** In the words of the reply's language: `ст. 62, п. 1, пп. 10)`. */
  readonly pinpoint: string;
  readonly edition: Day;
  readonly inForceFrom: Day;
  readonly inForceTo: Day | null;
  /** `summary` is our own restatement; `official` the act's own words; `unofficial` words of the act in a language in which it is not law. */
  readonly kind: "summary" | "official" | "unofficial";
  readonly quote: string;
  /** The words of the list in which the quote stands, before and after it; only with the act's own words. */
  readonly leadIn?: string;
  readonly closing?: string;
  /** The provision goes on after the quote. */
  readonly isCut?: true;
  /** Our own restatement, whatever is quoted. */
  readonly summary: string;
  readonly url: string;
  /** Belief that this provision answers, 0…1. */
  readonly score: number;
};

export type Triage = {
  readonly severity: Severity;
  readonly category: string | null;
  /** The commissioner is offered, because the matter may be real. */
  readonly offer: boolean;
  readonly signals: readonly string[];
};

type Common = {
  readonly language: Language;
  /** The law of this day was asked about. */
  readonly day: Day;
  /** The whole reply as a person reads it. */
  readonly text: string;
  /** Further provisions, best first, at most seven. */
  readonly related: readonly string[];
  readonly triage: Triage;
  readonly wording: Wording;
  /** The parts `text` is made of, for surfaces that lay them out themselves. */
  readonly parts: Parts;
};

/** Who put the answer's own words together: Adep's texts alone, or a language model whose every claim was checked. */
export type Wording = { readonly by: "adep" } | { readonly by: "model"; readonly name: string };

export type Parts = {
  /** What a person in danger must read before anything else; empty unless the matter is critical. */
  readonly emergency: readonly string[];
  readonly answer: string;
  readonly notes: readonly string[];
  readonly choices: readonly string[];
  readonly nextSteps: readonly string[];
  readonly label: string;
};

/** An answer without a citation cannot be written down. */
export type Reply = Common &
  (
    | { readonly outcome: "answered" | "clarify"; readonly citations: readonly [Citation, ...Citation[]] }
    | { readonly outcome: Exclude<Outcome, "answered" | "clarify">; readonly citations: readonly [] }
  );
