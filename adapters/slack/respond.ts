// Answers at the address that came with a press or a command. Whoever knows the address may write there, so it is
// never shown, and nothing is sent to any host but Slack's own.

import { type Answer, isCode, readCode, readNetworkFault, readStatus, readWait } from "./answer.ts";
import type { Exchange, Exchanged } from "./exchange.ts";

export type Respond = (url: string, payload: Readonly<Record<string, unknown>>) => Promise<Answer>;

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 65_536;
const HEADERS = { "Content-Type": "application/json; charset=utf-8", Accept: "application/json" };

export function createRespond(exchange: Exchange, apiUrl: string): Respond {
  const allowed = toHooks(new URL(apiUrl));
  return async (url, payload) => {
    if (!isOf(allowed, url)) return { kind: "refused", code: "foreign_url" };
    const body = write(payload);
    if (body === null) return { kind: "refused", code: "unsendable" };
    const exchanged = await exchange(url, { headers: HEADERS, body, timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES });
    return exchanged.kind === "failed" ? exchanged : readResponse(exchanged);
  };
}

/** A stand-in of Slack answers at its own address. */
function toHooks({ hostname, origin }: URL): string {
  return hostname === "slack.com" || hostname.endsWith(".slack.com") ? "https://hooks.slack.com" : origin;
}

function isOf(origin: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const read = new URL(url);
  return read.origin === origin && read.username === "" && read.password === "";
}

function write(payload: Readonly<Record<string, unknown>>): string | null {
  try {
    return JSON.stringify(payload);
  } catch {
    return null;
  }
}

function readResponse({ status, text, retryAfter }: Exchanged): Answer {
  if (status === 404 || status === 410) return { kind: "lost" };
  if (status === 429) return readWait(retryAfter);
  const said = text.trim();
  const { ok, error } = readJson(said);
  if (status === 200) {
    if (said === "" || said === "ok" || ok === true) return { kind: "done", result: null };
    return isCode(error) ? readCode(error) : readNetworkFault("BODY");
  }
  // Refusals come in JSON or as a bare word.
  const code = [error, said].find(isCode);
  return status >= 400 && status < 500 && code !== undefined ? readCode(code) : readStatus(status);
}

function readJson(text: string): { readonly ok?: unknown; readonly error?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
