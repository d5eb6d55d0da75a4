// What every entry point does: read the configuration, open knowledge and index, and turn a fault into one line.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { config as readDotenv } from "dotenv";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { openIndex } from "../adapters/index-folder.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { type Ask, createAsk } from "./ask.ts";
import { type Config, readConfig } from "./config.ts";
import { dayInKazakhstan } from "./day.ts";
import type { Manifest } from "./index/manifest.ts";
import { toSearchable } from "./index/searchable.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";

export const KNOWLEDGE_FOLDER = fileURLToPath(new URL("../knowledge", import.meta.url));

export function loadConfig(): Config {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}

export type Opened = { readonly knowledge: Knowledge; readonly ask: Ask; readonly manifest: Manifest };

/** Builds the index where there is none that fits, with a progress bar. */
export async function openAsk(
  { dataFolder }: Pick<Config, "dataFolder">,
  log: (message: string, cause: unknown) => void,
): Promise<Opened> {
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  const bar = createProgressBar("Building the index");
  const opened = await openIndex(path.resolve(dataFolder), knowledge, bar.onProgress).finally(() => bar.stop());
  const today = (): string => dayInKazakhstan(new Date());
  const searchable = toSearchable(knowledge, opened);
  // What only the build reads need not stay in memory.
  const spoken: Knowledge = { ...knowledge, examples: [], outside: [], triage: [] };
  return {
    knowledge: spoken,
    manifest: opened.manifest,
    ask: createAsk({ knowledge: spoken, searchable, today, log }),
  };
}

/** Runs an entry point; a fault is one line on standard error and exit code 1. */
export async function runEntry(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (fault) {
    process.stderr.write(`adep: ${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
