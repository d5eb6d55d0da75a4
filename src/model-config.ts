// What the configuration says of language models: the one that words answers, and the one that makes vectors. Neither is needed.

import { z } from "zod";

import { MODEL_PURPOSES, type ModelPurpose } from "./model/chat-model.ts";
import { isNearHost } from "./near-host.ts";

export type ModelServer = {
  /** `openai`: any server that speaks as OpenAI's does. */
  readonly provider: "openai" | "ollama";
  readonly name: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
};

export type ModelBudgets = {
  readonly callsPerHour: number;
  /** 0: as many as are asked for. */
  readonly tokensPerDay: number;
  readonly concurrency: number;
};

export type ModelConfig = ModelServer & { readonly uses: readonly ModelPurpose[]; readonly budgets: ModelBudgets };

export type EmbeddingsConfig =
  | { readonly kind: "lsi" }
  | ({ readonly kind: "server" } & ModelServer)
  | { readonly kind: "onnx"; readonly folder: string };

const NAME = String.raw`[\w.@/-][\w.:@/-]{0,199}`;
const OLLAMA_HERE = "http://127.0.0.1:11434";

/** No message repeats a value: a key is easily put into the wrong place. */
export const MODEL_FORMS = {
  CHAT_MODEL: z
    .string()
    .regex(new RegExp(`^(openai|ollama):${NAME}$`), "must be openai:<name> or ollama:<name>")
    .optional(),
  CHAT_MODEL_BASE_URL: baseUrl(),
  CHAT_MODEL_API_KEY: apiKey(),
  CHAT_MODEL_USES: z
    .string()
    .default(MODEL_PURPOSES.join(","))
    .refine((value) => partsOf(value).every(isPurpose), `must be of ${MODEL_PURPOSES.join(", ")}, with commas between`)
    .transform((value) => MODEL_PURPOSES.filter((purpose) => partsOf(value).includes(purpose))),
  CHAT_MODEL_CALLS_PER_HOUR: wholeNumber(1, 10_000).default(40),
  CHAT_MODEL_TOKENS_PER_DAY: wholeNumber(0, 1_000_000_000).default(2_000_000),
  CHAT_MODEL_CONCURRENCY: wholeNumber(1, 64).default(4),
  EMBEDDINGS: z
    .string()
    .regex(
      new RegExp(`^(lsi|(openai|ollama):${NAME}|onnx:.+)$`),
      "must be lsi, openai:<name>, ollama:<name> or onnx:<folder>",
    )
    .default("lsi"),
  EMBEDDINGS_BASE_URL: baseUrl(),
  EMBEDDINGS_API_KEY: apiKey(),
};

export type ModelKeys = z.output<z.ZodObject<typeof MODEL_FORMS>>;

/**
 * Questions may be read on their way over http by whoever sits between: it is for this computer and one's own network only, and the
 * address that a name leads to is looked at once more when a connection is made.
 */
function baseUrl() {
  return z
    .string()
    .regex(
      /^https?:\/\/[^\s?#@\\]+$/,
      "must be an http or https address without a user, such as https://models.example.kz/v1",
    )
    .refine(URL.canParse, "must be an address")
    .refine(isSafe, "must be https; http is for this computer and for hosts of one's own network only")
    .transform((url) => new URL(url).href.replace(/\/+$/, ""))
    .optional();
}

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || isNearHost(hostname);
}

function apiKey() {
  return z
    .string()
    .regex(/^[\x21-\x7e]{1,1024}$/, "must be a key of plain characters without spaces")
    .optional();
}

function wholeNumber(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

function partsOf(list: string): string[] {
  return list.split(",").map((part) => part.trim());
}

function isPurpose(part: string): boolean {
  return MODEL_PURPOSES.some((purpose) => purpose === part);
}

/** `null` without `CHAT_MODEL`. What it needs is there, or `modelFaults` has said so. */
export function readModel(keys: ModelKeys): ModelConfig | null {
  const server = readServer(keys.CHAT_MODEL, { baseUrl: keys.CHAT_MODEL_BASE_URL, apiKey: keys.CHAT_MODEL_API_KEY });
  if (server === null) return null;
  const { CHAT_MODEL_CALLS_PER_HOUR: callsPerHour, CHAT_MODEL_TOKENS_PER_DAY: tokensPerDay } = keys;
  const budgets = { callsPerHour, tokensPerDay, concurrency: keys.CHAT_MODEL_CONCURRENCY };
  return { ...server, uses: keys.CHAT_MODEL_USES, budgets };
}

export function readEmbeddings(keys: ModelKeys): EmbeddingsConfig {
  const { EMBEDDINGS: written, EMBEDDINGS_BASE_URL: baseUrl, EMBEDDINGS_API_KEY: apiKey } = keys;
  if (written.startsWith("onnx:")) return { kind: "onnx", folder: written.slice("onnx:".length) };
  const server = readServer(written, { baseUrl, apiKey });
  return server === null ? { kind: "lsi" } : { kind: "server", ...server };
}

type Reach = { readonly baseUrl: string | undefined; readonly apiKey: string | undefined };

function readServer(written: string | undefined, { baseUrl, apiKey }: Reach): ModelServer | null {
  const [, provider, name = ""] = /^(openai|ollama):(.+)$/.exec(written ?? "") ?? [];
  if (provider === "ollama") return { provider, name, baseUrl: baseUrl ?? OLLAMA_HERE, apiKey: apiKey ?? null };
  return provider === "openai" && baseUrl !== undefined ? { provider, name, baseUrl, apiKey: apiKey ?? null } : null;
}

/** What is wrong with the keys together; each alone is checked by its form. */
export function modelFaults(keys: ModelKeys): string[] {
  return [
    ...togetherFaults("CHAT_MODEL", keys.CHAT_MODEL, keys.CHAT_MODEL_BASE_URL),
    ...togetherFaults("EMBEDDINGS", keys.EMBEDDINGS, keys.EMBEDDINGS_BASE_URL),
  ];
}

function togetherFaults(key: string, written: string | undefined, baseUrl: string | undefined): string[] {
  const isHosted = written?.startsWith("openai:") === true;
  // Nothing is sent to anybody abroad because a line was forgotten.
  if (isHosted && baseUrl === undefined)
    return [`${key}_BASE_URL is needed with ${key}=openai:… (there is no default)`];
  const isOdd = written?.startsWith("ollama:") === true && /\/(?:v1|api)$/.test(baseUrl ?? "");
  return isOdd ? [`${key}_BASE_URL must be Ollama's own address, without /v1 or /api`] : [];
}
