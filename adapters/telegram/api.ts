// Calls of Telegram's Bot API: each ends in time, with an answer and never with a fault.

import https from "node:https";
import { Telegram, TelegramError } from "telegraf";
import { type Answer, readNetworkFault, readRefusal } from "./answer.ts";

export type CallOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal };

export interface TelegramApi {
  /** Never rejects. No answer holds the token, the payload or Telegram's own words of it. */
  call(method: string, payload: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<Answer>;
}

export type TelegramAddress = { readonly token: string; readonly apiRoot: string };

const TIMEOUT_MS = 10_000;
/** Idle connections are closed before Telegram or something between does it unseen. */
const IDLE_MS = 20_000;

export function openTelegramApi({ token, apiRoot }: TelegramAddress): TelegramApi {
  const agent = new https.Agent({ keepAlive: true, timeout: IDLE_MS });
  // For http telegraf leaves the agent aside, and Node's own keeps connections as well.
  const telegram = new Telegram(token, { apiRoot: toRoot(apiRoot), webhookReply: false, agent });
  return {
    call: (method, payload, { timeoutMs = TIMEOUT_MS, signal: stop } = {}) =>
      within({ timeoutMs, signal: stop }, async (signal) => {
        // telegraf knows the methods of Bot API 7.1 only; its types say nothing of the others.
        const result: unknown = await telegram.callApi(method as "getMe", payload as Record<string, never>, { signal });
        return { kind: "done", result };
      }),
  };
}

/** Without the slash at its end the last part of a path would be dropped. */
function toRoot(apiRoot: string): string {
  const { origin, pathname } = new URL(apiRoot);
  return `${origin}${pathname.endsWith("/") ? pathname : `${pathname}/`}`;
}

type Limits = { readonly timeoutMs: number; readonly signal: AbortSignal | undefined };

/** An AbortSignal under the name of the older package that telegraf is typed against. */
type Signal = NonNullable<NonNullable<Parameters<Telegram["callApi"]>[2]>["signal"]>;

async function within({ timeoutMs, signal }: Limits, call: (signal: Signal) => Promise<Answer>): Promise<Answer> {
  if (signal?.aborted) return { kind: "failed", code: "STOPPED", isUncertain: false };
  const own = new AbortController();
  const stop = (): void => own.abort("STOPPED");
  const timer = setTimeout(() => own.abort("TIMEOUT"), timeoutMs);
  signal?.addEventListener("abort", stop);
  try {
    return await call(own.signal as Signal);
  } catch (fault) {
    return own.signal.aborted ? readNetworkFault(String(own.signal.reason)) : readFault(fault);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    // telegraf leaves the body of a 5xx unread; this lets go of its connection.
    own.abort();
  }
}

function readFault(fault: unknown): Answer {
  if (fault instanceof TelegramError) return readRefusal(fault.response);
  if (typeof fault !== "object" || fault === null) return readNetworkFault("UNKNOWN");
  if ("code" in fault && typeof fault.code === "string") return readNetworkFault(fault.code);
  return readNetworkFault("type" in fault && fault.type === "invalid-json" ? "BODY" : "UNKNOWN");
}
