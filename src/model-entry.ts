// Opens what is configured beside the core: a language model, another embedder. Neither is loaded where none is configured.

import path from "node:path";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { createMask } from "./case-entry.ts";
import { KNOWLEDGE_FOLDER } from "./command-entry.ts";
import type { Config } from "./config.ts";
import type { NeuralManifest } from "./index/neural-manifest.ts";
import type { Searchable } from "./index/searchable.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Language } from "./language.ts";
import { createMeteredModel, type Metrics } from "./metrics.ts";
import type { ChatModel } from "./model/chat-model.ts";
import { createGuardedModel, createGuards } from "./model/guarded-model.ts";
import { createLookAgain } from "./model/look-again.ts";
import type { ModelHelp } from "./model/model-help.ts";
import { createReword } from "./model/reword.ts";
import { createWord } from "./model/word.ts";
import type { ModelConfig } from "./model-config.ts";
import type { Classifier } from "./retrieval/classifier.ts";
import { detectLanguage } from "./retrieval/detect-language.ts";
import type { NeuralIndex } from "./retrieval/neural.ts";
import { normalise } from "./text/normalise.ts";
import { CATEGORIES } from "./triage/scorer.ts";

export type ModelDeps = {
  readonly knowledge: Knowledge;
  /** Tells the language of a text. */
  readonly detector: Classifier;
  readonly metrics: Metrics | null;
  /** Fixed messages only. */
  readonly log: (message: string) => void;
};

export type OpenedModel = { readonly help: ModelHelp | null; close(): Promise<void> };

const NO_MODEL: OpenedModel = { help: null, close: async () => undefined };

/** A model that cannot be opened is told of, and answers go out without it. */
export async function openModelHelp(config: ModelConfig | null, deps: ModelDeps): Promise<OpenedModel> {
  if (config === null) return NO_MODEL;
  try {
    const { openChatModel } = await import("../adapters/models/chat-model.ts");
    const opened = await openChatModel(config);
    const guarded = createGuardedModel(
      opened,
      createGuards(config.budgets, () => performance.now()),
    );
    const model = deps.metrics ? createMeteredModel(guarded, deps.metrics) : guarded;
    return { help: helpOf(model, config.uses, deps), close: () => opened.close() };
  } catch {
    deps.log("the language model cannot be opened: answers are worded without it");
    return NO_MODEL;
  }
}

/** What the model is not used for stays as it was. */
function helpOf(model: ChatModel, uses: ModelConfig["uses"], { knowledge, detector }: ModelDeps): ModelHelp {
  const { prompts } = knowledge;
  const mask = createMask(knowledge);
  const detect = (text: string): Language | null => detectLanguage(detector, normalise(text))?.language ?? null;
  const lookAgain = createLookAgain({ model, mask, instructions: prompts["second-look"], categories: CATEGORIES });
  const wording = { model, mask, knowledge, instructions: prompts.wording, detectLanguage: detect };
  return {
    reword: uses.includes("query") ? createReword({ model, mask, instructions: prompts.query }) : async () => [],
    lookAgain: uses.includes("triage") ? lookAgain : async (_question, _asked, triage) => triage,
    word: uses.includes("wording") ? createWord(wording) : async (_question, _asked, reply) => reply,
  };
}

export type OpenedEmbedder = { readonly neural: NeuralIndex | null; close(): Promise<void> };

const NO_EMBEDDER: OpenedEmbedder = { neural: null, close: async () => undefined };

type Beside = Omit<ModelDeps, "metrics"> & {
  readonly dataFolder: string;
  readonly entries: Searchable["entries"]["provisions"]["length"];
};

/** Without vectors, or without an answer in time, LSI answers alone. */
export async function openEmbedder(
  config: Config["embeddings"],
  { knowledge, detector, log, dataFolder, entries }: Beside,
): Promise<OpenedEmbedder> {
  if (config.kind === "lsi") return NO_EMBEDDER;
  const { openNeuralIndex } = await import("../adapters/models/neural-index.ts");
  const maskIn = createMask(knowledge);
  const mask = (text: string): string => maskIn(text, detectLanguage(detector, normalise(text))?.language ?? "ru");
  const opened = await openNeuralIndex(config, { dataFolder, knowledge, entries, mask, log });
  return opened ? { neural: opened.index, close: () => opened.close() } : NO_EMBEDDER;
}

/** Embeds every entry, with a progress bar; goes on where it stopped before. Rejects with one readable line where the embedder fails. */
export async function buildNeuralHere(
  config: Exclude<Config["embeddings"], { kind: "lsi" }>,
  dataFolder: string,
): Promise<NeuralManifest> {
  const { buildConfigured } = await import("../adapters/models/neural-build.ts");
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  const bar = createProgressBar("Embedding");
  const build = { dataFolder: path.resolve(dataFolder), knowledge, onProgress: bar.onProgress };
  return buildConfigured(config, build).finally(() => bar.stop());
}
