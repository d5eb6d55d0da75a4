// What people thought of answers, as numbers that name nobody.

import { type Cell, suppress } from "../cases/suppress.ts";
import type { Day } from "../day.ts";
import { BAD_REASONS, type BadReason, type Verdict, type Vote } from "./chat-store.ts";

export type Counted = {
  readonly verdicts: Readonly<Record<Verdict, Cell>>;
  /** Of the answers that were not good; most people give no reason. */
  readonly reasons: Readonly<Record<BadReason | "none", Cell>>;
};

type Counting = {
  readonly votes: readonly (Vote & { readonly count: number })[];
  readonly from: Day;
  readonly to: Day;
  readonly least: number;
};

export function countVotes({ votes, from, to, least }: Counting): Counted {
  const within = votes.filter(({ day }) => day >= from && day <= to);
  const sum = (isWanted: (vote: Vote) => boolean): number =>
    within.filter(isWanted).reduce((total, { count }) => total + count, 0);
  const isBad = ({ verdict }: Vote): boolean => verdict === "bad";
  const reasons = Object.fromEntries(
    [...BAD_REASONS, "none" as const].map((reason) => [
      reason,
      sum((vote) => isBad(vote) && (vote.reason ?? "none") === reason),
    ]),
  ) as Record<BadReason | "none", number>;
  const verdicts = { good: sum((vote) => !isBad(vote)), bad: sum(isBad) };
  return { verdicts: suppress(verdicts, least), reasons: suppress(reasons, least) };
}
