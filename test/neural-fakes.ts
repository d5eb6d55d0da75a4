// A stand-in server of embeddings and the small knowledge, put together as a build and a service put them together.

import { onTestFinished } from "vitest";

import { buildConfigured, type NeuralBuild } from "../adapters/models/neural-build.ts";
import { openNeuralIndex } from "../adapters/models/neural-index.ts";
import { listEntries } from "../src/index/entries.ts";
import type { NeuralManifest } from "../src/index/neural-manifest.ts";
import { listNeuralTexts, PROBES } from "../src/index/neural-texts.ts";
import type { EmbeddingsConfig } from "../src/model-config.ts";
import type { NeuralIndex } from "../src/retrieval/neural.ts";
import { smallKnowledge } from "./fakes.ts";
import { type ModelServer, type ModelServerSettings, openModelServer } from "./model-server.ts";

type ServerConfig = Extract<EmbeddingsConfig, { kind: "server" }>;

export const KNOWLEDGE = smallKnowledge();
export const ENTRIES = listEntries(KNOWLEDGE);
/** Texts of the entries, each once. */
export const DISTINCT = [...new Set(listNeuralTexts(ENTRIES).map(({ text }) => text))];
/** Where their vectors belong, data folder apart. */
export const PLACE = { knowledge: KNOWLEDGE, embedder: { name: "openai:bge-m3", prefixes: "none" } };

/** Closed when the test is over. */
export async function openServer(settings?: ModelServerSettings): Promise<ModelServer> {
  const server = await openModelServer(settings);
  onTestFinished(() => server.close());
  return server;
}

export function configOf(server: Pick<ModelServer, "url" | "openaiUrl">, changes: Partial<ServerConfig> = {}) {
  const provider = changes.provider ?? "openai";
  const baseUrl = provider === "openai" ? server.openaiUrl : server.url;
  return { kind: "server", name: "bge-m3", apiKey: null, ...changes, provider, baseUrl } as const;
}

/** Without long pauses, and without a bar. */
export function build(
  config: ServerConfig,
  options: Pick<NeuralBuild, "dataFolder"> & Partial<NeuralBuild>,
): Promise<NeuralManifest> {
  return buildConfigured(config, {
    ...{ knowledge: KNOWLEDGE, onProgress: () => undefined, pausesMs: [1, 1], limitMs: 3_000 },
    ...options,
  });
}

export type OpenedSmall = { readonly index: NeuralIndex | null; readonly logged: readonly string[] };

/** As a start of the service opens it. */
export async function openSmall(
  config: EmbeddingsConfig,
  dataFolder: string,
  mask: (text: string) => string = (text) => text,
): Promise<OpenedSmall> {
  const logged: string[] = [];
  const opened = await openNeuralIndex(config, {
    ...{ dataFolder, knowledge: KNOWLEDGE, entries: ENTRIES.length, mask },
    log: (message) => void logged.push(message),
  });
  onTestFinished(async () => opened?.close());
  return { index: opened?.index ?? null, logged };
}

/** All texts that were sent to be embedded, in their order. */
export function textsSent({ requests }: Pick<ModelServer, "requests">): string[] {
  return requests.flatMap(({ body }) => {
    const { input } = body;
    return (Array.isArray(input) ? input : [input]).map(String);
  });
}

export const isProbe = (text: string): boolean => text === PROBES.question || text === PROBES.passage;

/** The same without the probes. */
export const entriesSent = (server: Pick<ModelServer, "requests">): string[] =>
  textsSent(server).filter((text) => !isProbe(text));
