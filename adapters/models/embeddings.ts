// LangChain's embedders behind our port: a server of one's own, or a model on this machine.

import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmbeddingsInterface } from "@langchain/core/embeddings";

import type { EmbeddingsConfig, ModelServer } from "../../src/model-config.ts";
import { type NeuralEmbedder, prefixesOf } from "../../src/retrieval/neural-embedder.ts";
import { type ModelFetchLimits, openModelFetch } from "./model-fetch.ts";
import { openOnnxEmbeddings } from "./onnx-embeddings.ts";

/** Sixty-four vectors as JSON, with room. */
const MOST_BYTES = 32 * 1024 * 1024;
const PATIENCE_MS = 3_000;

/** LangChain is read in here and not before: nobody pays for it who has no embedder. Rejects where a local model is not whole. */
export async function openEmbedder(
  config: Exclude<EmbeddingsConfig, { kind: "lsi" }>,
  limits: Partial<ModelFetchLimits> = {},
): Promise<NeuralEmbedder> {
  return config.kind === "onnx" ? openLocal(config.folder) : openServer(config, limits);
}

async function openServer(server: ModelServer, limits: Partial<ModelFetchLimits>): Promise<NeuralEmbedder> {
  const make = await DIALECTS[server.provider](server);
  const { family, ...prefixes } = prefixesOf(server.name);
  const way = openModelFetch(server, { mostBytes: MOST_BYTES, ...limits });
  return {
    ...{ name: `${server.provider}:${server.name}`, prefixes: family },
    async embed(texts, role, signal) {
      const call = way.forCall(signal);
      try {
        // One client for each call, so that the signal of one ends no other.
        return await make(call.fetch).embedDocuments(texts.map((text) => prefixes[role] + text));
      } catch {
        // What a library or a server says of a fault may quote what was asked: nobody reads it.
        throw new Error(call.failure() ?? "garbage");
      }
    },
    close: way.close,
  };
}

type Make = (fetchOne: typeof fetch) => EmbeddingsInterface;

const DIALECTS: Readonly<Record<ModelServer["provider"], (server: ModelServer) => Promise<Make>>> = {
  openai: async ({ name, baseUrl }) => {
    const { OpenAIEmbeddings } = await import("@langchain/openai");
    return (fetchOne) =>
      new OpenAIEmbeddings({
        ...{ model: name, maxRetries: 0, stripNewLines: false },
        // Not every server that speaks as OpenAI's does knows another form.
        encodingFormat: "float",
        // The key is added on the way, so that no library holds it; what is `null` is not taken from the environment.
        apiKey: "added-on-the-way",
        configuration: { baseURL: baseUrl, fetch: fetchOne, logLevel: "off", organization: null, project: null },
      });
  },
  ollama: async ({ name, baseUrl }) => {
    const { OllamaEmbeddings } = await import("@langchain/ollama");
    return (fetchOne) => new OllamaEmbeddings({ model: name, baseUrl, maxRetries: 0, truncate: true, fetch: fetchOne });
  },
};

/** The model's own folder says how its texts begin. */
async function openLocal(folder: string): Promise<NeuralEmbedder> {
  const opening = openOnnxEmbeddings(folder);
  // A fault that comes later is met by whoever asks for vectors.
  opening.catch(() => undefined);
  // A large model is still being read when the service starts: until it is there, answers go without it.
  await Promise.race([opening, sleep(PATIENCE_MS, undefined, { ref: false })]);
  return {
    ...{ name: `onnx:${path.basename(path.resolve(folder))}`, prefixes: "own" },
    async embed(texts, role) {
      const local = await opening;
      if (role === "passage") return local.embedDocuments([...texts]);
      return Promise.all(texts.map((text) => local.embedQuery(text)));
    },
    close: () =>
      opening.then(
        (local) => local.close(),
        () => undefined,
      ),
  };
}
