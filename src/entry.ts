// What every entry point that answers does: open knowledge and index, and what is configured beside them.

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { readEditions } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { loadIndex, type OpenedIndex, openIndex } from "../adapters/index-folder.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { type Ask, createAsk } from "./ask.ts";
import { KNOWLEDGE_FOLDER } from "./command-entry.ts";
import type { Config } from "./config.ts";
import { dayInKazakhstan } from "./day.ts";
import { createShelf } from "./editions/shelf.ts";
import type { Manifest } from "./index/manifest.ts";
import { toSearchable } from "./index/searchable.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Metrics } from "./metrics.ts";
import { openEmbedder, openModelHelp } from "./model-entry.ts";
import { createReadQuestion } from "./read-question.ts";
import { type Assess, createAssess, createAssessReading } from "./triage/assess-question.ts";

export type Opened = {
  readonly knowledge: Knowledge;
  readonly ask: Ask;
  readonly assess: Assess;
  readonly manifest: Manifest;
  /** The ideas of the thesaurus in a text. */
  readonly conceptsOf: (text: string) => readonly string[];
  /** Lets go of what was opened beside the core. */
  close(): Promise<void>;
};

/** What may be configured beside the core; without it, nothing is. */
export type AskConfig = Pick<Config, "dataFolder"> & Partial<Pick<Config, "chatModel" | "embeddings">>;

/** Builds the index where there is none that fits, with a progress bar. */
export async function openAsk(
  { dataFolder, chatModel = null, embeddings = { kind: "lsi" } }: AskConfig,
  log: (message: string, cause: unknown) => void,
  metrics: Metrics | null = null,
): Promise<Opened> {
  const folder = path.resolve(dataFolder);
  const knowledge = await openKnowledge(folder, log);
  const opened = (await loadIndex(folder, knowledge)) ?? (await buildIndex(folder, knowledge));
  const today = (): string => dayInKazakhstan(new Date());
  const { model, manifest } = opened;
  const beside = { knowledge, detector: model.language, metrics, log: (message: string) => log(message, null) };
  const helper = await openModelHelp(chatModel, beside);
  const embedder = await openEmbedder(embeddings, { ...beside, dataFolder: folder, entries: manifest.entries });
  const searchable = toSearchable(knowledge, { ...opened, neural: embedder.neural });
  const read = createReadQuestion({ knowledge, detector: model.language, today });
  const assessReading = createAssessReading(knowledge, model.triage);
  const assess = createAssess(read, assessReading);
  const ask = createAsk({ knowledge, searchable, read, assessReading, log, help: helper.help });
  const conceptsOf = (text: string): readonly string[] => read({ text }).own.concepts;
  const close = async (): Promise<void> => void (await Promise.all([helper.close(), embedder.close()]));
  return { knowledge, manifest, ask, assess, conceptsOf, close };
}

/** What may be said: our own texts, and the official ones that were imported and approved. */
async function openKnowledge(folder: string, log: (message: string, cause: unknown) => void): Promise<Knowledge> {
  // Questions and labelled texts are read to build an index; one that fits their hash was built from checked ones.
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const editions = await readEditions(folder, (message) => log(message, null));
  return { ...knowledge, shelf: createShelf(editions) };
}

/** Builds in a process of its own, so that the memory of the build is given back before the service starts. */
async function buildIndex(folder: string, knowledge: Knowledge): Promise<OpenedIndex> {
  const command = fileURLToPath(new URL("knowledge-command.ts", import.meta.url));
  // Vectors of another embedder may take hours; they are made when somebody asks for them.
  const environment = { ...process.env, DATA_DIR: folder, EMBEDDINGS: "lsi" };
  const child = spawn(process.execPath, ["--import", "tsx", command, "build"], {
    ...{ env: environment, stdio: ["ignore", "ignore", "inherit"] },
  });
  const [code] = await once(child, "exit");
  const built = await loadIndex(folder, knowledge);
  if (code !== 0 || !built) throw new Error("the index could not be built, so there is nothing to answer from");
  return built;
}

/** Builds here, with a progress bar, unless there is an index that fits. */
export async function buildIndexHere(dataFolder: string): Promise<OpenedIndex> {
  const bar = createProgressBar("Building the index");
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  return openIndex(path.resolve(dataFolder), knowledge, bar.onProgress).finally(() => bar.stop());
}
