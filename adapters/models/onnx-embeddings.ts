// A local model as LangChain's Embeddings: read from a folder, computed on this machine, never on the network.

import { Embeddings } from "@langchain/core/embeddings";

import type { OnnxEncoder, Role } from "./onnx-encoder.ts";
import { openOnnxProcess } from "./onnx-process.ts";

export type OnnxEmbeddings = Embeddings & {
  /** `onnx:` and the folder's own name: shown in metrics. */
  readonly name: string;
  readonly dimensions: number;
  /** Ends its process; whoever waits for a vector is refused. */
  close(): Promise<void>;
};

export type OnnxOptions = { readonly threads?: number };

/** Between two such parts another's question gets its turn. */
const TEXTS_AT_ONCE = 32;

/** LangChain wants a class. */
class LocalEmbeddings extends Embeddings implements OnnxEmbeddings {
  readonly name: string;
  readonly dimensions: number;
  readonly #encoder: OnnxEncoder;

  constructor(encoder: OnnxEncoder) {
    super({});
    this.#encoder = encoder;
    this.name = `onnx:${encoder.name}`;
    this.dimensions = encoder.dimensions;
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.#embed([text], "query");
    if (!vector) throw new Error("the local model gave no vector");
    return vector;
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE)
      vectors.push(...(await this.#embed(texts.slice(at, at + TEXTS_AT_ONCE), "passage")));
    return vectors;
  }

  close(): Promise<void> {
    return this.#encoder.close();
  }

  async #embed(texts: readonly string[], role: Role): Promise<number[][]> {
    return (await this.#encoder.encode(texts, role)).map((vector) => [...vector]);
  }
}

/** Rejects with one readable sentence that names the folder and what is wrong with it. */
export async function openOnnxEmbeddings(folder: string, { threads = 1 }: OnnxOptions = {}): Promise<OnnxEmbeddings> {
  try {
    return new LocalEmbeddings(await openOnnxProcess(folder, threads));
  } catch (cause) {
    throw new Error(`${folder}: ${cause instanceof Error ? cause.message : "unknown fault"}`, { cause });
  }
}
