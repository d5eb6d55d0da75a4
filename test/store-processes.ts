// Starts other processes on a store, and ends them with the test.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

import type { KeyRing } from "../adapters/aes-vault.ts";

export type StoreProcess = {
  /** It is about to open the store. */
  readonly started: Promise<void>;
  /** The store is open there. */
  readonly opened: Promise<void>;
  /** Everything it said, once it has ended. */
  readonly said: Promise<string>;
};

const CHILD = fileURLToPath(new URL("store-child.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("..", import.meta.url));

export function startStoreProcess(url: string, { keys, current }: KeyRing, times: number): StoreProcess {
  const key = keys.get(current)?.toString("base64") ?? "";
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, url, key, String(times)], {
    ...{ cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let said = "";
  const saying = (word: string): Promise<void> =>
    new Promise((resolve) => {
      child.stdout.on("data", () => {
        if (said.includes(word)) resolve();
      });
    });
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<string>((resolve) => child.on("close", () => resolve(said)));
  return { started: saying("starting"), opened: saying("open"), said: ended };
}

/** What a process says for which everything went well. */
export const WENT_WELL = "starting\nopen\n";
