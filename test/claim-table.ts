// The shape of the tables of claims: which passage, and what is said of it.

export type Said = readonly [passage: string, claim: string];

export type ClaimTable = {
  readonly passages: Readonly<Record<string, string>>;
  /** Honest: restated, shortened, with the condition first, or freely put. Not all of them can be told to be honest. */
  readonly good: readonly Said[];
  /** By what is wrong with them. */
  readonly bad: Readonly<Record<string, readonly Said[]>>;
};
