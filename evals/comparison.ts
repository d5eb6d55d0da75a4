// A run beside its baseline: which scores fell, which invariants are broken anew, and which items came or went.

import { LANGUAGES } from "../src/language.ts";
import { type Baseline, roundScore } from "./baseline.ts";
import { type Broken, findBroken, isAlwaysOne } from "./invariants.ts";
import { listIds } from "./list-ids.ts";
import { bootstrapChange, type Change } from "./metrics/bootstrap.ts";
import { meanOf } from "./metrics/interval.ts";
import { type Row, SUITES, type Suite } from "./results.ts";

/** A fall fails where all of its 95 % interval lies below this: what chance does not explain and an asker would notice. */
const TOLERATED = -0.015;
/** 0.485 − 0.5 is less than −0.015 by the rounding of floating-point numbers alone. */
const ROUNDING = 1e-9;
const SHOWN = 3;
const EVERY_LANGUAGE = "all";

export type Comparison = {
  /** What got worse, one readable line each. */
  readonly failures: readonly string[];
  /** What is worth knowing and fails nothing. */
  readonly notes: readonly string[];
};

type Old = Pick<Baseline, "accepted" | "suites">;
type Pair = { readonly id: string; readonly before: number; readonly now: number };

export function compare(rows: readonly Row[], baseline: Old): Comparison {
  const broken = findBroken(rows);
  const known = new Set(baseline.accepted.map(nameOf));
  const isKnown = (one: Broken): boolean => known.has(nameOf(one));
  const stillBroken = new Set(broken.map(nameOf));
  const mended = baseline.accepted.filter((one) => !stillBroken.has(nameOf(one)));
  return {
    failures: [
      ...groupByMetric(
        broken.filter((one) => !isKnown(one)),
        "must hold for every item and does not",
      ),
      ...SUITES.flatMap((suite) => findUnmeasured(rows, baseline, suite)),
      ...SUITES.flatMap((suite) =>
        findFallen(
          rows.filter((row) => row.suite === suite),
          baseline,
          suite,
        ),
      ),
    ],
    notes: [
      ...groupByMetric(broken.filter(isKnown), "known to fail"),
      ...groupByMetric(mended, "no longer fail and can leave the baseline"),
      ...SUITES.flatMap((suite) => listComings(rows, baseline, suite)),
    ],
  };
}

function nameOf({ suite, id, metric }: Broken): string {
  return `${suite}/${id} ${metric}`;
}

function groupByMetric(broken: readonly Broken[], what: string): string[] {
  const groups = new Map<string, string[]>();
  for (const { suite, id, metric } of broken) {
    const name = `${suite} · ${metric}`;
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  return [...groups].map(([name, ids]) => `${name}: ${what}: ${listIds(ids)}`);
}

/** A metric that is gone cannot fall, so its going is a failure. */
function findUnmeasured(rows: readonly Row[], { suites }: Old, suite: Suite): string[] {
  const now = new Set(rows.flatMap((row) => (row.suite === suite ? namesOfMeasured(row.scores) : [])));
  const before = new Set([...(suites.get(suite)?.values() ?? [])].flatMap(namesOfMeasured));
  return [...before]
    .filter((metric) => !now.has(metric))
    .map((metric) => `${suite} · ${metric}: is no longer measured`);
}

function namesOfMeasured(scores: Row["scores"]): string[] {
  return Object.keys(scores).filter((metric) => scores[metric] !== null);
}

function findFallen(rows: readonly Row[], { suites }: Old, suite: Suite): string[] {
  const items = suites.get(suite);
  const metrics = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))].filter((one) => !isAlwaysOne(one));
  return metrics.flatMap((metric) =>
    [EVERY_LANGUAGE, ...LANGUAGES].flatMap((language) => {
      const pairs = rows.flatMap((row): Pair[] => {
        const [now, before] = [row.scores[metric] ?? null, items?.get(row.id)?.[metric] ?? null];
        const isMeant = language === EVERY_LANGUAGE || row.language === language;
        return now === null || before === null || !isMeant ? [] : [{ id: row.id, before, now: roundScore(now) }];
      });
      if (pairs.length === 0) return [];
      const change = bootstrapChange(pairs.map(differenceOf));
      return change.high < TOLERATED - ROUNDING
        ? [`${suite} · ${language} · ${metric}: ${describe(pairs, change)}`]
        : [];
    }),
  );
}

function differenceOf({ before, now }: Pair): number {
  return now - before;
}

/** `97.7 → 94.2 %, change −3.5 points [−6.1, −1.2], n = 130; worst: dev-kk-002, dev-kk-058`. */
function describe(pairs: readonly Pair[], { mean, low, high, n }: Change): string {
  const [before, now] = [meanOf(pairs.map((pair) => pair.before)), meanOf(pairs.map((pair) => pair.now))];
  const worst = pairs
    .filter((pair) => differenceOf(pair) < 0)
    .sort((one, other) => differenceOf(one) - differenceOf(other) || (one.id < other.id ? -1 : 1))
    .slice(0, SHOWN);
  const points = `change ${signed(mean)} points [${signed(low)}, ${signed(high)}], n = ${n}`;
  return `${inPercent(before)} → ${inPercent(now)} %, ${points}; worst: ${worst.map(({ id }) => id).join(", ")}`;
}

function inPercent(share: number): string {
  return (100 * share).toFixed(1);
}

function signed(share: number): string {
  return inPercent(share).replace("-", "−");
}

function listComings(rows: readonly Row[], { suites }: Old, suite: Suite): string[] {
  const before = [...(suites.get(suite)?.keys() ?? [])];
  const now = new Set(rows.flatMap((row) => (row.suite === suite ? [row.id] : [])));
  const come = [...now].filter((id) => !suites.get(suite)?.has(id));
  const gone = before.filter((id) => !now.has(id));
  return [
    ...(come.length > 0 ? [`${suite}: without a baseline, not compared: ${listIds(come)}`] : []),
    ...(gone.length > 0 ? [`${suite}: in the baseline, not measured any more: ${listIds(gone)}`] : []),
  ];
}
