// From rows to figures: the mean of each score with its number of items and its 95 % interval.

import { SEVERITIES, type Severity } from "../src/knowledge/schemas.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { DECLINED, type Outcome } from "../src/question.ts";
import { meanOf, normalInterval, wilsonInterval } from "./metrics/interval.ts";
import { type Row, SUITES, type Suite } from "./results.ts";

export const ALL = "all";

export type Figure = {
  readonly suite: Suite;
  readonly language: Language | typeof ALL;
  /** `all`, `split:dev`, or a slice of the rows such as `style:typo`. */
  readonly slice: string;
  readonly metric: string;
  /** Items to which the metric applies. */
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

/** Scores that are shares within one item; every other one is yes or no. */
const SHARES: ReadonlySet<string> = new Set(["mrr", "ndcg@10", "citation precision", "citation recall", "topics"]);

/** For every suite, language, slice and metric that has items; suites and languages in their order, slices as they come. */
export function summarise(rows: readonly Row[]): Figure[] {
  return SUITES.flatMap((suite) => {
    const ofSuite = rows.filter((row) => row.suite === suite);
    return ([ALL, ...LANGUAGES] as const).flatMap((language) => {
      const ofLanguage = ofSuite.filter((row) => language === ALL || row.language === language);
      return [...groupBySlice(ofLanguage)].flatMap(([slice, some]) =>
        describeMetrics(some).map((figure) => ({ suite, language, slice, ...figure })),
      );
    });
  });
}

function groupBySlice(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    for (const slice of [ALL, `split:${row.split}`, ...row.slices]) {
      const group = groups.get(slice);
      if (group) group.push(row);
      else groups.set(slice, [row]);
    }
  }
  return groups;
}

type Described = Pick<Figure, "metric" | "n" | "mean" | "low" | "high">;

function describeMetrics(rows: readonly Row[]): Described[] {
  const metrics = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))];
  return metrics.flatMap((metric) => {
    const scores = rows.flatMap((row) => row.scores[metric] ?? []);
    return scores.length === 0 ? [] : [{ metric, ...describe(scores, SHARES.has(metric)) }];
  });
}

function describe(scores: readonly number[], isShare: boolean): Omit<Described, "metric"> {
  const n = scores.length;
  const mean = meanOf(scores);
  return { n, mean, ...(isShare ? normalInterval(scores) : wilsonInterval(Math.round(mean * n), n)) };
}

export type Abstention = Omit<Described, "metric">;

/**
 * The pair of NoMIRACL (Thakur et al. 2024): how often an answer is given where the law has none, and how often none is
 * given where it has one. `null` where no such question was measured.
 */
export function abstentionPair(rows: readonly Row[]): {
  hallucination: Abstention | null;
  error: Abstention | null;
} {
  const isDeclined = ({ outcome }: Row): boolean => DECLINED.has(outcome as Outcome);
  const shareOf = (some: readonly Row[], isWrong: (row: Row) => boolean): Abstention | null =>
    some.length === 0
      ? null
      : describe(
          some.map((row) => Number(isWrong(row))),
          false,
        );
  return {
    hallucination: shareOf(
      rows.filter(({ suite }) => suite === "outside"),
      (row) => !isDeclined(row),
    ),
    error: shareOf(
      rows.filter(({ suite }) => suite === "questions" || suite === "short"),
      isDeclined,
    ),
  };
}

export type Confusion = Readonly<Record<Severity, Readonly<Record<Severity, number>>>>;

/** How many texts of each severity were taken for which: first the label, then the verdict. */
export function confuse(rows: readonly Row[]): Confusion {
  const triage = rows.filter(({ suite }) => suite === "triage");
  const countBy = (label: Severity): Record<Severity, number> => {
    const labelled = triage.filter(({ slices }) => slices.includes(`severity:${label}`));
    return bySeverity((verdict) => labelled.filter(({ outcome }) => outcome === verdict).length);
  };
  return bySeverity(countBy);
}

function bySeverity<Value>(figureOf: (severity: Severity) => Value): Record<Severity, Value> {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, figureOf(severity)])) as Record<Severity, Value>;
}
