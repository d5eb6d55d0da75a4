// The index by another embedder, as a start of the service opens it: what is missing is said in one line, and LSI answers alone.

import { createHash } from "node:crypto";

import { PROBES } from "../../src/index/neural-texts.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { EmbeddingsConfig } from "../../src/model-config.ts";
import type { NeuralIndex } from "../../src/retrieval/neural.ts";
import type { NeuralEmbedder } from "../../src/retrieval/neural-embedder.ts";
import { createNeuralSearch } from "../../src/retrieval/neural-search.ts";
import { openEmbedder } from "./embeddings.ts";
import { loadNeural } from "./neural-folder.ts";

export type OpenNeural = {
  readonly dataFolder: string;
  readonly knowledge: Pick<Knowledge, "hash">;
  /** Of the index it stands beside: vectors of another number of entries do not fit. */
  readonly entries: number;
  readonly mask: (text: string) => string;
  /** Gets fixed messages and names of models only. */
  readonly log: (message: string) => void;
};

export type OpenedNeural = { readonly index: NeuralIndex; close(): Promise<void> };

/** `null` where none is configured or its vectors are not there. Never rejects; a server that is silent holds it up for a second and a half. */
export async function openNeuralIndex(config: EmbeddingsConfig, options: OpenNeural): Promise<OpenedNeural | null> {
  if (config.kind === "lsi") return null;
  const { log } = options;
  const embedder = await openEmbedder(config).catch((cause: unknown) => {
    log(`the embedder cannot be opened: ${cause instanceof Error ? cause.message : "unknown cause"}`);
    return null;
  });
  if (!embedder) return null;
  const opened = await openSearch(embedder, options).catch(() => null);
  if (opened) return opened;
  await embedder.close();
  log(`there are no vectors of ${embedder.name} for this knowledge: npm run knowledge -- build makes them`);
  return null;
}

async function openSearch(
  embedder: NeuralEmbedder,
  { dataFolder, knowledge, entries, mask, log }: OpenNeural,
): Promise<OpenedNeural | null> {
  const saved = await loadNeural({ dataFolder, knowledge, embedder });
  if (saved?.manifest.entries !== entries) return null;
  const { vectors, rows } = saved;
  const digest = (text: string): string => createHash("sha256").update(text).digest("base64");
  const index = createNeuralSearch({
    ...{ embedder, vectors, probe: rows.probes.question, mask, digest, log },
    now: () => Date.now(),
  });
  // Asked once now, so that whoever starts the service hears of it.
  if ((await index.search(PROBES.question, 1)) === null)
    log(
      `${embedder.name} does not answer, or is another model than the vectors are from: answers go without it until it does`,
    );
  return { index, close: () => embedder.close() };
}
