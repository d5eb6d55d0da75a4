// Calls of Slack's Web API: each ends in time, with an answer and never with a fault.
//
// Slack's client cannot stop a call, and takes a page of HTML for the code of an error. So the sending itself is ours:
// the client is given a `fetch` of our own. AsyncLocalStorage tells it which call it is for; that holds because the
// client, with no retries and no limit to what goes on at once, calls it within the same step.

import { AsyncLocalStorage } from "node:async_hooks";
import { webApi } from "@slack/bolt";
import type { Failure } from "../network-fault.ts";
import { type Answer, readCode, readNetworkFault, readStatus, readWait } from "./answer.ts";
import { type Call, USES, type Use } from "./call.ts";
import { createExchange, type Exchange, type Exchanged, openDispatcher, type ProxyRoute } from "./exchange.ts";
import { QUIET } from "./quiet.ts";
import { createRespond, type Respond } from "./respond.ts";

export type CallOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal };

export interface SlackApi {
  /** Never rejects. No answer holds the token, the payload or Slack's own words of it. */
  call(use: Use, call: Call, options?: CallOptions): Promise<Answer>;
  /** Never rejects. Lost, where the address is used up or too old. */
  readonly respond: Respond;
  /** Our clock minus Slack's, give or take the time of a call; `null` before the first answer. */
  clockSkewMs(): number | null;
}

export type SlackAddress = {
  readonly token: string;
  readonly apiUrl: string;
  readonly proxy?: ProxyRoute | null;
  /** The time of day. */
  readonly now?: () => number;
};

/** A press opens a window within three seconds, or never. */
const TIMEOUTS_MS: Readonly<Record<Use, number>> = { windows: 2_500, messages: 10_000, cases: 10_000 };
/** A page of a hundred long messages, each letter written as six. */
const MOST_BYTES = 33_554_432;

/** What is going on for one call. */
type Going = Required<Pick<CallOptions, "timeoutMs">> & {
  readonly signal: AbortSignal | undefined;
  isBegun: boolean;
  failure: Failure | null;
};

export function openSlackApi({ token, apiUrl, proxy = null, now = Date.now }: SlackAddress): SlackApi {
  const goings = new AsyncLocalStorage<Going>();
  const exchange = createExchange(openDispatcher(proxy));
  const clock = createClock(now);
  const fetch = createFetch({ goings, exchange, clock });
  const clients = USES.map((use) => [use, openClient(token, apiUrl, fetch)] as const);
  const clientOf = Object.fromEntries(clients) as Record<Use, webApi.WebClient>;
  return {
    respond: createRespond(exchange, apiUrl),
    clockSkewMs: clock.skewMs,
    call: async (use, { method, payload }, { timeoutMs = TIMEOUTS_MS[use], signal } = {}) => {
      const going: Going = { timeoutMs, signal, isBegun: false, failure: null };
      try {
        const result: unknown = await goings.run(going, () => clientOf[use].apiCall(method, payload));
        return { kind: "done", result };
      } catch (fault) {
        return going.failure ?? readFault(fault, going.isBegun);
      }
    },
  };
}

function openClient(token: string, slackApiUrl: string, fetch: webApi.FetchFunction): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...{ slackApiUrl, fetch, logger: QUIET, allowAbsoluteUrls: false },
    ...{ retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, maxRequestConcurrency: Number.POSITIVE_INFINITY },
  });
}

type FetchDeps = {
  readonly goings: AsyncLocalStorage<Going>;
  readonly exchange: Exchange;
  readonly clock: Clock;
};

function createFetch({ goings, exchange, clock }: FetchDeps): webApi.FetchFunction {
  return async (url, { headers = {}, body } = {}) => {
    const going = goings.getStore();
    if (!going || typeof body !== "string") throw new Error("not a call that can be sent");
    going.isBegun = true;
    const note = clock.begin();
    const exchanged = await exchange(String(url), { ...going, headers, body, mostBytes: MOST_BYTES });
    const response = exchanged.kind === "failed" ? exchanged : toResponse(exchanged, note);
    if (response instanceof Response) return response;
    going.failure = response;
    throw new Error("no answer");
  };
}

/** Of what came only what the client needs, so that none of its faults holds a page of somebody else's words. */
function toResponse({ status, text, retryAfter, date }: Exchanged, note: Note): Response | Failure {
  const headers = { "retry-after": String(readWait(retryAfter).retryAfterMs / 1000) };
  if (status !== 200) return new Response(null, { status, headers });
  if (!isAnswer(text)) return readNetworkFault("BODY");
  note(date);
  return new Response(text, { headers });
}

function isAnswer(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "ok" in read && typeof read.ok === "boolean";
  } catch {
    return false;
  }
}

function readFault(fault: unknown, isBegun: boolean): Answer {
  if (fault instanceof webApi.WebAPIPlatformError) {
    return readCode(fault.data.error, readWait(fault.data.response_metadata?.retryAfter).retryAfterMs);
  }
  if (fault instanceof webApi.WebAPIRateLimitedError) return readWait(fault.retryAfter);
  if (fault instanceof webApi.WebAPIHTTPError) return readStatus(fault.statusCode);
  // What cannot be written out was never sent, and never will be.
  return isBegun ? readNetworkFault("UNKNOWN") : { kind: "refused", code: "unsendable" };
}

type Note = (date: string | null) => void;
type Clock = { readonly begin: () => Note; readonly skewMs: () => number | null };

/** Reads the clock that Slack's own answers name; nothing that stands in between is believed. */
function createClock(now: () => number): Clock {
  let skewMs: number | null = null;
  return {
    skewMs: () => skewMs,
    begin: () => {
      const from = now();
      return (date) => {
        const theirs = Date.parse(date ?? "");
        // Whole seconds are named: half a second more on average.
        if (!Number.isNaN(theirs)) skewMs = Math.round((from + now()) / 2 - theirs - 500);
      };
    },
  };
}
