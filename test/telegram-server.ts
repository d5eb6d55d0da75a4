// A small Telegram on this computer for tests: its Bot API with its limits and faults, and people who write to the bot.
// A chat is known once somebody spoke in it, or after `know`; before that it is "chat not found".

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { z } from "zod";
import { createChats, done, type Outcome, refuse, type Stored } from "./telegram-server-chats.ts";
import { createMethods, type Profile } from "./telegram-server-methods.ts";
import { createPeople } from "./telegram-server-people.ts";
import { createUpdateQueue } from "./telegram-server-queue.ts";

/** "after": what was asked for was done all the same. */
export type Fault =
  | "hang-before"
  | "hang-after"
  | "drop-before"
  | "drop-after"
  | "html"
  | { readonly tooMany: number }
  | { readonly status: number; readonly description?: string; readonly parameters?: Readonly<Record<string, number>> };

export type Call = {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  /** The whole path, token included. */
  readonly path: string;
  /** `null` while it hangs, and where none was given. */
  outcome: Outcome | null;
};

const TOKEN = "700000:CanaryToken-0123456789abcdefghijklmn";
const BOT = { id: 700_000, is_bot: true, first_name: "Adep", username: "adep_test_bot" } as const;

const polling = z.looseObject({
  offset: z.number().int().default(0),
  limit: z.number().int().min(1).max(100).default(100),
  timeout: z.number().int().min(0).default(0),
  allowed_updates: z.array(z.string()).optional(),
});
const hooking = z.looseObject({
  url: z.string().default(""),
  secret_token: z.string().default(""),
  allowed_updates: z.array(z.string()).optional(),
});

export type TelegramServer = Awaited<ReturnType<typeof startTelegram>>;

export async function startTelegram({ token = TOKEN } = {}) {
  const calls: Call[] = [];
  const faults = new Map<string, Fault[]>();
  const presses = new Set<string>();
  const profile: Profile = { commands: new Map(), descriptions: new Map(), shortDescriptions: new Map() };
  const chats = createChats(Date.now);
  const queue = createUpdateQueue();
  const methods = createMethods({ chats, bot: BOT, presses, profile });
  const people = createPeople({ chats, queue, bot: BOT, presses });

  async function perform(method: string, payload: unknown): Promise<Outcome> {
    if (method === "getUpdates") return getUpdates(payload);
    if (method === "setWebhook" || method === "deleteWebhook") return setWebhook(method, payload);
    const known = methods.get(method);
    return known ? known(payload) : { ok: false, error_code: 404, description: "Not Found: method not found" };
  }

  async function getUpdates(payload: unknown): Promise<Outcome> {
    const { offset, limit, timeout, allowed_updates } = polling.parse(payload);
    if (queue.hasWebhook()) {
      return refuse("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first", 409);
    }
    if (allowed_updates) queue.allow(allowed_updates);
    const updates = await queue.poll({ offset, limit, timeoutSeconds: timeout });
    return updates
      ? done(updates)
      : refuse("terminated by other getUpdates request; make sure that only one runs", 409);
  }

  function setWebhook(method: string, payload: unknown): Outcome {
    const { url, secret_token, allowed_updates } = hooking.parse(payload);
    if (allowed_updates) queue.allow(allowed_updates);
    queue.setWebhook(method === "deleteWebhook" || url === "" ? null : { url, secret: secret_token });
    return done(true);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const [, given, method = ""] = /\/bot([^/]*)\/(\w+)$/.exec(path) ?? [];
    const payload = await readBody(request);
    const call: Call = { method, payload, at: performance.now(), path, outcome: null };
    calls.push(call);
    if (given !== token) return write(response, given && /^\d+:/.test(given) ? UNAUTHORISED : NOT_FOUND);
    const fault = faults.get(method)?.shift() ?? faults.get("*")?.shift();
    if (fault === "drop-before") return drop(response);
    if (fault === "hang-before") return;
    if (fault === "html") return writeHtml(response);
    const outcome = typeof fault === "object" ? toRefusal(fault) : await performSafely(method, payload);
    if (fault === "drop-after") return drop(response);
    if (fault === "hang-after") return;
    call.outcome = outcome;
    write(response, outcome);
  }

  async function performSafely(method: string, payload: Readonly<Record<string, unknown>>): Promise<Outcome> {
    if (!isWellFormed(payload)) return refuse("strings must be encoded in UTF-8");
    return perform(method, payload);
  }

  // Whoever hangs up in the middle of asking is owed nothing.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    bot: BOT,
    profile,
    queue,
    know: chats.know,
    say: people.say,
    change: people.change,
    press: people.press,
    addBot: people.addBot,
    /** Any update; its number is added. */
    update: queue.add,
    calls: (method?: string): readonly Call[] => calls.filter((call) => method === undefined || call.method === method),
    /** The next calls of the method, or with `*` of any, meet these faults, one each. */
    fail: (method: string, ...next: readonly Fault[]): void => {
      faults.set(method, [...(faults.get(method) ?? []), ...next]);
    },
    /** From now on the bot is refused in this chat. */
    block: (chat: number, description = "bot was blocked by the user", code = 403): void => {
      chats.know(chat, { refusal: refuse(description, code) });
    },
    /** What the bot sent and did not delete, in order. */
    messagesTo: (chat: number): readonly Readonly<Stored>[] => people.sent(chat),
    /** Everything in the chat that was not deleted, people's messages too. */
    messagesIn: (chat: number): readonly Readonly<Stored>[] =>
      [...chats.messages.values()].filter((message) => message.chat === chat && !message.isDeleted),
    /** Resolves with the first thing that is neither `null`, `undefined` nor `false`. */
    async waitFor<Seen>(look: () => Seen | null | undefined | false, timeoutMs = 5000): Promise<Seen> {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const seen = look();
        if (seen !== null && seen !== undefined && seen !== false) return seen;
        if (performance.now() > until) throw new Error(`waited in vain; calls so far: ${calls.map(toLine).join(", ")}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        queue.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const UNAUTHORISED: Outcome = { ok: false, error_code: 401, description: "Unauthorized" };
const NOT_FOUND: Outcome = { ok: false, error_code: 404, description: "Not Found" };

function toRefusal(fault: Exclude<Fault, string>): Outcome {
  if ("tooMany" in fault) {
    const description = `Too Many Requests: retry after ${fault.tooMany}`;
    return { ok: false, error_code: 429, description, parameters: { retry_after: fault.tooMany } };
  }
  const { status, description = "Internal Server Error", parameters } = fault;
  return { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) };
}

function write(response: ServerResponse, outcome: Outcome): void {
  response.writeHead(outcome.ok ? 200 : outcome.error_code, { "content-type": "application/json" });
  response.end(JSON.stringify(outcome));
}

function writeHtml(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" });
  response.end("<html><body><h1>Please wait</h1></body></html>");
}

function drop(response: ServerResponse): void {
  response.socket?.destroy();
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  return typeof value !== "object" || value === null || Object.values(value).every(isWellFormed);
}

function toLine({ method, outcome }: Call): string {
  return outcome && !outcome.ok ? `${method} ${outcome.error_code}` : method;
}
