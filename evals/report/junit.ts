// The run as JUnit XML, for the test page of a build server: a case for each suite, language and metric.

import junit, { type Builder } from "junit-report-builder";

import type { Run } from "../results.ts";
import { SUITES } from "../results.ts";
import { ALL, type Figure, summarise } from "../summary.ts";
import { writeInterval, writeMean } from "./figures.ts";

// The types tell of a `default` within, which the module does not have.
const builder = junit as unknown as Builder;

export type Gates = { readonly failures: readonly string[] };

/** No failure is lost: one that names no case becomes a case of its own in the suite `gates`. */
export function renderJunit(run: Run, gates?: Gates): string {
  const report = builder.newBuilder().name("evals");
  const left = new Set(gates?.failures);
  const figures = summarise(run.rows).filter(({ slice }) => slice === ALL);
  for (const suite of SUITES) {
    const own = figures.filter((figure) => figure.suite === suite);
    if (own.length === 0) continue;
    const group = report.testSuite().name(suite).timestamp(run.at);
    for (const figure of own) {
      const { language, metric, n } = figure;
      const one = group.testCase().className(`evals.${suite}`).name(`${language} ${metric}`);
      one.standardOutput(`${writeMean(metric, figure)} (${writeInterval(metric, figure)}, n ${n})`);
      const failed = [...left].filter((line) => names(line, figure));
      for (const line of failed) left.delete(line);
      if (failed.length > 0) one.failure(failed.join("\n"), "gate");
    }
  }
  const others = report.testSuite().name("gates").timestamp(run.at);
  for (const line of left) others.testCase().className("evals.gates").name(line).failure(line, "gate");
  return report.build();
}

/** As the gates write them: a fall or a floor names the language, an invariant only suite and metric. */
function names(line: string, { suite, language, metric }: Pick<Figure, "suite" | "language" | "metric">): boolean {
  return (
    line.startsWith(`${suite} · ${language} · ${metric}:`) ||
    (language === ALL && line.startsWith(`${suite} · ${metric}:`))
  );
}
