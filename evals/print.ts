// A run in the terminal.

import { LANGUAGES } from "../src/language.ts";
import { ITEM_SPLITS } from "./dataset-schemas.ts";
import { type Run, SUITES } from "./results.ts";
import { ALL, abstentionPair, confuse, type Figure, summarise } from "./summary.ts";

export function print(run: Run): void {
  const figures = summarise(run.rows);
  for (const suite of SUITES) {
    const ofSuite = figures.filter((figure) => figure.suite === suite);
    if (ofSuite.length === 0) continue;
    process.stdout.write(`${suite}\n`);
    console.table(toTable(ofSuite));
  }
  const { hallucination, error } = abstentionPair(run.rows);
  const { p50, p95, p99, n } = run.latency;
  process.stdout.write(`answered though outside the law: ${writeShare(hallucination)}\n`);
  process.stdout.write(`declined though inside the law: ${writeShare(error)}\n`);
  if (run.rows.some(({ suite }) => suite === "triage")) {
    process.stdout.write("triage, label by verdict\n");
    console.table(confuse(run.rows));
  }
  process.stdout.write(`one answer: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms (n = ${n}); ${run.seconds} s in all\n`);
}

/** One line for each metric: over all items with the interval, then by language and by split. */
function toTable(figures: readonly Figure[]): Record<string, Record<string, string | number>> {
  const metrics = [...new Set(figures.map(({ metric }) => metric))];
  const lines = metrics.map((metric) => {
    const meanOf = (language: Figure["language"], slice: string): string =>
      figures
        .find((figure) => figure.metric === metric && figure.language === language && figure.slice === slice)
        ?.mean.toFixed(3) ?? "–";
    const whole = figures.find((figure) => figure.metric === metric && figure.language === ALL && figure.slice === ALL);
    const interval = whole ? `${whole.low.toFixed(3)}–${whole.high.toFixed(3)}` : "–";
    const line = {
      ...{ n: whole?.n ?? 0, all: meanOf(ALL, ALL), "95 %": interval },
      ...Object.fromEntries(LANGUAGES.map((language) => [language, meanOf(language, ALL)])),
      ...Object.fromEntries(ITEM_SPLITS.map((split) => [split, meanOf(ALL, `split:${split}`)])),
    };
    return [metric, line] as const;
  });
  return Object.fromEntries(lines);
}

function writeShare(figure: Pick<Figure, "n" | "mean" | "low" | "high"> | null): string {
  if (!figure) return "not measured";
  const percent = (share: number): string => (100 * share).toFixed(1);
  return `${percent(figure.mean)} % (${percent(figure.low)}–${percent(figure.high)}, n = ${figure.n})`;
}
