// `npm run evals`: how good the answers are and what got worse. Without network, with the same result every time.

import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command, Option } from "commander";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { openBodies } from "../src/case-entry.ts";
import { KNOWLEDGE_FOLDER, loadConfig, runEntry } from "../src/command-entry.ts";
import { printAblations, runAblations } from "./ablations.ts";
import { createCalibrateCommand } from "./calibrate-command.ts";
import { createCandidatesCommand } from "./candidates-command.ts";
import { ITEM_SPLITS, type ItemSplit } from "./dataset-schemas.ts";
import { createGapsCommand } from "./gaps-command.ts";
import { applyGates } from "./gates.ts";
import { readRuns, saveRun } from "./history.ts";
import { openService } from "./measure/service.ts";
import { measure } from "./measure/suites.ts";
import { pinsOf } from "./pins.ts";
import { print } from "./print.ts";
import { writeReport } from "./report/write-report.ts";
import { type Run, runSchema, SUITES, type Suite } from "./results.ts";
import { ALL } from "./summary.ts";
import { renderSystemCard } from "./system-card.ts";

const FOLDER = fileURLToPath(new URL("report", import.meta.url));
const HISTORY = path.join(FOLDER, "history");
const CARD = fileURLToPath(new URL("../docs/system-card.md", import.meta.url));

type Options = {
  readonly split: ItemSplit | typeof ALL;
  readonly suite?: readonly Suite[];
  readonly updateBaseline?: boolean;
  readonly ablations?: boolean;
  readonly editions?: boolean;
};

async function runEvals({ split, suite = SUITES, updateBaseline = false, editions = false }: Options): Promise<void> {
  const isWhole = !editions && split === ALL && SUITES.every((name) => suite.includes(name));
  if (updateBaseline && !isWhole)
    throw new Error("a baseline holds everything: leave out --split, --suite and --editions");
  const run = await measureRun({ suites: suite, splits: split === ALL ? ITEM_SPLITS : [split], editions });
  print(run);
  if (editions) {
    const { failures } = await applyGates(run, { updateBaseline: false });
    for (const line of failures) process.stdout.write(`WORSE: ${line}\n`);
    return;
  }
  if (!isWhole) {
    process.stdout.write("Only a part was measured: no report is written and no gate applied.\n");
    return;
  }
  const earlier = await readRuns(HISTORY);
  await saveRun(HISTORY, run);
  const { failures, accepted } = await applyGates(run, { updateBaseline });
  await writeReport(run, { folder: FOLDER, earlier, gates: { failures } });
  process.stdout.write(`report: ${path.relative(process.cwd(), path.join(FOLDER, "index.html"))}\n`);
  for (const line of accepted) process.stdout.write(`accepted: ${line}\n`);
  for (const line of failures) process.stdout.write(`FAILED: ${line}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

type Scope = {
  readonly suites: readonly Suite[];
  readonly splits: readonly ItemSplit[];
  readonly editions: boolean;
};

async function measureRun(scope: Scope): Promise<Run> {
  const extent = { withEditions: scope.editions };
  const { service, indexKey, indexBytes } = await openService(loadConfig(), extent);
  const bar = createProgressBar("Measuring");
  const rows = await measure(service, scope, bar.onProgress).finally(() => bar.stop());
  return runSchema.parse({
    at: `${new Date().toISOString().slice(0, 19)}Z`,
    ...{
      knowledge: indexKey,
      node: process.version,
      cores: availableParallelism(),
      rows,
      pins: pinsOf(service.knowledge),
    },
    latency: percentiles(service.askedMs),
    ...{ indexBytes, rssBytes: process.memoryUsage.rss() },
    // Since the process started.
    seconds: Math.round(performance.now() / 100) / 10,
  });
}

async function ablate(): Promise<void> {
  const bar = createProgressBar("Measuring");
  printAblations(await runAblations(loadConfig(), { onProgress: bar.onProgress }).finally(() => bar.stop()));
}

async function writeSystemCard(): Promise<void> {
  const run = (await readRuns(HISTORY)).at(-1);
  if (!run) throw new Error("there is no run to write of yet: npm run evals comes first");
  const config = loadConfig();
  const { documents } = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const { bodies, isConfigured } = openBodies(config, () => undefined)();
  const names = isConfigured ? bodies.map(({ name }) => name.en) : [];
  await writeFile(CARD, renderSystemCard(run, { bodies: names, acts: [...documents.values()] }));
  process.stdout.write(`written: ${path.relative(process.cwd(), CARD)}\n`);
}

/** By the nearest rank; zeros where nothing was asked. */
function percentiles(askedMs: readonly number[]): Run["latency"] {
  const sorted = [...askedMs].sort((one, other) => one - other);
  const at = (share: number): number => {
    const ms = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return Math.round(ms * 100) / 100;
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length };
}

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command without a complaint.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => process.exit(fault.code === "EPIPE" ? 0 : 1));

await new Command("evals")
  .description("Measures the answers, writes a report, and fails where something got worse.")
  // --split of a command below is its own.
  .enablePositionalOptions()
  .addOption(new Option("--split <split>", "the items to measure").choices([...ITEM_SPLITS, ALL]).default(ALL))
  .addOption(new Option("--suite <suite...>", "the suites to measure; without it, all").choices([...SUITES]))
  .option("--update-baseline", "accept what was measured as what later runs are compared with")
  .option("--editions", "with the official texts of the data folder; shown beside the baseline, nothing is written")
  .option("--ablations", "measure the parts of the retrieval one by one instead; nothing is written")
  .action((options: Options) => runEntry(() => (options.ablations ? ablate() : runEvals(options))))
  .addCommand(createCalibrateCommand())
  .addCommand(createCandidatesCommand())
  .addCommand(createGapsCommand())
  .addCommand(
    new Command("card")
      .description("Writes docs/system-card.md from the last run.")
      .action(() => runEntry(writeSystemCard)),
  )
  .parseAsync();
