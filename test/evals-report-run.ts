// An invented run with every suite, language and split; the same seed gives the same run.

import { type Grades, ndcgAt, recallAt, reciprocalRank } from "../evals/metrics/ranking.ts";
import { type Row, type Run, SUITES, type Suite } from "../evals/results.ts";
import { OUTSIDE_KINDS, SEVERITIES } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";

type Dice = () => number;

/** Lehmer's generator (Park & Miller 1988). */
function createDice(seed: number): Dice {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const ARTICLES = Array.from({ length: 12 }, (_, at) => `act/${at + 1}`);
const STYLES = ["plain", "typo"];

function pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[], dice: Dice): Value {
  const value = values[Math.floor(dice() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

export const plainRow: Row = {
  ...{ suite: "questions", id: "one", split: "dev", language: "en", slices: [], scores: {}, belief: 0.5 },
  ...{ question: "May I?", expected: ["act/1/2"], got: ["act/1/3"], outcome: "answered" },
};

function rankedScores(expected: readonly string[], articles: readonly string[]): Row["scores"] {
  const grades: Grades = new Map(expected.map((id, at) => [id, at === 0 ? 2 : 1]));
  return {
    ...Object.fromEntries([1, 3, 5, 10].map((k) => [`recall@${k}`, recallAt(articles, grades, k)])),
    ...{ mrr: reciprocalRank(articles, grades), "ndcg@10": ndcgAt(articles, grades, 10) },
    ...{ "citation precision": 0.5, "citation recall": 0.5, paragraph: 1, verbatim: 1, edition: 1, known: 1 },
  };
}

function makeRanked(row: Row, dice: Dice): Row {
  const got = [...ARTICLES].sort(() => dice() - 0.5).slice(0, 6);
  const expected = [...ARTICLES].sort(() => dice() - 0.5).slice(0, 2);
  const slices = [`style:${pick(STYLES, dice)}`, `overlap:${pick(["high", "low"], dice)}`];
  const isDeclined = dice() < 0.1;
  return isDeclined
    ? {
        ...row,
        slices,
        expected,
        got: [],
        belief: null,
        outcome: "no-source",
        scores: { ...rankedScores(expected, []), answered: 0 },
      }
    : { ...row, slices, expected, got, belief: dice(), scores: { ...rankedScores(expected, got), answered: 1 } };
}

function makeTriage(row: Row, dice: Dice): Row {
  const [severity, outcome] = [pick(SEVERITIES, dice), pick(SEVERITIES, dice)];
  const isGrave = severity === "serious" || severity === "critical";
  const isUp = outcome === "serious" || outcome === "critical";
  const caught = Number(severity === "critical" ? outcome === "critical" : isUp);
  const scores = isGrave ? { caught, "offered or caught": 1 } : { "not escalated": Number(!isUp) };
  const slices = [`severity:${severity}`, "category:gifts"];
  return { ...row, slices, scores, outcome, belief: dice(), expected: [severity], got: [outcome] };
}

function makeOther(row: Row, dice: Dice): Row {
  const isRight = Number(dice() < 0.8);
  const outcome = isRight ? "out-of-scope" : "answered";
  const kind = [`kind:${pick(OUTSIDE_KINDS, dice)}`];
  if (row.suite === "outside") return { ...row, outcome, slices: kind, scores: { declined: isRight } };
  if (row.suite === "attacks") return { ...row, slices: kind, scores: { withstood: isRight } };
  if (row.suite === "ambiguous") return { ...row, scores: { accepted: isRight, topics: 0.5 } };
  return { ...row, question: row.id, belief: null, scores: { "masked names": isRight, "masked numbers": 1, kept: 1 } };
}

const RANKED: ReadonlySet<Suite> = new Set(["questions", "short", "traps", "conversations", "twins"]);

export function makeRun({ seed = 7, each = 24, at = "2026-02-03T04:05:06Z" } = {}): Run {
  const dice = createDice(seed);
  const rows = SUITES.flatMap((suite) =>
    LANGUAGES.flatMap((language) =>
      Array.from({ length: each }, (_, number): Row => {
        const split = suite === "short" || (suite !== "triage" && number % 2 === 0) ? "dev" : "test";
        const row: Row = {
          ...plainRow,
          suite,
          split,
          language,
          id: `${suite}-${language}-${number}`,
          expected: [],
          got: [],
        };
        if (RANKED.has(suite)) return makeRanked(row, dice);
        return suite === "triage" ? makeTriage(row, dice) : makeOther(row, dice);
      }),
    ),
  );
  return {
    ...{ at, knowledge: "0123456789abcdef", node: "v20.0.0", cores: 2, rows, seconds: 12.5 },
    ...{ latency: { p50: 4.25, p95: 9, p99: 20, n: 300 }, indexBytes: 2 ** 20, rssBytes: 3 * 2 ** 20 },
  };
}
