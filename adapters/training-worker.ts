// Trains the scorers in a process of its own, on the second core, while this one builds the vector space.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { type Scorers, trainScorers } from "../src/index/scorers.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";

type Message = "received" | { readonly share: number } | { readonly scorers: Scorers };

/** The training under way; `done` rejects where the process ends before it is finished. */
export type Training = { readonly done: Promise<Scorers> };

const SELF = fileURLToPath(import.meta.url);

/**
 * Resolves once the process has the knowledge: only then may this one start to work without a pause, for what it sends
 * leaves it between two pieces of work.
 */
export function trainBeside(knowledge: Knowledge, onShare: (share: number) => void): Promise<Training> {
  return new Promise((started, failed) => {
    const child = fork(SELF, [], { serialization: "advanced" });
    const done = new Promise<Scorers>((resolve, reject) => {
      child.on("message", (message: Message) => {
        if (message === "received") return started({ done });
        if ("share" in message) return onShare(message.share);
        resolve(message.scorers);
        child.disconnect();
      });
      child.on("error", reject);
      child.on("exit", (code, signal) => reject(new Error(`training ended early (${signal ?? `exit code ${code}`})`)));
    });
    done.catch(failed);
    child.send(knowledge);
  });
}

if (process.argv[1] === SELF && process.send) {
  process.once("disconnect", () => process.exit());
  process.once("message", (knowledge: Knowledge) => {
    process.send?.("received", undefined, undefined, () => {
      const scorers = trainScorers(knowledge, (share) => process.send?.({ share }));
      process.send?.({ scorers });
    });
  });
}
