// What a maintainer should do next about the official texts of an act.

import { type Day, writeDay } from "../day.ts";
import type { ShelfReport, TextReport } from "./report-shelf.ts";

// Acts of the civil service were amended several times a year.
const STALE_DAYS = 90;
const COMMAND = "npm run knowledge --";

/** The most urgent first; empty where there is nothing to do. */
export function nextSteps({ document, restates, inForceTo, texts }: Omit<ShelfReport, "next">, today: Day): string[] {
  const newest =
    texts
      .flatMap(({ editions }) => editions[0]?.edition ?? [])
      .sort()
      .at(-1) ?? null;
  const isRepealed = inForceTo !== null && inForceTo < today;
  return texts.flatMap((text) => {
    const name = `${document} (${text.language})`;
    const steps = [...stepsOfWaiting(text, document), ...stepsOfWords(text, { name, restates })];
    if (isRepealed) return steps;
    return [...steps, ...stepsOfTime(text, { name, newest })];
  });
}

/** Two editions may wait; the newest is told of. */
function stepsOfWaiting({ language, editions, used }: TextReport, document: string): string[] {
  const waiting = editions.find(({ isApproved }) => !isApproved);
  if (!waiting) return [];
  const choice = `--document ${document} --language ${language}`;
  const look =
    used === null || used >= waiting.edition ? "look through it" : `look through \`${COMMAND} diff ${choice}\``;
  return [
    `${look}, then \`${COMMAND} approve ${choice} --edition ${waiting.edition}\`: until then answers do not quote it`,
  ];
}

function stepsOfWords(
  { standing, coverage, editions }: TextReport,
  { name, restates }: { name: string; restates: Day },
): string[] {
  const [newest] = editions;
  if (standing === "none" || !newest) return [`import the text of ${name}: answers show summaries only`];
  const steps: string[] = [];
  if (standing === "older")
    steps.push(
      `import a newer text of ${name}: the summaries restate the edition of ${writeDay(restates)}, and an older text is not quoted as current`,
    );
  if (standing === "newer")
    steps.push(
      `compare the summaries of ${name} with the edition of ${writeDay(newest.edition)}, then set \`edition\` in knowledge/documents.json`,
    );
  if (coverage.missing.length > 0)
    steps.push(
      `find out why ${name} lacks ${coverage.missing.length} of ${coverage.of} provisions that the summaries restate: ${some(coverage.missing)}`,
    );
  return steps;
}

const SOME = 5;

function some(ids: readonly string[]): string {
  return ids.length <= SOME ? ids.join(", ") : `${ids.slice(0, SOME).join(", ")} and ${ids.length - SOME} more`;
}

function stepsOfTime({ editions }: TextReport, { name, newest }: { name: string; newest: Day | null }): string[] {
  const [own] = editions;
  if (!own) return [];
  const isOutrun = newest !== null && own.edition < newest;
  return [
    ...(isOutrun ? [`import the edition of ${writeDay(newest)} of ${name} too: the other language has it`] : []),
    ...(own.ageDays > STALE_DAYS ? [`ask whether ${name} was amended: it was read ${own.ageDays} days ago`] : []),
  ];
}
