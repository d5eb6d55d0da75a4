// Saved runs, for the trend and for the system card: the latest few, under evals/report/history.

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { type Run, runSchema } from "./results.ts";

const MOST_RUNS = 12;

/** Oldest first; a file of another shape is passed over. */
export async function readRuns(folder: string): Promise<Run[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  const runs: Run[] = [];
  for (const name of names.slice(-MOST_RUNS)) {
    const run = await readRun(path.join(folder, name));
    if (run) runs.push(run);
  }
  return runs;
}

/** Saved under its time; the oldest go. */
export async function saveRun(folder: string, run: Run): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${run.at.replaceAll(":", "-")}.json`), JSON.stringify(run));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  for (const name of names.slice(0, -MOST_RUNS)) await rm(path.join(folder, name));
}

async function readRun(file: string): Promise<Run | null> {
  try {
    return runSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}
