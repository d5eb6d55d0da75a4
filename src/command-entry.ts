// What every command does: read the configuration, and turn a fault into one line.

import { fileURLToPath } from "node:url";
import { config as readDotenv } from "dotenv";

import { type Config, readConfig } from "./config.ts";

export const KNOWLEDGE_FOLDER = fileURLToPath(new URL("../knowledge", import.meta.url));

export function loadConfig(): Config {
  readDotenv({ quiet: true });
  return readConfig(process.env);
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
