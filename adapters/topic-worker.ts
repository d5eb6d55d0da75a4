// Trains the topic scorer in a process of its own, on the second core, while this one builds the vector space.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { trainTopics } from "../src/index/topic-training.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Classifier } from "../src/retrieval/classifier.ts";

type Message = { readonly share: number } | { readonly classifier: Classifier };

const SELF = fileURLToPath(import.meta.url);

/** Rejects where the process cannot be started or ends before it is done. */
export function trainTopicsBeside(knowledge: Knowledge, onShare: (share: number) => void): Promise<Classifier> {
  return new Promise((resolve, reject) => {
    const child = fork(SELF, [], { serialization: "advanced" });
    child.on("message", (message: Message) => {
      if ("share" in message) return onShare(message.share);
      resolve(message.classifier);
      child.disconnect();
    });
    child.on("error", reject);
    child.on("exit", (code, signal) => reject(new Error(`training ended early (${signal ?? `exit code ${code}`})`)));
    child.send(knowledge);
  });
}

if (process.argv[1] === SELF && process.send) {
  process.once("disconnect", () => process.exit());
  process.once("message", (knowledge: Knowledge) => {
    const classifier = trainTopics(knowledge, (share) => process.send?.({ share }));
    process.send?.({ classifier });
  });
}
