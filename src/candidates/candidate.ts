// What people's experience offers to the evals: masked, without who said it, waiting for a maintainer.

import type { BadReason } from "../chat/chat-store.ts";
import type { Day } from "../day.ts";
import type { Severity } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Outcome } from "../question.ts";

export const CANDIDATE_KINDS = ["bad-answer", "challenge", "correction"] as const;
/** A vote against an answer, an objection in words, or what a commissioner says Adep should have judged. */
export type CandidateKind = (typeof CANDIDATE_KINDS)[number];

export type Candidate = {
  /** Random; tells nothing of who or when. */
  readonly id: string;
  readonly kind: CandidateKind;
  /** First day of its month: closer days could be put beside other records. */
  readonly month: Day;
  readonly language: Language;
  /** The question, or a message as a commissioner words it; masked. */
  readonly text: string;
  /** What the person holds against the answer; masked; empty where nothing was said. */
  readonly remark: string;
  readonly reason: BadReason | null;
  /**
   * How Adep answered; `null` where it was not asked. What it cited is not kept: beside what is kept to tell askers of changed law the
   * list would lead to the one who asked, and the question can be asked again.
   */
  readonly outcome: Outcome | null;
  /** How Adep judged the message, and how a commissioner would. */
  readonly severity: { readonly given: Severity | null; readonly right: Severity | null };
};

export interface CandidateRows {
  /** Nothing happens where the id is known. */
  put(candidate: Candidate): Promise<void>;
  /** Oldest month first; one that does not open any more is left out. */
  list(): Promise<Candidate[]>;
  /** Nothing happens where it is gone already. */
  delete(id: string): Promise<void>;
  /** Of months that began before the day; returns how many. */
  deleteBefore(day: Day): Promise<number>;
}

/** Questions Adep had no answer to, as counts: by the nearest article or point, and by the ideas of the thesaurus found in them. No word of a question. */
export type Gap = {
  readonly month: Day;
  readonly language: Language;
  readonly outcome: Outcome;
  readonly kind: "topic" | "concept";
  /** `law-290-viii/62`, or the name of a concept; never an asker's word. */
  readonly name: string;
};

export interface GapRows {
  count(gap: Gap): Promise<void>;
  list(): Promise<(Gap & { readonly count: number })[]>;
  deleteBefore(day: Day): Promise<void>;
}
