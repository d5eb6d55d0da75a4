// What no run may fall under, whatever the baseline says: evals/floors.json, a few points under what was measured when it
// was written. A baseline can be lowered step by step, a floor only by hand.

import { readFile } from "node:fs/promises";
import { z } from "zod";

import { meanOf } from "./metrics/interval.ts";
import { type Row, SUITES, type Suite } from "./results.ts";

const floor = z.number().min(0).max(1).optional();

/** Suite → metric → the least mean over all its items, and over those of one language. */
export const floorsSchema = z.partialRecord(
  z.enum(SUITES),
  z.record(z.string(), z.strictObject({ all: floor, kk: floor, ru: floor, en: floor })),
);
export type Floors = z.infer<typeof floorsSchema>;

export async function readFloors(file: string): Promise<Floors> {
  const content = await readFile(file, "utf8");
  const parsed = floorsSchema.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${file} holds no floors: ${issue?.path.join(" → ") || "content"}: ${issue?.message}`);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** One line for each floor that is not held; what is no longer measured does not hold it. */
export function findSunk(rows: readonly Row[], floors: Floors): string[] {
  return SUITES.flatMap((suite) =>
    Object.entries(floors[suite] ?? {}).flatMap(([metric, least]) =>
      Object.entries(least).flatMap(([language, limit]) => {
        if (limit === undefined) return [];
        const scores = scoresOf(rows, { suite, metric, language });
        const name = `${suite} · ${language} · ${metric}`;
        if (scores.length === 0) return [`${name}: nothing was measured, though there is a floor`];
        const mean = meanOf(scores);
        if (mean >= limit) return [];
        return [
          `${name}: ${(100 * mean).toFixed(1)} % is under the floor of ${percent(limit)} %, n = ${scores.length}`,
        ];
      }),
    ),
  );
}

function percent(limit: number): number {
  return Math.round(1000 * limit) / 10;
}

function scoresOf(
  rows: readonly Row[],
  { suite, metric, language }: { suite: Suite; metric: string; language: string },
) {
  return rows
    .filter((row) => row.suite === suite && (language === "all" || row.language === language))
    .flatMap(({ scores }) => scores[metric] ?? []);
}
