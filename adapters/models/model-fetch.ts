// The only way to a model's server: what the clients of models are given in place of `fetch`. It asks one address and is led nowhere else.

import { Agent, type Dispatcher, request } from "undici";

import type { ModelFailure } from "../../src/model/chat-model.ts";
import type { ModelServer } from "../../src/model-config.ts";
import { isNearAddress } from "../../src/near-host.ts";
import { createCheckedLookup, type Resolve } from "../sync/checked-lookup.ts";

export type ModelFetch = {
  /** For one call: it ends with the signal, and remembers why it failed. */
  forCall(signal: AbortSignal): ModelFetchCall;
  close(): Promise<void>;
};

export type ModelFetchCall = { readonly fetch: typeof fetch; readonly failure: () => ModelFailure | null };

export type ModelFetchLimits = {
  /** From the first step to the last byte. A caller's signal may end it before. */
  readonly wholeMs: number;
  readonly connectMs: number;
  readonly mostBytes: number;
  /** Lets names stand for other addresses where code is tried out: no configuration reaches it. */
  readonly resolve?: Resolve;
};

const LIMITS: ModelFetchLimits = { wholeMs: 60_000, connectMs: 2_000, mostBytes: 1024 * 1024 };
/** All that is ever asked of a server; Ollama would also fetch models from elsewhere. */
const ROUTES = ["chat/completions", "embeddings", "api/chat", "api/embed"];

/** Never through a proxy of the environment: the address is that of one's own server. */
export function openModelFetch(
  { baseUrl, apiKey }: Pick<ModelServer, "baseUrl" | "apiKey">,
  limits: Partial<ModelFetchLimits> = {},
): ModelFetch {
  const { wholeMs, connectMs, mostBytes, resolve } = { ...LIMITS, ...limits };
  const base = new URL(`${baseUrl}/`);
  // What nobody on the way may read goes over http to near addresses only, whatever a name is made to lead to.
  const near = base.protocol === "http:" ? { lookup: createCheckedLookup(resolve, isNearAddress) } : {};
  const dispatcher = new Agent({ connect: { timeout: connectMs, ...near } });
  // Written here alone: what a client adds of itself, of this computer and of its environment is left out.
  const authorization = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const headers = { "content-type": "application/json", accept: "application/json", ...authorization };

  async function post(url: string, body: string, signal: AbortSignal): Promise<string | null> {
    const sent = request(url, { method: "POST", headers, body, dispatcher, signal });
    const response = await Promise.race([sent, untilAborted(signal)]);
    if (response.statusCode >= 200 && response.statusCode <= 299) return readWhole(response, mostBytes);
    // A body that is given up says so, and would end the process where nobody listens.
    response.body.on("error", () => undefined).destroy();
    return null;
  }

  async function exchange(url: string | null, body: unknown, signal: AbortSignal): Promise<string | Failed> {
    const ended = new AbortController();
    const end = (): void => ended.abort();
    const timer = setTimeout(end, wholeMs);
    signal.addEventListener("abort", end);
    try {
      if (signal.aborted) return { failure: "late" };
      if (url === null || typeof body !== "string") return { failure: "unreachable" };
      const text = await post(url, body, ended.signal);
      if (text === null) return { failure: "refused" };
      return isJsonLines(text) ? text : { failure: "garbage" };
    } catch {
      return { failure: ended.signal.aborted ? "late" : "unreachable" };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
  }

  return {
    forCall: (signal) => {
      const call: { failure: ModelFailure | null } = { failure: null };
      return {
        fetch: async (input, init) => {
          const answer = await exchange(addressIn(input, base), init?.body, signal);
          if (typeof answer === "string")
            return new Response(answer, { headers: { "content-type": "application/json" } });
          call.failure = answer.failure;
          // The clients print and pass on what a server says of a fault: they are not told.
          throw new Error("the model's server gave no answer");
        },
        failure: () => call.failure,
      };
    },
    close: () => dispatcher.destroy(),
  };
}

type Failed = { readonly failure: ModelFailure };

/** `null` where it is not one of the few that are asked. */
function addressIn(input: string | URL | Request, base: URL): string | null {
  const written = typeof input === "string" || input instanceof URL ? String(input) : input.url;
  const known = ROUTES.map((route) => new URL(route, base).href);
  return known.find((address) => URL.canParse(written) && new URL(written).href === address) ?? null;
}

/** While a connection is being made the library heeds no signal. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

/** What is too long is cut, its connection closed, and what is left is no JSON. */
async function readWhole({ body }: Dispatcher.ResponseData, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) return "";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** One object, or one to a line as Ollama writes them: what a client cannot read it would print. */
function isJsonLines(text: string): boolean {
  if (isObject(text)) return true;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every(isObject);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
