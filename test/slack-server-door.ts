// The door of the fake Slack: reads a call, lets its faults happen, and writes the answer.

import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { createApp } from "./slack-server-app.ts";
import { type Answered, type Method, readArguments, readBody, refuse } from "./slack-server-arguments.ts";
import type { createStrictness, Fault, Faults } from "./slack-server-faults.ts";
import type { Json } from "./slack-server-memory.ts";
import type { Responses } from "./slack-server-respond.ts";

export type Call = {
  /** "respond" where an answer came to a response_url. */
  readonly method: string;
  readonly payload: Json;
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  /** `null` while it hangs, and where none was given. */
  outcome: Answered | null;
  status: number | null;
};

type Deps = {
  readonly methods: ReadonlyMap<string, Method>;
  readonly app: ReturnType<typeof createApp>;
  readonly responses: Responses;
  readonly faults: Faults;
  readonly strictness: ReturnType<typeof createStrictness>;
  readonly kept: number;
};

export function createDoor({ methods, app, responses, faults, strictness, kept }: Deps) {
  const calls: Call[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const [, area, name = ""] = /^\/(api|respond)\/([\w.]+)/.exec(request.url ?? "") ?? [];
    if (area === undefined || request.method !== "POST") return write(response, 404, refuse("not_found"));
    const payload = readArguments(body, request.headers["content-type"] ?? "") ?? {};
    const method = area === "respond" ? "respond" : name;
    const call: Call = { method, payload, at: performance.now(), outcome: null, status: null };
    if (calls.push(call) > kept * 2) calls.splice(0, kept);
    const perform =
      area === "respond"
        ? () => responses.respond(name, payload)
        : () => carryOut(name, payload, tokenOf(request, payload));
    return meet({ call, response, perform });
  }

  function carryOut(name: string, payload: Json, token: string): Answered {
    const known = methods.get(name);
    const refused = app.refuseToken(name, token) ?? app.refuseScope(name, payload);
    if (refused || !known) return refused ?? refuse("unknown_method");
    return known(payload);
  }

  type Meeting = { readonly call: Call; readonly response: ServerResponse; readonly perform: () => Answered };

  async function meet({ call, response, perform }: Meeting): Promise<void> {
    const heldFor = strictness.heldFor(call.method);
    const fault = heldFor > 0 ? { retryAfterSeconds: heldFor } : faults.take(call.method, call.payload);
    const { isDone, says, status, delayMs } = toReaction(fault);
    if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    if (heldFor === 0 && typeof fault === "object" && fault && "retryAfterSeconds" in fault) {
      strictness.hold(call.method, fault.retryAfterSeconds);
    }
    const outcome = isDone ? judge(call, perform()) : null;
    if (says === "nothing") return;
    if (says === "cut") response.socket?.destroy();
    else if (says === "html") writeHtml(response);
    else finish(call, response, says === "outcome" ? (outcome ?? refuse("internal_error")) : says, status);
  }

  /** Notes what the bot should not have done. */
  function judge(call: Call, outcome: Answered): Answered {
    if (outcome.ok && call.method === "chat.postMessage") strictness.posted(String(outcome["channel"]));
    if (!outcome.ok && Array.isArray(outcome["errors"])) {
      strictness.refused(call.method, `${outcome.error}: ${outcome["errors"].join("; ")}`);
    }
    return outcome;
  }

  function finish(call: Call, response: ServerResponse, outcome: Answered, status = statusOf(call, outcome)): void {
    Object.assign(call, { outcome, status });
    write(response, status, outcome, [...app.scopes].join(","));
  }

  return { answer, calls };
}

type Reaction = {
  readonly isDone: boolean;
  readonly says: "outcome" | "nothing" | "cut" | "html" | Answered;
  readonly status?: number;
  readonly delayMs?: number;
};

function toReaction(fault: Fault | null): Reaction {
  if (fault === null) return { isDone: true, says: "outcome" };
  if (fault === "html") return { isDone: false, says: "html" };
  if (typeof fault === "string") {
    return { isDone: fault.endsWith("after"), says: fault.startsWith("drop") ? "cut" : "nothing" };
  }
  if ("refusal" in fault) return { isDone: false, says: refuse(fault.refusal) };
  if ("delayMs" in fault) return { isDone: true, says: "outcome", delayMs: fault.delayMs };
  if ("status" in fault) return { isDone: fault.isDone === true, says: refuse("internal_error"), status: fault.status };
  return { isDone: false, says: { ...refuse("ratelimited"), retryAfterSeconds: fault.retryAfterSeconds }, status: 429 };
}

function statusOf({ method }: Call, outcome: Answered): number {
  return method === "respond" && !outcome.ok ? 404 : 200;
}

function tokenOf(request: IncomingMessage, payload: Json): string {
  const [, bearer] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  return bearer ?? String(payload["token"] ?? "");
}

function write(response: ServerResponse, status: number, { retryAfterSeconds, ...outcome }: Json, scopes = ""): void {
  if (response.destroyed) return;
  const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "x-oauth-scopes": scopes, ...wait });
  response.end(JSON.stringify(outcome));
}

function writeHtml(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<html><body><h1>Please wait</h1></body></html>");
}
