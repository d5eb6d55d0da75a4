// The figures of a run, ready to be looked up, and how they are written down.

import { LANGUAGES, type Language } from "../../src/language.ts";
import { type Row, type Run, SUITES, type Suite } from "../results.ts";
import { ALL, type Figure, summarise } from "../summary.ts";

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { kk: "Kazakh", ru: "Russian", en: "English" };
export const COLUMNS = [ALL, ...LANGUAGES] as const;
export type Column = (typeof COLUMNS)[number];
export const nameOf = (column: Column): string => (column === ALL ? "All" : LANGUAGE_NAMES[column]);

export type Share = Pick<Figure, "n" | "mean" | "low" | "high">;
export type Wanted = Pick<Figure, "suite" | "metric" | "language"> & { readonly slice?: string };

export type Figures = {
  readonly rows: readonly Row[];
  readonly all: readonly Figure[];
  /** `null` where nothing of the kind was measured. */
  readonly find: (wanted: Wanted) => Share | null;
};

/** The items that stand for a suite: those that nobody tunes on, or the development items where none were kept back. */
export function headlineRows(rows: readonly Row[]): Row[] {
  const kept = new Set(rows.filter(({ split }) => split === "test").map(({ suite }) => suite));
  return rows.filter(({ suite, split }) => split === "test" || !kept.has(suite));
}

/** Which items stand for each suite; suites that were not measured are left out. */
export function splitsOf(rows: readonly Row[]): Map<Suite, Row["split"]> {
  const headline = headlineRows(rows);
  return new Map(
    SUITES.flatMap((suite) => {
      const first = headline.find((row) => row.suite === suite);
      return first ? [[suite, first.split]] : [];
    }),
  );
}

export function toFigures(rows: readonly Row[]): Figures {
  const all = summarise(rows);
  const keyOf = ({ suite, metric, language, slice = ALL }: Wanted): string =>
    JSON.stringify([suite, metric, language, slice]);
  const byKey = new Map(all.map((figure) => [keyOf(figure), figure]));
  return { rows, all, find: (wanted) => byKey.get(keyOf(wanted)) ?? null };
}

export const headlineOf = ({ rows }: Pick<Run, "rows">): Figures => toFigures(headlineRows(rows));

/** The share of what failed: 1 minus the score. */
export function invert({ n, mean, low, high }: Share): Share {
  return { n, mean: 1 - mean, low: 1 - high, high: 1 - low };
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Means of ranks are no shares of anything and are written as such measures usually are. */
const AS_DECIMAL: ReadonlySet<string> = new Set(["mrr", "ndcg@10"]);

export function writeMean(metric: string, { mean }: Share): string {
  return AS_DECIMAL.has(metric) ? mean.toFixed(3) : percent(mean);
}

export function writeInterval(metric: string, { low, high }: Share): string {
  return AS_DECIMAL.has(metric)
    ? `${low.toFixed(3)}–${high.toFixed(3)}`
    : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`;
}

/** `2026-11-22 07:24 UTC`. */
export const writeTime = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
