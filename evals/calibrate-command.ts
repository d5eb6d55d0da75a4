// `npm run evals -- calibrate`: fits the calibration on development questions and writes knowledge/calibration.json,
// unless the gates say that something measured on the test questions would get worse.

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";

import { createProgressBar } from "../adapters/progress-bar.ts";
import { KNOWLEDGE_FOLDER, loadConfig, runEntry } from "../src/command-entry.ts";
import { dayInKazakhstan } from "../src/day.ts";
import { type Calibration, calibrationSchema } from "../src/knowledge/schemas.ts";
import { toBaseline } from "./baseline.ts";
import { declinedBeliefs, fitThreshold, fitWeights, observeDevelopment } from "./calibration-fit.ts";
import { compare } from "./comparison.ts";
import { type Material, openMaterial } from "./material.ts";
import { createService } from "./measure/service.ts";
import { measure } from "./measure/suites.ts";
import { meanOf } from "./metrics/interval.ts";
import { type Row, SUITES } from "./results.ts";

/** What hangs on the weights; triage and masking do not. */
const WEIGHED = SUITES.filter((suite) => suite !== "triage" && suite !== "personal-data");
const FIGURES = ["recall@1", "recall@3", "answered", "declined"] as const;

export type CalibrateOptions = {
  readonly dryRun?: boolean;
  /** Share of development questions inside the law that the gate of scope may decline; without it the gate stays. */
  readonly wronglyDeclined?: number;
};

export type Calibrated = {
  readonly calibration: Calibration;
  /** Means over the development questions with the new calibration, by suite and metric. */
  readonly development: Readonly<Record<string, number>>;
  /** What would get worse on test questions, one line each. */
  readonly refusals: readonly string[];
};

export async function calibrate(
  material: Material,
  { wronglyDeclined }: Pick<CalibrateOptions, "wronglyDeclined"> = {},
  onProgress: (share: number) => void = () => undefined,
): Promise<Calibrated> {
  const observed = await observeDevelopment(material);
  const fitted = fitWeights(observed, material.knowledge.calibration);
  const outside =
    wronglyDeclined === undefined ? null : fitThreshold(declinedBeliefs(observed, fitted), wronglyDeclined);
  const calibration = outside === null ? fitted : { ...fitted, gates: { ...fitted.gates, outside } };
  const now: Material = { ...material, knowledge: { ...material.knowledge, calibration } };
  const before = await measure(createService(material), { suites: WEIGHED, splits: ["test"] }, (share) =>
    onProgress(share / 3),
  );
  const after = await measure(createService(now), { suites: WEIGHED, splits: ["test"] }, (share) =>
    onProgress((1 + share) / 3),
  );
  const development = await measure(createService(now), { suites: WEIGHED, splits: ["dev"] }, (share) =>
    onProgress((2 + share) / 3),
  );
  return { calibration, development: sumUp(development), refusals: findWorse(before, after) };
}

/** By the rule of the gates. Items that break an invariant already break it with either calibration. */
export function findWorse(before: readonly Row[], after: readonly Row[]): readonly string[] {
  const baseline = toBaseline({ at: "", knowledge: "", rows: [...before] });
  return compare(after, baseline).failures;
}

function sumUp(rows: readonly Row[]): Record<string, number> {
  const figures = (["questions", "short", "outside"] as const).flatMap((suite) =>
    FIGURES.flatMap((metric): [string, number][] => {
      const scores = rows.flatMap((row) => (row.suite === suite ? (row.scores[metric] ?? []) : []));
      return scores.length === 0 ? [] : [[`${suite} ${metric}`, Math.round(meanOf(scores) * 1000) / 1000]];
    }),
  );
  return Object.fromEntries(figures);
}

/** The day and the figures go into the file as far as it has a place for them. */
export function toFile({ calibration, development }: Calibrated, fittedOn: string): string {
  const stamped = { fittedOn, development, ...calibration };
  const { success } = calibrationSchema.safeParse(stamped);
  return `${JSON.stringify(success ? stamped : calibration, null, 2)}\n`;
}

export async function runCalibrate({ dryRun = false, ...options }: CalibrateOptions): Promise<void> {
  const material = await openMaterial(loadConfig());
  const bar = createProgressBar("Calibrating");
  const calibrated = await calibrate(material, options, bar.onProgress).finally(() => bar.stop());
  const fittedOn = dayInKazakhstan(new Date());
  const file = toFile(calibrated, fittedOn);
  process.stdout.write(`${file}fitted on ${fittedOn}; development questions:\n`);
  console.table(calibrated.development);
  for (const line of calibrated.refusals) process.stdout.write(`WORSE ON TEST: ${line}\n`);
  if (calibrated.refusals.length > 0) {
    process.stdout.write("Refused: nothing was written.\n");
    process.exitCode = 1;
    return;
  }
  if (dryRun) process.stdout.write("A dry run: nothing was written.\n");
  else await writeFile(path.join(KNOWLEDGE_FOLDER, "calibration.json"), file);
}

function readShare(value: string): number {
  const share = Number(value);
  if (value.trim() === "" || !(share >= 0 && share < 1)) throw new InvalidArgumentError("must be a share such as 0.03");
  return share;
}

export function createCalibrateCommand(): Command {
  return new Command("calibrate")
    .description("Fits the weights on development questions; refuses where test questions would be answered worse.")
    .option(
      "--wrongly-declined <share>",
      "fit the gate of scope so that at most this share is wrongly declined",
      readShare,
    )
    .option("--dry-run", "show what would be written, and write nothing")
    .action((options: CalibrateOptions) => runEntry(() => runCalibrate(options)));
}
