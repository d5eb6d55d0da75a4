// One exchange over HTTP: sent once, followed nowhere else, read whole and in time. It prints nothing and never rejects.

import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import type { Failure } from "../network-fault.ts";
import { readNetworkFault, STOPPED } from "./answer.ts";

export type Sending = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the first step to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly mostBytes: number;
};

export type Exchanged = {
  readonly kind: "answered";
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
  readonly date: string | null;
};

export type Exchange = (url: string, sending: Sending) => Promise<Exchanged | Failure>;

/** A proxy for all but some hosts, which are named as in `NO_PROXY`. */
export type ProxyRoute = { readonly url: string; readonly except: string };

/** Shorter than any call may take, so that a host nobody can reach is told from one that does not answer. */
const CONNECT_MS = 2_000;

/** Every connection to Slack goes through it. Through a proxy it goes in a tunnel, so that the proxy sees no text. */
export function openDispatcher(proxy: ProxyRoute | null): Dispatcher {
  if (proxy === null) return new Agent({ connect: { timeout: CONNECT_MS } });
  // Given in full: what the environment says otherwise is of no account.
  return new EnvHttpProxyAgent({ httpProxy: proxy.url, httpsProxy: proxy.url, noProxy: proxy.except });
}

export function createExchange(dispatcher: Dispatcher): Exchange {
  return async (url, { headers, body, timeoutMs, signal, mostBytes }) => {
    if (signal?.aborted) return STOPPED;
    const own = new AbortController();
    const stop = (): void => own.abort("STOPPED");
    const timer = setTimeout(() => own.abort("TIMEOUT"), timeoutMs);
    signal?.addEventListener("abort", stop);
    try {
      const sent = request(url, { method: "POST", headers, body, dispatcher, signal: own.signal });
      const response = await Promise.race([sent, untilAborted(own.signal)]);
      const text = await readWhole(response.body, mostBytes);
      if (text === null) return readNetworkFault("BODY");
      const { "retry-after": retryAfter, date } = response.headers;
      const read = { retryAfter: toOne(retryAfter), date: toOne(date) };
      return { kind: "answered", status: response.statusCode, text, ...read };
    } catch (fault) {
      return readNetworkFault(own.signal.aborted ? String(own.signal.reason) : codeOf(fault));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  };
}

/** While a connection is being made, through a proxy that stays silent above all, the library heeds no signal. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

/** `null` where it is too long; then its connection is closed. */
async function readWhole(body: AsyncIterable<Buffer>, mostBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function toOne(header: string | string[] | undefined): string | null {
  return typeof header === "string" ? header : null;
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "UNKNOWN";
  // The library has no code of its own for a proxy that opens no tunnel.
  if (fault.message.startsWith("Proxy response")) return "PROXY";
  return "code" in fault && typeof fault.code === "string" ? fault.code : "UNKNOWN";
}
