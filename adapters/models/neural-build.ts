// Makes another embedder's vectors of all entries. It may take hours with a slow server, so only `npm run knowledge -- build` does
// it, never a start of the service; and what was made before it was interrupted is not made again.

import { listEntries } from "../../src/index/entries.ts";
import { MOST_DIMENSIONS, type NeuralManifest } from "../../src/index/neural-manifest.ts";
import { listNeuralTexts, type NeuralText, PROBES } from "../../src/index/neural-texts.ts";
import { toNeuralVectors, toRows, toUnit } from "../../src/index/neural-vectors.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { EmbeddingsConfig } from "../../src/model-config.ts";
import type { NeuralEmbedder, NeuralRole } from "../../src/retrieval/neural-embedder.ts";
import { openEmbedder } from "./embeddings.ts";
import { loadEarlier, loadNeural, partsFolderOf, saveNeural } from "./neural-folder.ts";
import {
  addKnown,
  gatherRows,
  isSameEmbedder,
  type KeyedRows,
  keyOf,
  keysOf,
  type Probes,
  type Row,
  readParts,
  writePart,
} from "./neural-rows.ts";
import { type Patience, persist } from "./persist.ts";

export type NeuralBuild = {
  readonly dataFolder: string;
  readonly knowledge: Knowledge;
  readonly embedder: NeuralEmbedder;
  readonly onProgress: (share: number) => void;
} & Partial<Patience>;

const BATCH = 64;
const AT_ONCE = 2;

/** With the embedder that is configured. */
export async function buildConfigured(
  config: Exclude<EmbeddingsConfig, { kind: "lsi" }>,
  build: Omit<NeuralBuild, "embedder">,
): Promise<NeuralManifest> {
  const embedder = await openEmbedder(config);
  return buildNeural({ ...build, embedder }).finally(() => embedder.close());
}

/** Vectors that are there already stay. Rejects with one readable line where the embedder fails; what is done is kept. */
export async function buildNeural(build: NeuralBuild): Promise<NeuralManifest> {
  const texts = listNeuralTexts(listEntries(build.knowledge));
  const probes = await embedProbes(build);
  const ready = await loadNeural(build);
  if (ready && isSameEmbedder(ready.rows.probes, probes)) return ready.manifest;
  const known = await readKnown(build, probes);
  await embedMissing(build, { texts, probes, known });
  const rows = gatherRows(texts, probes, known);
  const vectors = toNeuralVectors(rows, probes.question.length);
  await saveNeural(build, { rows, vectors, builtAt: new Date() });
  const built = await loadNeural(build);
  if (!built) throw new Error("the vectors just written do not match their manifest");
  return built.manifest;
}

async function embedProbes(build: NeuralBuild): Promise<Probes> {
  const one = async (role: NeuralRole): Promise<Float32Array> => {
    const [vector] = await persist(build, (signal) => build.embedder.embed([PROBES[role]], role, signal));
    const length = Array.isArray(vector) ? Math.min(vector.length, MOST_DIMENSIONS) : 0;
    const unit = toUnit(vector, length);
    if (!unit) throw new Error(`${build.embedder.name} gives no vectors`);
    return unit;
  };
  return { question: await one("question"), passage: await one("passage") };
}

/** From what interrupted builds left and from the vectors of an earlier knowledge. */
async function readKnown(build: NeuralBuild, probes: Probes): Promise<Map<string, Row>> {
  const known = new Map<string, Row>();
  for (const { rows } of await loadEarlier(build)) addKnown(known, rows, probes);
  for (const part of await readParts(partsFolderOf(build))) addKnown(known, part, probes);
  return known;
}

type Work = { readonly texts: readonly NeuralText[]; readonly probes: Probes; readonly known: Map<string, Row> };

async function embedMissing(build: NeuralBuild, { texts, probes, known }: Work): Promise<void> {
  const distinct = [...new Map(texts.map((text) => [keyOf(text), text]))];
  const missing = distinct.flatMap(([key, text]) => (known.has(key) ? [] : [text]));
  const batches = (["passage", "question"] as const).flatMap((role) => inBatches(missing, role));
  const done = { count: distinct.length - missing.length };
  build.onProgress(done.count / distinct.length);
  await allOf(batches, async (batch, stopped) => {
    const rows = await embedBatch(build, { batch, probes, stopped });
    await writePart(partsFolderOf(build), rows);
    addKnown(known, rows, probes);
    done.count += batch.length;
    build.onProgress(done.count / distinct.length);
  }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : "unknown cause";
    throw new Error(`${reason}; ${done.count} of ${distinct.length} texts are done and kept`, { cause });
  });
}

/** Two at once. After a failure no further one is begun, and what is under way is waited for: its work is kept too. */
async function allOf<Item>(
  items: readonly Item[],
  work: (item: Item, stopped: AbortSignal) => Promise<void>,
): Promise<void> {
  const stopping = new AbortController();
  const next = items.values();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const item of next) {
      if (stopping.signal.aborted) return;
      await work(item, stopping.signal).catch((cause: unknown) => {
        stopping.abort(cause);
        throw cause;
      });
    }
  });
  await Promise.allSettled(workers);
  stopping.signal.throwIfAborted();
}

function inBatches(texts: readonly NeuralText[], role: NeuralRole): NeuralText[][] {
  const own = texts.filter((text) => text.role === role);
  return Array.from({ length: Math.ceil(own.length / BATCH) }, (_, at) => own.slice(at * BATCH, (at + 1) * BATCH));
}

type Batch = {
  readonly batch: readonly NeuralText[];
  readonly probes: Probes;
  readonly stopped: AbortSignal;
};

async function embedBatch(build: NeuralBuild, { batch, probes, stopped }: Batch): Promise<KeyedRows> {
  const dimensions = probes.question.length;
  const role = batch[0]?.role ?? "passage";
  const embed = async (signal: AbortSignal): Promise<Float32Array[]> => {
    const vectors = await build.embedder.embed(
      batch.map(({ text }) => text),
      role,
      signal,
    );
    const units = vectors.map((vector) => toUnit(vector, dimensions)).filter((unit) => unit !== null);
    if (units.length !== batch.length) throw new Error("garbage");
    return units;
  };
  return { keys: keysOf(batch), ...toRows(await persist(build, embed, stopped), dimensions), probes };
}
