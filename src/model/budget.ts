// How much a language model may still be asked: calls of one asker within an hour, tokens of all within a day. Kept in memory alone.

import type { ModelBudgets } from "../model-config.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Askers who are counted at a time. Beyond them the one who asked longest ago is forgotten; the tokens of all still hold. */
const MOST_ASKERS = 10_000;

export type Claim = {
  /** Counts what was really used in place of what was reserved. */
  settle(tokens: number): void;
  /** For a call that was never made: neither call nor tokens count. */
  giveBack(): void;
};

export type Budget = {
  /** Reserves so many tokens; `null` where it would be too much. Nobody in particular has no calls to be counted. */
  claim(asker: string | null, tokens: number): Claim | null;
};

type Limits = Pick<ModelBudgets, "callsPerHour" | "tokensPerDay">;

/** `now`: milliseconds. */
export function createBudget({ callsPerHour, tokensPerDay }: Limits, now: () => number): Budget {
  const calls = new Map<string, number[]>();
  const day = { began: now(), tokens: 0 };

  function recentCalls(asker: string): number[] {
    const since = now() - HOUR_MS;
    return (calls.get(asker) ?? []).filter((at) => at > since);
  }

  /** The asker's place moves to the end, so that the first one is who asked longest ago. */
  function keep(asker: string, times: number[]): void {
    calls.delete(asker);
    if (times.length > 0) calls.set(asker, times);
    const [longestAgo] = calls.keys();
    if (calls.size > MOST_ASKERS && longestAgo !== undefined) calls.delete(longestAgo);
  }

  function isNewDay(): boolean {
    return now() - day.began >= DAY_MS;
  }

  return {
    claim: (asker, tokens) => {
      if (isNewDay()) Object.assign(day, { began: now(), tokens: 0 });
      if (tokensPerDay > 0 && day.tokens + tokens > tokensPerDay) return null;
      const recent = asker === null ? [] : recentCalls(asker);
      if (recent.length >= callsPerHour) return null;
      const at = now();
      if (asker !== null) keep(asker, [...recent, at]);
      day.tokens += tokens;
      const { began } = day;
      const correct = (used: number): void => {
        if (day.began === began) day.tokens = Math.max(0, day.tokens + used - tokens);
      };
      return {
        settle: correct,
        giveBack: () => {
          correct(0);
          if (asker === null) return;
          const times = calls.get(asker) ?? [];
          const place = times.indexOf(at);
          if (place >= 0) keep(asker, times.toSpliced(place, 1));
        },
      };
    },
  };
}
