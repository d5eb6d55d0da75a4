// Curves over the belief in an answer: how wrong Adep is where it answers only what it believes in most, and what triage
// catches at each threshold. Items of equal belief come together, as no threshold can part them.

import type { Row } from "../results.ts";

export type Point = { readonly x: number; readonly y: number };
export type Judged = { readonly belief: number; readonly isRight: boolean };

/** From the highest belief down, how many are right and wrong at each. */
function groupByBelief(items: readonly Judged[]): { readonly right: number; readonly wrong: number }[] {
  const groups = new Map<number, { right: number; wrong: number }>();
  for (const { belief, isRight } of [...items].sort((one, other) => other.belief - one.belief)) {
    const group = groups.get(belief) ?? { right: 0, wrong: 0 };
    groups.set(belief, group);
    if (isRight) group.right += 1;
    else group.wrong += 1;
  }
  return [...groups.values()];
}

export type RiskCoverage = {
  /** Share of all items that are answered, and the share of wrong ones among those. */
  readonly points: readonly Point[];
  /** Mean of the risk over every number of answered items (Geifman & El-Yaniv 2017); less is better. `null` without items. */
  readonly aurc: number | null;
  readonly answered: number;
  readonly n: number;
};

/** `n` counts the items without an answer, too: they are never covered. */
export function riskCoverage(items: readonly Judged[], n: number): RiskCoverage {
  const points: Point[] = [];
  let [answered, wrong, risks] = [0, 0, 0];
  for (const group of groupByBelief(items)) {
    const size = group.right + group.wrong;
    // Within a group in no order: its wrong ones are spread evenly.
    for (let at = 1; at <= size; at += 1) risks += (wrong + (group.wrong * at) / size) / (answered + at);
    answered += size;
    wrong += group.wrong;
    points.push({ x: answered / n, y: wrong / answered });
  }
  return { points, aurc: answered === 0 ? null : risks / answered, answered, n };
}

/** The most that can be answered with no more than this share of it wrong. */
export function coverageAt({ points }: RiskCoverage, risk: number): number {
  return Math.max(0, ...points.filter(({ y }) => y <= risk).map(({ x }) => x));
}

export type PrecisionRecall = {
  /** Recall and precision at each threshold, the highest first. */
  readonly points: readonly Point[];
  /** Precision at each threshold, weighted by the recall it adds. `null` where nothing is to be caught. */
  readonly averagePrecision: number | null;
  readonly positives: number;
  readonly n: number;
};

/** `isRight` here means: to be caught. */
export function precisionRecall(items: readonly Judged[]): PrecisionRecall {
  const positives = items.filter(({ isRight }) => isRight).length;
  const points: Point[] = [];
  let [caught, raised, averagePrecision] = [0, 0, 0];
  for (const { right, wrong } of positives === 0 ? [] : groupByBelief(items)) {
    caught += right;
    raised += right + wrong;
    averagePrecision += (right / positives) * (caught / raised);
    points.push({ x: caught / positives, y: caught / raised });
  }
  return { points, averagePrecision: positives === 0 ? null : averagePrecision, positives, n: items.length };
}

/** Of the questions that the law answers: wrong is an answer whose first source is not a right article. */
export function riskOf(rows: readonly Row[]): RiskCoverage {
  const questions = rows.filter(({ suite }) => suite === "questions");
  const answered = questions.flatMap(({ belief, scores }) =>
    belief === null ? [] : [{ belief, isRight: scores["recall@1"] === 1 }],
  );
  return riskCoverage(answered, questions.length);
}

export const isLabelledGrave = ({ slices }: Row): boolean =>
  slices.includes("severity:serious") || slices.includes("severity:critical");

export function triageCurveOf(rows: readonly Row[]): PrecisionRecall {
  return precisionRecall(
    rows.flatMap((row) =>
      row.suite === "triage" && row.belief !== null ? [{ belief: row.belief, isRight: isLabelledGrave(row) }] : [],
    ),
  );
}

/** Where the verdicts lie, which weigh more than the belief; `null` where there is nothing to be caught or nothing was. */
export function verdictPoint(rows: readonly Row[]): Point | null {
  const triage = rows.filter(({ suite }) => suite === "triage");
  const raised = triage.filter(({ outcome }) => outcome === "serious" || outcome === "critical");
  const caught = raised.filter(isLabelledGrave).length;
  const positives = triage.filter(isLabelledGrave).length;
  return positives === 0 || raised.length === 0 ? null : { x: caught / positives, y: caught / raised.length };
}
