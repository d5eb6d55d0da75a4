// LangChain's chat models behind our port: a form is asked for, and a filled-in form or the name of a failure comes back.

import type { ChatModel, ModelAnswer, ModelCall, ModelFailure } from "../../src/model/chat-model.ts";
import { findForm, isWhole, schemaOf } from "../../src/model/form-schema.ts";
import { countTokens, guessTokens } from "../../src/model/tokens.ts";
import type { ModelServer } from "../../src/model-config.ts";
import { type ModelFetchLimits, openModelFetch } from "./model-fetch.ts";

export type OpenChatModel = ChatModel & { close(): Promise<void> };

type Json = Readonly<Record<string, unknown>>;
/** What LangChain's model is made with, and what it is asked with. */
type Dialect = (asked: { server: ModelServer; schema: Json; mostTokens: number; fetch: typeof fetch }) => {
  readonly made: Json;
  readonly options: Json;
};

/** LangChain is read in here and not before: nobody pays for it who has no model. */
export async function openChatModel(
  server: ModelServer,
  limits: Partial<ModelFetchLimits> = {},
): Promise<OpenChatModel> {
  const langChain = await readLangChain();
  const way = openModelFetch(server, limits);
  // The first asker shall not wait while the provider's package is read in.
  const { fetch } = way.forCall(AbortSignal.abort());
  await make(langChain, server, DIALECTS[server.provider]({ server, schema: {}, mostTokens: 1, fetch }).made);
  return {
    name: `${server.provider}:${server.name}`,
    ask: async (call, signal) => {
      const one = way.forCall(signal);
      // What a library or a server says of a fault may quote what was asked: nobody reads it.
      const answered = converse(call, { langChain, server, fetch: one.fetch, signal }).catch(() =>
        failed(one.failure() ?? "garbage"),
      );
      return beforeAbort(answered, signal);
    },
    close: way.close,
  };
}

type LangChain = Awaited<ReturnType<typeof readLangChain>>;

async function readLangChain() {
  const { initChatModel } = await import("langchain/chat_models/universal");
  const { HumanMessage, SystemMessage } = await import("@langchain/core/messages");
  return { initChatModel, HumanMessage, SystemMessage };
}

/** One for each call: Ollama's client, when one answer is given up, gives up all it waits for. */
function make({ initChatModel }: LangChain, { provider, name }: ModelServer, made: Json) {
  return initChatModel(name, { modelProvider: provider, maxRetries: 0, ...temperatureOf(name), ...made });
}

type Way = {
  readonly langChain: LangChain;
  readonly server: ModelServer;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
};

async function converse<Form>(call: ModelCall<Form>, { langChain, server, fetch, signal }: Way) {
  const schema = schemaOf(call.form);
  const { made, options } = DIALECTS[server.provider]({ server, schema, mostTokens: call.mostTokens, fetch });
  const instructions = `${call.instructions}\n\n${FORM_ASKED}\n${JSON.stringify(schema)}`;
  const material = JSON.stringify(call.material);
  const { HumanMessage, SystemMessage } = langChain;
  const model = await make(langChain, server, made);
  const messages = [new SystemMessage(instructions), new HumanMessage(material)];
  const said = await model.invoke(messages, { ...{ ...options, signal, callbacks: [] } });
  const content = typeof said.content === "string" ? said.content : "";
  const found = findForm(content, call.form);
  if (found === null) return failed("garbage");
  // The declared type knows of no usage.
  const { total_tokens: usage } = toJson(said.usage_metadata);
  const guessed = guessTokens(instructions.length + material.length + content.length);
  return { kind: "filled", form: found.form, tokens: countTokens(usage, guessed) } as const;
}

const FORM_ASKED = "Answer with one JSON object that follows this JSON schema, and with nothing else:";

/** Kept the same for all calls: Ollama loads a model anew for another length. */
const OLLAMA_CONTEXT = 16_384;

const DIALECTS: Readonly<Record<ModelServer["provider"], Dialect>> = {
  openai: ({ server, schema, mostTokens, fetch }) => ({
    made: {
      ...{ maxTokens: mostTokens, streaming: false, useResponsesApi: false },
      // The key is added on the way, so that no library holds it; what is `null` is not taken from the environment.
      apiKey: "added-on-the-way",
      configuration: { baseURL: server.baseUrl, fetch, logLevel: "off", organization: null, project: null },
    },
    options: {
      response_format: {
        type: "json_schema",
        json_schema: { name: "form", schema, strict: isWhole(schema) },
        // Otherwise the client reads the answer itself, and minds what we do not. It is not sent.
        $parseRaw: () => null,
      },
    },
  }),
  ollama: ({ server, schema, mostTokens, fetch }) => ({
    made: { baseUrl: server.baseUrl, fetch, numPredict: mostTokens, numCtx: OLLAMA_CONTEXT, think: false },
    options: { format: schema },
  }),
};

/** Models that think for themselves refuse any. */
function temperatureOf(name: string): { readonly temperature?: number } {
  return /^(?:o\d|gpt-5)/.test(name) ? {} : { temperature: 0 };
}

function failed(code: ModelFailure): { readonly kind: "failed"; readonly code: ModelFailure } {
  return { kind: "failed", code };
}

function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function beforeAbort<Form>(
  answered: Promise<ModelAnswer<Form>>,
  signal: AbortSignal,
): Promise<ModelAnswer<Form>> {
  if (signal.aborted) return failed("late");
  let stop = (): void => undefined;
  const aborted = new Promise<ModelAnswer<Form>>((resolve) => {
    stop = () => resolve(failed("late"));
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([answered, aborted]).finally(() => signal.removeEventListener("abort", stop));
}
