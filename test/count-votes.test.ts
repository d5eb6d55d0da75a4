import { describe, expect, test } from "vitest";

import type { Vote } from "../src/chat/chat-store.ts";
import { countVotes } from "../src/chat/count-votes.ts";

const GOOD: Vote = { day: "2026-11-20", language: "kk", verdict: "good", reason: null, provision: "law-290-viii/62/1" };
const BAD: Vote = { ...GOOD, verdict: "bad" };
const YEAR = { from: "2026-01-01", to: "2026-12-31", least: 5 };

describe("countVotes", () => {
  test("adds up verdicts and reasons over days, languages and provisions", () => {
    const votes = [
      { ...GOOD, count: 7 },
      { ...GOOD, language: "ru" as const, count: 5 },
      { ...BAD, count: 6 },
      { ...BAD, day: "2026-11-21", reason: "wrong" as const, count: 9 },
      ...(["off-topic", "unclear", "incomplete"] as const).map((reason) => ({ ...BAD, reason, count: 5 })),
    ];
    const { verdicts, reasons } = countVotes({ ...YEAR, votes });
    expect(verdicts).toEqual({ good: 12, bad: 30 });
    expect(reasons).toEqual({ none: 6, wrong: 9, "off-topic": 5, unclear: 5, incomplete: 5 });
  });

  test("leaves out what lies before and after", () => {
    const votes = [
      { ...GOOD, count: 8 },
      { ...GOOD, day: "2025-12-31", count: 100 },
      { ...GOOD, day: "2027-01-01", count: 100 },
      { ...BAD, count: 6 },
    ];
    expect(countVotes({ ...YEAR, votes }).verdicts).toEqual({ good: 8, bad: 6 });
  });

  test("shows no number below the least", () => {
    const { verdicts, reasons } = countVotes({ ...YEAR, votes: [{ ...BAD, reason: "unclear", count: 2 }] });
    expect([...Object.values(verdicts), ...Object.values(reasons)].filter((cell) => typeof cell === "number")).toEqual(
      [],
    );
  });
});
