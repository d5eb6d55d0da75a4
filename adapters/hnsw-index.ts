// The vector index: LangChain's HNSWLib over hnswlib-node. The only file that knows either.

import { HNSWLib } from "@langchain/community/vectorstores/hnswlib";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";

import type { Hit, PassageIndex } from "../src/passage-index.ts";

/** One vector per entry; `null` entries are left out. */
export type Vectors = readonly (Float32Array | null)[];

export type BuiltHnsw = { readonly index: PassageIndex; readonly ef: number; save(folder: string): Promise<void> };

type Metadata = { readonly entry: number };

// hnswlib's own default of 10 finds .92–.96 of the nearest ten.
const WIDTHS = [128, 256, 512, 1024, 2048];
const PROBES = 80;
const PROBED_NEIGHBOURS = 10;

/** LangChain asks for an embedder; Adep brings its vectors along and embeds questions itself. */
class NoEmbeddings extends Embeddings {
  override embedDocuments(): Promise<number[][]> {
    return Promise.reject(new Error("entries are added with their vectors"));
  }
  override embedQuery(): Promise<number[]> {
    return Promise.reject(new Error("questions are searched by vector"));
  }
}

/** Builds the index and widens its search until it finds every nearest neighbour that comparing with all vectors finds. */
export async function buildHnsw(vectors: Vectors, dimensions: number): Promise<BuiltHnsw> {
  const store = new HNSWLib(new NoEmbeddings({}), { space: "cosine", numDimensions: dimensions });
  const present = vectors.flatMap((vector, entry) => (vector ? [{ vector, entry }] : []));
  const documents = present.map(({ entry }) => new Document<Metadata>({ pageContent: "", metadata: { entry } }));
  await store.addVectors(
    present.map(({ vector }) => [...vector]),
    documents,
  );
  const ef = await widen(store, present);
  return { index: toPort(store), ef, save: (folder) => store.save(folder) };
}

/** The files must have been checked against their checksums: the native loader may end the process on damaged ones. */
export async function loadHnsw(
  folder: string,
  { dimensions, ef }: { dimensions: number; ef: number },
): Promise<PassageIndex> {
  const store = await HNSWLib.load(folder, new NoEmbeddings({}));
  if (store.args.numDimensions !== dimensions)
    throw new Error("the vector index has other dimensions than its manifest");
  store.index.setEf(ef);
  return toPort(store);
}

function toPort(store: HNSWLib): PassageIndex {
  return {
    async search(vector, count) {
      if (!vector.every(Number.isFinite)) return [];
      const wanted = Math.min(count, store.index.getCurrentCount());
      const found = await store.similaritySearchVectorWithScore([...vector], wanted);
      // Distances are 1 − cosine. Every document was added with this metadata above.
      return found.map(
        ([document, distance]): Hit => ({ entry: (document.metadata as Metadata).entry, similarity: 1 - distance }),
      );
    },
  };
}

type Present = { readonly vector: Float32Array; readonly entry: number };

async function widen(store: HNSWLib, present: readonly Present[]): Promise<number> {
  const step = Math.max(1, Math.floor(present.length / PROBES));
  const probes = present.filter((_, at) => at % step === 0).map(({ vector }) => vector);
  const wanted = Math.min(PROBED_NEIGHBOURS, present.length);
  const expected = probes.map((probe) => farthestOfNearest(present, probe, wanted));
  const port = toPort(store);
  for (const ef of WIDTHS) {
    store.index.setEf(ef);
    const found = await Promise.all(probes.map((probe) => port.search(probe, wanted)));
    if (found.every((hits, at) => (hits.at(-1)?.similarity ?? -1) >= (expected[at] ?? 1) - 1e-4)) return ef;
  }
  throw new Error("the vector index misses neighbours that a full comparison finds");
}

/** Similarity of the `wanted`-th nearest vector, by comparing with all. */
function farthestOfNearest(present: readonly Present[], probe: Float32Array, wanted: number): number {
  const similarities = Float32Array.from(present, ({ vector }) => {
    let sum = 0;
    for (let d = 0; d < probe.length; d += 1) sum += (probe[d] ?? 0) * (vector[d] ?? 0);
    return sum;
  });
  return similarities.sort()[similarities.length - wanted] ?? -1;
}
