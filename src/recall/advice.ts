// Answers given, kept for a while without a word of them: which provisions they rest on, and where to reach the asker if those change.

import type { Address } from "../cases/case.ts";
import type { Day } from "../day.ts";
import type { Language } from "../language.ts";

export type Advice = {
  readonly address: Address;
  readonly language: Language;
  /** Ids of the provisions shown. */
  readonly provisions: readonly string[];
  readonly day: Day;
};

/** Sealed as a whole; found again by the keyed hash of the address only, so that one asker's can be deleted. */
export interface AdviceRows {
  put(id: string, advice: Advice): Promise<void>;
  /** In the order of ids, after the given one, at most `limit`; what does not open any more is left out, so that fewer may come: `last` leads on, `null` at the end. */
  page(after: string, limit: number): Promise<{ readonly advice: readonly Advice[]; readonly last: string | null }>;
  /** Whether anything is kept for this asker still. */
  has(address: Address): Promise<boolean>;
  deleteOf(address: Address): Promise<void>;
  /** Returns how many were deleted. */
  deleteBefore(day: Day): Promise<number>;
}

/** The edition of each act and language that answers rested on when the service last started: what is new since then is news. */
export interface EditionUseRows {
  list(): Promise<{ readonly document: string; readonly language: Language; readonly edition: Day }[]>;
  set(use: { readonly document: string; readonly language: Language; readonly edition: Day }): Promise<void>;
}
